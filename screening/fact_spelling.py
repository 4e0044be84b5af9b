"""How a fact from outside is spelled in a file: ``question drives``, ``job 1 hours_per_week``, ``job 2 duties clerical``."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

from postings.minimum_requirements.facts import JOB_KINDS
from postings.minimum_requirements.vocabulary import Question, Vocabulary

Value = str | int | float | bool | list[str]
FIELDS: Final = ("hours_per_week", "start", "end", "kind", "city_employee")
_QUESTION = re.compile(r"questions?[ ,/:]+([a-z0-9_-]+)", re.ASCII)
_JOB = re.compile(r"jobs?[ ,/:]*([1-9][0-9]{0,2})[ ,/:]+(?:(duties)[ ,/:]+)?([a-z0-9_-]+)", re.ASCII)


class Spelled(NamedTuple):
    """A fact that a posting reads, for the page that explains the file."""

    fact: str
    about: str
    values: str


def path_of(text: str) -> str | None:
    """``answers/drives`` or ``jobs/0/duties/clerical``, as the facts have it; None where it is spelled otherwise."""
    said = text.strip().lower()
    if found := _QUESTION.fullmatch(said):
        return f"answers/{found[1]}"
    if found := _JOB.fullmatch(said):
        return f"jobs/{int(found[1]) - 1}/{'duties/' if found[2] else ''}{found[3]}"
    return None


def spelling_of(path: str) -> str:
    """How a file spells the fact that the facts have at a path."""
    room, *way = path.split("/")
    return f"question {way[0]}" if room == "answers" else f"job {int(way[0]) + 1} {' '.join(way[1:])}"


def fault_of(path: str, vocabulary: Vocabulary) -> str | None:
    """Why this posting reads no such fact, in words; None where it does."""
    room, *way = path.split("/")
    if room == "answers":
        question = vocabulary.questions.get(way[0])
        if question is None:
            return f"The posting asks no question “{way[0]}”."
        return "A file answers this question, so it cannot be imported." if question.kind == "file" else None
    if len(way) == 3:
        return None if way[2] in vocabulary.duties else f"The posting names no duty “{way[2]}”."
    return None if way[1] in FIELDS else f"A job has no fact “{way[1]}”. Write one of: {', '.join(FIELDS)}."


def value_of(text: str, path: str, vocabulary: Vocabulary) -> Value | None:
    """The value as the facts hold it; None where it cannot be read. Whether it fits is said by the verb that settles."""
    room, *way = path.split("/")
    if room == "answers":
        return _answer(text, vocabulary.questions[way[0]])
    if len(way) == 3 or way[1] == "kind":
        return text.lower()
    if way[1] == "hours_per_week":
        return _number(text)
    if way[1] == "city_employee":
        return {"yes": True, "no": False}.get(text.lower())
    return _day(text)


def spelled(vocabulary: Vocabulary) -> Iterator[Spelled]:
    """Every fact that a file may name for a posting, with what it may say."""
    for slug, question in vocabulary.questions.items():
        if question.kind != "file":
            yield Spelled(f"question {slug}", question.text, _values_of(question))
    for field, about, values in (
        ("hours_per_week", "Hours a week", "a number up to 168"),
        ("start", "First day", "2025-04-30"),
        ("end", "Last day", "2025-04-30"),
        ("kind", "Kind of work", ", ".join(JOB_KINDS)),
        ("city_employee", "City employee", "yes, no"),
    ):
        yield Spelled(f"job 1 {field}", about, values)
    for tag, duty in vocabulary.duties.items():
        values = ", ".join(value for value in duty.values if value != "unsure")
        yield Spelled(f"job 1 duties {tag}", duty.label, values)


def _values_of(question: Question) -> str:
    match question.kind:
        case "yes_no":
            return "yes, no"
        case "one":
            return ", ".join(question.choices)
        case "several":
            return f"some of {'; '.join(question.choices)}, separated by a semicolon"
        case "number":
            return "a number"
        case "date":
            return "2025-04-30"
    return "a text"


def _answer(text: str, question: Question) -> Value | None:
    if question.kind == "several":
        return [_choice(part.strip(), question) for part in text.split(";") if part.strip()]
    if question.kind == "number":
        return _number(text)
    if question.kind == "date":
        return _day(text)
    return _choice(text, question) if question.kind in ("one", "yes_no") else text


def _choice(text: str, question: Question) -> str:
    """The choice by its value or by its words."""
    by_words = {label.lower(): value for value, label in question.choices.items()}
    return text if text in question.choices else by_words.get(text.lower(), text.lower())


def _number(text: str) -> int | float | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= 1_000_000_000:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
