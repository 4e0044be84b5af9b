"""Licences and certificates: kind and class, valid on or through a day, held without a break."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.dates import add_months, iso
from postings.minimum_requirements.facts import CURRENT, Holding
from postings.minimum_requirements.kleene import (
    IMPRECISE_DATES,
    NO,
    UNANSWERED,
    YES,
    all_of,
    any_of,
)
from postings.minimum_requirements.language import named, say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import span_words

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Due, Reader

_KEYS: Final = ("kind", "class", "valid_through", "held_months")


@dataclass(slots=True, kw_only=True, eq=False)
class HoldingNode(Node):
    """Valid on the as-of day; with ``valid_through`` up to that day too, with ``held_months`` so long before it."""

    source: ClassVar[str]
    holding: str
    classes: tuple[str, ...]
    valid_through: "Due | None"
    held_months: int | None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.{cls.kind}"
        body = reader.keys(spec[cls.kind], _KEYS, path)
        holding = reader.required(body, "kind", path, reader.text) if body is not None else None
        if body is None or holding is None:
            return None
        through = (
            reader.when_due(body["valid_through"], f"{path}.valid_through")
            if "valid_through" in body
            else None
        )
        if through in ("offer", "appointment"):
            reader.problem(
                f"{path}.valid_through", "That day is not known yet.", "Give the node 'at' instead."
            )
        return cls(
            holding=holding,
            classes=reader.several(body["class"], f"{path}.class") if "class" in body else (),
            valid_through=through,
            held_months=reader.whole(body["held_months"], f"{path}.held_months") if "held_months" in body else None,
            **common,
        )  # fmt: skip

    def entries(self, case: "Case") -> tuple[Holding, ...] | None:
        found: tuple[Holding, ...] | None = getattr(case.facts, self.source)
        return found

    def judge(self, case: "Case") -> Finding:
        entries = self.entries(case)
        if entries is None:
            return Finding(self, UNANSWERED)
        first, last = self.days(case)
        fitting = [(self._fits(entry), entry) for entry in entries]
        valid = [all_of([fits, _covers(entry, last, last)]) for fits, entry in fitting if fits != NO]
        if first == last or self.held_months is None:
            whole = [all_of([fits, _covers(entry, first, last)]) for fits, entry in fitting if fits != NO]
            return Finding(self, any_of(whole))
        if any_of(valid) == NO:
            return Finding(self, NO)
        least = _unbroken([entry for fits, entry in fitting if fits == YES], first, last, 1)
        if least:
            return Finding(self, YES)
        most = _unbroken([entry for fits, entry in fitting if fits != NO], first, last, 0)
        return Finding(self, _open_points(fitting) if most else NO)

    def days(self, case: "Case") -> tuple[int, int]:
        """The first and the last day on which it must be held."""
        as_of = case.as_of(self)
        last = as_of if self.valid_through is None else max(as_of, case.day_of(self.valid_through))
        return (add_months(as_of, -self.held_months) if self.held_months else as_of), last

    def _fits(self, entry: Holding) -> int:
        kind = UNANSWERED if entry.kind is None else (YES if _same(entry.kind, (self.holding,)) else NO)
        if not self.classes:
            return kind
        class_ = UNANSWERED if entry.class_ is None else (YES if _same(entry.class_, self.classes) else NO)
        return all_of([kind, class_])

    def words(self) -> str:
        name = named(self.holding)
        classes = say(" (class {classes})", classes=say(" or ").join(self.classes)) if self.classes else ""
        held = (
            say(", held for the past {time} without a break", time=span_words(self.held_months))
            if self.held_months
            else ""
        )
        valid = "A valid {name} license" if self.kind == "licence" else "A valid {name} certificate"
        return say(valid, name=name) + classes + held

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        first, last = self.days(case)
        entries = self.entries(case)
        return {
            "asked": {"from": iso(first), "to": iso(last)},
            "given": None
            if entries is None
            else [dict(each) for each in case.facts.source[self.source] or ()],
        }

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        return (
            []
            if finding.upward == YES
            else [Lack(self, 1.0, self.title, say("A copy of it, if you hold it."))]
        )


@dataclass(slots=True, kw_only=True, eq=False)
class Licence(HoldingNode):
    kind: ClassVar[str] = "licence"
    source: ClassVar[str] = "licences"


@dataclass(slots=True, kw_only=True, eq=False)
class Certificate(HoldingNode):
    kind: ClassVar[str] = "certificate"
    source: ClassVar[str] = "certificates"


def _same(value: str, listed: tuple[str, ...]) -> bool:
    return value.strip().casefold() in [each.casefold() for each in listed]


def _covers(entry: Holding, first: int, last: int) -> int:
    """Whether one entry holds on all days from first to last."""
    return all_of([_begun(entry, first), _not_ended(entry, last)])


def _begun(entry: Holding, day: int) -> int:
    if entry.issued_on is None:
        return UNANSWERED
    if entry.issued_on[1] <= day:
        return YES
    return NO if entry.issued_on[0] > day else IMPRECISE_DATES


def _not_ended(entry: Holding, day: int) -> int:
    if entry.expires_on is None:
        return UNANSWERED
    if entry.expires_on[0] >= day:
        return YES
    return NO if entry.expires_on[1] < day else IMPRECISE_DATES


def _unbroken(entries: list[Holding], first: int, last: int, certain: int) -> bool:
    """Whether the entries together hold on every day: with ``certain`` 1 by their narrowest dates, 0 by their widest."""
    spans = []
    for entry in entries:
        if (entry.issued_on is None or entry.expires_on is None) and certain:
            continue
        begun = entry.issued_on[certain] if entry.issued_on else first
        ended = entry.expires_on[1 - certain] if entry.expires_on else CURRENT[1]
        spans.append((begun, ended))
    reached = first - 1
    for begun, ended in sorted(spans):
        if begun > reached + 1:
            break
        reached = max(reached, ended)
    return reached >= last


def _open_points(fitting: list[tuple[int, Holding]]) -> int:
    points = 0
    for fits, entry in fitting:
        if fits == NO:
            continue
        points |= 0 if fits == YES else fits
        for day in (entry.issued_on, entry.expires_on):
            points |= UNANSWERED if day is None else (IMPRECISE_DATES if day[0] != day[1] else 0)
    return points
