"""What may be filled in where: the fields of each thing a posting's document holds, and the places for further things."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]
Choices = Callable[[Document, dict[str, Any]], list[tuple[str, str]]]


@dataclass(frozen=True)
class Field:
    """``kind``: line, text, whole, number, flag, choice, several, lines, pairs. ``path`` starts at the thing itself."""

    path: tuple[str, ...]
    label: str
    kind: str = "line"
    choices: Choices | None = None
    help: str = ""


@dataclass(frozen=True)
class Slot:
    """A place for further things: ``takes`` names a set of shapes; ``many`` as a list."""

    path: tuple[str, ...]
    label: str
    takes: str
    many: bool = True


@dataclass(frozen=True)
class Shape:
    """``start`` is what a new one says; ``key`` tells the shape of one that is there."""

    key: str
    label: str
    start: Any
    fields: tuple[Field, ...] = ()
    slots: tuple[Slot, ...] = ()
    more: Callable[[Document], tuple[Field, ...]] = field(default=lambda document: ())


def fixed(*pairs: tuple[str, str] | str) -> Choices:
    choices = [(each, each.replace("_", " ")) if isinstance(each, str) else each for each in pairs]
    return lambda document, spec: choices


def named(key: str, name: str, words: str) -> Choices:
    """The duties, questions or documents that the posting has."""
    return lambda document, spec: [
        (
            str(row.get(name) or row.get("bank", "")),
            str(row.get(words) or row.get(name) or row.get("bank", "")),
        )
        for row in document.get(key, [])
    ]


DUTIES = named("duties", "tag", "label")
QUESTIONS = named("questions", "slug", "text")
DOCUMENTS = named("documents", "slug", "label")


def answers(question: dict[str, Any]) -> list[tuple[str, str]]:
    """What can be answered to a question by choosing."""
    if question.get("kind") == "yes_no":
        return [("yes", "Yes"), ("no", "No")]
    return [(each["value"], each["label"]) for each in question.get("choices", [])]


def answers_to(key: str) -> Choices:
    """What can be answered to the question that ``key`` of the thing names."""

    def choices(document: Document, spec: dict[str, Any]) -> list[tuple[str, str]]:
        slug: Any = spec
        for part in key.split("."):
            slug = (slug or {}).get(part)
        rows = document.get("questions", [])
        return next((answers(row) for row in rows if slug and slug in (row.get("slug"), row.get("bank"))), [])

    return choices


def values_of_duty(document: Document, spec: dict[str, Any]) -> list[tuple[str, str]]:
    scales = {"primary": ["primary", "sometimes", "no"], "yes_no": ["yes", "no"]}
    scale = next(
        (row.get("scale") for row in document.get("duties", []) if row.get("tag") == spec.get("duty")), ""
    )
    return [(value, value) for value in scales.get(str(scale), [])]


def names_of_nodes(document: Document, spec: dict[str, Any]) -> list[tuple[str, str]]:
    """Every short name in the tree, to be referred to."""
    found: list[tuple[str, str]] = []

    def look(value: Any) -> None:
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            found.append((value["id"], str(value.get("label") or value["id"])))
        for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            look(each)

    look(document.get("minimum_requirements"))
    return found


def sentences(document: Document, spec: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each, each) for each in document.get("requirement_sentences", [])]
