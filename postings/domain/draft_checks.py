"""What a draft still lacks before it may be sent for publication, and what is worth a second look."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from postings.authoring.reading import by_place
from postings.domain.posting_file import PostingFile, read_posting_file
from postings.domain.publishing_checks import problems_of, untranslated
from postings.errors import FileRefused
from postings.minimum_requirements import (
    ExampleResult,
    Requirements,
    RequirementsError,
    compile_requirements,
    run_worked_examples,
)
from postings.translation import pruned, texts

PLAIN_GRADE = 8
_WORD = re.compile(r"[A-Za-z']+")
_VOWELS = re.compile(r"[aeiouy]+", re.I)


@dataclass(frozen=True)
class Checked:
    """``unread``: (place, words) of what cannot be read. ``problems`` refuse a publication; ``advice`` does not.

    ``requirements`` are there as soon as they can be read.
    """

    unread: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    examples: list[ExampleResult] = field(default_factory=list)
    requirements: Requirements | None = None


def checked(document: Mapping[str, Any]) -> Checked:
    """Everything that publishing asks, and which questions and kinds of work no requirement reads."""
    try:
        file = read_posting_file(pruned(document))
    except FileRefused as refused:
        return Checked(unread=by_place(refused.problems))
    requirements = engine_document(file)
    try:
        read = compile_requirements(requirements)
        examples = run_worked_examples(read, file.worked_examples)
    except RequirementsError as error:
        return Checked(unread=by_place([str(problem) for problem in error.problems]))
    problems = problems_of(
        requirements, plan=file.highly_desirable, examples=file.worked_examples, sentences=file.sentences
    )
    problems += untranslated(texts(pruned(document)), file.translations)
    advice = _unused(requirements, file) + _hard_to_read(file) + _one_language(file)
    return Checked(problems=problems, advice=advice, examples=examples, requirements=read)


def unread_places(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(place, words) of whatever cannot be read yet; no example is run."""
    try:
        read_posting_file(pruned(document))
    except FileRefused as refused:
        return by_place(refused.problems)
    return []


def reading_grade(text: str) -> float:
    """The school grade that a text asks for, by the formula of Flesch and Kincaid; 0 for no text.

    Source: Kincaid, Fishburne, Rogers and Chissom, Research Branch Report 8-75 (1975).
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len([each for each in re.split(r"[.!?;:\n]+", text) if _WORD.search(each)]))
    syllables = sum(max(1, len(_VOWELS.findall(word)) - (word.lower().endswith("e"))) for word in words)
    return round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1)


def engine_document(file: PostingFile) -> dict[str, Any]:
    """What the engine compiles of a data file: its own part, questions and documents."""
    rows = {"questions": file.questions, "documents": file.documents}
    return {**file.requirements, **{name: found for name, found in rows.items() if found}}


def _unused(requirements: Mapping[str, Any], file: PostingFile) -> list[str]:
    read = _texts([requirements.get(key) for key in ("tree", "levels", "claims")] + [file.highly_desirable])
    read |= _texts([row.get("asked_when") for row in file.questions])
    found = [
        f"No requirement reads the question “{row['text']}”. Leave it out, unless a person reads its answer."
        for row in file.questions
        if row["slug"] not in read
    ]
    return found + [
        f"No requirement reads the kind of work “{row['label']}”. Leave it out: each job is asked about it."
        for row in requirements.get("duties", [])
        if row["tag"] not in read
    ]


def _hard_to_read(file: PostingFile) -> list[str]:
    grade = reading_grade("\n".join(sorted(_texts([file.sections]))))
    if grade <= PLAIN_GRADE:
        return []
    return [
        f"The text asks for reading at grade {grade:g}. Plain language is grade {PLAIN_GRADE} or lower: "
        "write shorter sentences and more common words where the rules allow it."
    ]


def _one_language(file: PostingFile) -> list[str]:
    if file.translations:
        return []
    return ["Only English is there. Applicants who read Spanish get the posting's own words in English."]


def _texts(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return set().union(*map(_texts, inner))
