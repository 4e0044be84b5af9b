"""A limit on dated events: at most so many of a kind in the last so many months."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.dates import add_months, iso
from postings.minimum_requirements.facts import Number, Record
from postings.minimum_requirements.kleene import (
    IMPRECISE_DATES,
    NO,
    UNANSWERED,
    YES,
    all_of,
    at_least,
    negation,
)
from postings.minimum_requirements.language import named, say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import counted, plain, span_words

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = ("kinds", "at_most", "within_last_months", "longer_than_days")


@dataclass(slots=True, kw_only=True, eq=False)
class RecordLimit(Node):
    """``longer_than_days`` leaves shorter events out of the count. Both ends of the window belong to it."""

    kind: ClassVar[str] = "record_limit"
    kinds: tuple[str, ...]
    at_most: int
    within_last_months: int | None
    longer_than_days: Number | None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.record_limit"
        body = reader.keys(spec["record_limit"], _KEYS, path)
        if body is None:
            return None
        kinds = reader.required(body, "kinds", path, reader.several)
        at_most = reader.required(
            body, "at_most", path, lambda value, at: reader.whole(value, at, least=0, most=99)
        )
        if not kinds or at_most is None:
            return None
        window, longer = body.get("within_last_months"), body.get("longer_than_days")
        return cls(
            kinds=kinds,
            at_most=at_most,
            within_last_months=None if window is None else reader.whole(window, f"{path}.within_last_months"),
            longer_than_days=None if longer is None else reader.number(longer, f"{path}.longer_than_days"),
            **common,
        )  # fmt: skip

    def judge(self, case: "Case") -> Finding:
        records = case.facts.records
        if records is None:
            return Finding(self, UNANSWERED)
        as_of = case.as_of(self)
        values = tuple([self._counts(record, as_of) for record in records])
        return Finding(self, negation(at_least(self.at_most + 1, values)), (), values)

    def _counts(self, record: Record, as_of: int) -> int:
        of_kind = UNANSWERED if record.kind is None else (YES if record.kind in self.kinds else NO)
        long_enough = YES
        if self.longer_than_days is not None:
            known = record.days is not None
            long_enough = UNANSWERED if not known else (YES if record.days > self.longer_than_days else NO)  # type: ignore[operator]
        return all_of([of_kind, self._in_window(record, as_of), long_enough])

    def _in_window(self, record: Record, as_of: int) -> int:
        if record.on is None:
            return UNANSWERED
        since = add_months(as_of, -self.within_last_months) if self.within_last_months else 0
        if record.on[1] < since or record.on[0] > as_of:
            return NO
        return YES if since <= record.on[0] and record.on[1] <= as_of else IMPRECISE_DATES

    def words(self) -> str:
        names = say(" or ").join(map(named, self.kinds))
        longer = (
            say(" longer than {count} days", count=plain(self.longer_than_days))
            if self.longer_than_days is not None
            else ""
        )
        window = (
            say(" within the past {time}", time=span_words(self.within_last_months))
            if self.within_last_months
            else ""
        )
        many = say("No more than {count}", count=counted(self.at_most)) if self.at_most else say("No")
        return f"{many} {names}{longer}{window}"

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        as_of = case.as_of(self)
        since = add_months(as_of, -self.within_last_months) if self.within_last_months else None
        records = case.facts.records
        return {
            "at_most": self.at_most,
            "asked": {"from": iso(since) if since else None, "to": iso(as_of)},
            "counted": None if finding.detail is None else [
                {"kind": record.kind, "on": _shown(record), "counts": _word(value)}
                for record, value in zip(records or (), finding.detail, strict=True) if value != NO
            ],
        }  # fmt: skip

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        return (
            []
            if finding.upward == YES
            else [Lack(self, 1.0, self.title, say("A correction of the record, if it is wrong."))]
        )


def _shown(record: Record) -> str | None:
    if record.on is None:
        return None
    return iso(record.on[0]) if record.on[0] == record.on[1] else iso(record.on[0])[:7]


def _word(value: int) -> str:
    return "yes" if value == YES else "open"
