"""A draft's lists and trees as cards inside each other: sentence, fields, what may be done, and the problems there."""

import re
from dataclasses import dataclass
from typing import Any

from postings.authoring.edits import JOINS
from postings.authoring.filling import Input, shown
from postings.authoring.node_shapes import shape_in
from postings.authoring.part_shapes import ALL_SETS
from postings.authoring.paths import Path, value_at, written
from postings.authoring.shapes import Document, Field, Shape, Slot

TREES = ("requirement", "job question", "wish")
IN_TREES = (("in", "Move into the group above"), ("out", "Move out of its group"))
WRAPS = (
    ("wrap:all", "Wrap in “all of”"), ("wrap:any", "Wrap in “one of”"),
    ("wrap:at_least", "Wrap in “at least”"), ("wrap:not", "Wrap in “not”"),
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    place: str
    anchor: str
    label: str
    sentence: str
    cites: list[str]
    inputs: list[Input]
    edits: list[tuple[str, str]]
    slots: list["Place"]
    problems: list[str]
    is_open: bool


@dataclass(frozen=True)
class Place:
    """A list or a place for one thing, with what may be added there."""

    place: str
    anchor: str
    label: str
    cards: list[Card]
    offers: list[tuple[str, str]]


class Cards:
    """Builds the cards of one page. ``problems``: (place, words); what no card shows is left in ``left``."""

    def __init__(
        self, document: Document, *, sentences: dict[str, str], problems: list[tuple[str, str]], opened: str
    ) -> None:
        self.document = document
        self.sentences = sentences
        self.left = list(problems)
        self.opened = opened
        self.slots: dict[str, Slot] = {}
        self.shapes: dict[str, Shape] = {}

    def place(self, slot: Slot, around: Path = ()) -> Place:
        path = (*around, *slot.path)
        there = value_at(self.document, path)
        self.slots[written(path)] = slot
        shapes = ALL_SETS[slot.takes]
        entries = [((*path, n), each) for n, each in enumerate(there or [])] if slot.many else [(path, there)]
        return Place(
            place=written(path),
            anchor=anchor(path),
            label=slot.label,
            cards=[self.card(each, spec, shapes, slot) for each, spec in entries if spec],
            offers=[(shape.key, shape.label) for shape in shapes] if slot.many or not there else [],
        )

    def card(self, path: Path, spec: Any, shapes: tuple[Shape, ...], slot: Slot) -> Card:
        shape = shape_in(shapes, spec)
        slots = [self.place(inner, path) for inner in shape.slots] if shape else []
        at = written(path)
        if shape:
            self.shapes[at] = shape
        mine = [each for each in self.left if each[0] == at or each[0].startswith((f"{at}.", f"{at}["))]
        self.left = [each for each in self.left if each not in mine]
        return Card(
            place=at,
            anchor=anchor(path),
            label=shape.label if shape else "Something that only the file can change",
            sentence=self.sentences.get(at) or _name(spec),
            cites=_list(spec.get("cite")) if isinstance(spec, dict) else [],
            inputs=[shown(field, spec, self.document) for field in fields_of(shape, self.document)],
            edits=_edits(path, slot),
            slots=slots,
            problems=[words for _, words in mine],
            is_open=at == self.opened or bool(mine),
        )


def fields_of(shape: Shape | None, document: Document) -> tuple[Field, ...]:
    return (*shape.fields, *shape.more(document)) if shape else ()


def anchor(path: Path) -> str:
    return "at-" + re.sub(r"[^a-z0-9]+", "-", written(path).lower()).strip("-")


def _edits(path: Path, slot: Slot) -> list[tuple[str, str]]:
    listed = [("up", "Move up"), ("down", "Move down"), ("duplicate", "Duplicate")] if slot.many else []
    inner = IN_TREES if slot.many and path[-2] in JOINS else ()
    return [*listed, *inner, *(WRAPS if slot.takes in TREES else ()), ("remove", "Remove")]


def _list(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _name(spec: Any) -> str:
    keys = ("label", "title", "text", "question", "employer", "field", "kind", "bank", "effective_on", "id")
    return next(
        (
            str(spec[key])
            for key in keys
            if isinstance(spec, dict) and isinstance(spec.get(key), str) and spec[key]
        ),
        "",
    )
