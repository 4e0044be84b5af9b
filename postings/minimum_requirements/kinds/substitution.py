"""What may stand in for part of an experience: degrees at so many months each, or units at a rate."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Self

from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.kleene import LATER, NO, YES
from postings.minimum_requirements.node import Finding, Node
from postings.minimum_requirements.units import UnitsAsked

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = ("count", "up_to_months", "options")
_OPTION_KEYS: Final = ("months", "when", "per_units", "label", "cite")


@dataclass(slots=True, kw_only=True, eq=False)
class Option:
    """``months`` when ``when`` is met; or ``months`` for every ``per_units``, in proportion."""

    months: int
    when: Node | None
    per_units: Number | None
    units: UnitsAsked | None
    label: str | None
    cite: tuple[str, ...]
    path: str


@dataclass(slots=True, kw_only=True, eq=False)
class Substitution:
    """``best``: only the option that gives most counts; ``together``: they add up. Never above ``up_to_months``."""

    count: str
    up_to_months: int | None
    options: tuple[Option, ...]

    @classmethod
    def read(cls, spec: Any, reader: "Reader", path: str) -> Self | None:
        body = reader.keys(spec, _KEYS, path)
        if body is None:
            return None
        count = reader.choice(body.get("count", "best"), ("best", "together"), f"{path}.count")
        up_to = reader.whole(body["up_to_months"], f"{path}.up_to_months") if "up_to_months" in body else None
        entries = body.get("options")
        if not isinstance(entries, list) or not entries:
            reader.problem(
                f"{path}.options", "Nothing is named that may stand in.", "List at least one option."
            )
            return None
        options = [
            _option(entry, reader, f"{path}.options[{number}]") for number, entry in enumerate(entries)
        ]
        read = tuple(option for option in options if option)
        return cls(count=count or "best", up_to_months=up_to, options=read) if read else None

    @property
    def children(self) -> tuple[Node, ...]:
        return tuple(option.when for option in self.options if option.when)

    def judge(self, case: "Case") -> tuple[Finding | None, ...]:
        return tuple([case.judge(option.when) if option.when else None for option in self.options])

    def points(self, found: tuple[Finding | None, ...], case: "Case") -> int:
        """The reasons for which what stands in is open."""
        points = 0
        for option, finding in zip(self.options, found, strict=True):
            if option.units:
                points |= option.units.points(case.facts)
            elif finding and finding.upward not in (YES, NO, LATER):
                points |= finding.upward
        return points

    def credit(self, found: tuple[Finding | None, ...], settled: int, case: "Case") -> Number:
        """Months that stand in when the reasons in ``settled`` are settled in the applicant's favour."""
        credits = self.credits(found, settled, case)
        credit = max(credits) if self.count == "best" else sum(credits)
        return credit if self.up_to_months is None else min(credit, self.up_to_months)

    def credits(self, found: tuple[Finding | None, ...], settled: int, case: "Case") -> list[Number]:
        """Months of each option."""
        return [
            _credit(option, finding, settled, case)
            for option, finding in zip(self.options, found, strict=True)
        ]


def _credit(option: Option, finding: Finding | None, settled: int, case: "Case") -> Number:
    if option.units and option.per_units:
        credit = Fraction(option.months) * option.units.counted(case.facts, settled) / option.per_units
        return credit.numerator if credit.denominator == 1 else credit
    if finding is None or finding.upward in (NO, LATER):
        return 0
    return option.months if finding.upward == YES or not finding.upward & ~settled else 0


def _option(spec: Any, reader: "Reader", path: str) -> Option | None:
    body = reader.keys(spec, (*_OPTION_KEYS, *UnitsAsked.KEYS), path)
    if body is None:
        return None
    months = reader.required(body, "months", path, reader.whole)
    if ("when" in body) == ("per_units" in body):
        reader.problem(
            path, "It is not said for what the months are given.", "Write 'when' or 'per_units', one of them."
        )
        return None
    when = reader.node(body["when"], f"{path}.when") if "when" in body else None
    per_units = reader.number(body["per_units"], f"{path}.per_units") if "per_units" in body else None
    units = UnitsAsked.read(body, reader, path) if "per_units" in body else None
    if months is None or (when is None and per_units is None):
        return None
    return Option(
        months=months, when=when, per_units=per_units, units=units, path=path,
        label=reader.text(body["label"], f"{path}.label") if "label" in body else None,
        cite=reader.cite(body, path),
    )  # fmt: skip
