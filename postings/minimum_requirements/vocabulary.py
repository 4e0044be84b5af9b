"""What a posting brings along: settings, the duties it asks each job for, its questions, documents and claims."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from postings.minimum_requirements import dates
from postings.minimum_requirements.facts import Number

SCALES: Final[Mapping[str, tuple[str, ...]]] = {
    "yes_no": ("yes", "no", "unsure"),
    "primary": ("primary", "sometimes", "no", "unsure"),
}
"""The answers to a duty; ``unsure`` is an unknown."""

QUESTION_KINDS: Final = ("yes_no", "one", "several", "number", "date", "text", "long_text", "file")
SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """Numbers that differ between cities and postings."""

    full_time_hours: Number = 40
    near_full_time_hours: Number = 35
    volunteer_counts: bool = True
    out_of_class_document: str | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    tag: str
    scale: str
    label: str

    @property
    def values(self) -> tuple[str, ...]:
        return SCALES[self.scale]


@dataclass(frozen=True, slots=True)
class AskedWhen:
    """An earlier question and its answers that make another one asked."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    kind: str
    text: str
    choices: Mapping[str, str] = field(default_factory=dict)
    asked_when: AskedWhen | None = None


@dataclass(frozen=True, slots=True)
class DocumentKind:
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What an answer claims of a node: ``months``, ``yes_no`` or the chosen ``option``."""

    question: str
    node: str
    as_: str
    reaches: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    settings: Settings
    duties: Mapping[str, Duty]
    questions: Mapping[str, Question]
    documents: Mapping[str, DocumentKind]

    @classmethod
    def empty(cls) -> "Vocabulary":
        return cls(settings=Settings(), duties={}, questions={}, documents={})


def asked_questions(questions: Mapping[str, Question], answers: Mapping[str, Any]) -> set[str]:
    """Slugs of the questions that these answers ask; what is hidden asks nothing further."""
    asked: set[str] = set()
    for slug, question in questions.items():
        when = question.asked_when
        if when is None:
            asked.add(slug)
        elif when.question in asked:
            given = answers.get(when.question)
            if not set(when.answers).isdisjoint(given if isinstance(given, list) else [given]):
                asked.add(slug)
    return asked


def answer_fault(question: Question, value: Any) -> str | None:
    """What is wrong with the form of an answer, in words that end a sentence; ``None`` if nothing is."""
    match question.kind:
        case "yes_no":
            return None if value in ("yes", "no") and isinstance(value, str) else "is not yes or no."
        case "one":
            known = isinstance(value, str) and value in question.choices
            return None if known else f"is not one of: {', '.join(question.choices)}."
        case "several":
            listed = isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value)
            known = (
                listed and len(set(value)) == len(value) and all(each in question.choices for each in value)
            )
            return None if known else f"is not a list of some of: {', '.join(question.choices)}."
        case "number":
            return _number_fault(value)
        case "date":
            try:
                dates.period(value if isinstance(value, str) else "")
            except ValueError as error:
                return str(error)
            return None
        case "file":
            named = isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value)
            digests = named and all(map(SHA256.fullmatch, value)) and 0 < len(value) == len(set(value))
            return None if digests else "is not a list of the SHA-256 digests of files."
    return None if isinstance(value, str) else "is not a text."


def _number_fault(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "is not a number."
    if not abs(value) < 1e12:
        return "is not a number of a sensible size."
    return None


def exact(value: int | float | Fraction) -> Number:
    """A number of an answer, read by its decimal text."""
    return value if isinstance(value, (int, Fraction)) else Fraction(str(value))
