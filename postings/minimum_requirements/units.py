"""Units of education, semester and quarter converted, with the least and the most they may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.facts import UNIT_SYSTEMS, Education, Facts, Number
from postings.minimum_requirements.kleene import UNANSWERED

if TYPE_CHECKING:
    from postings.minimum_requirements.tree_reader import Reader

SEMESTER_UNITS: Final = {"semester": Fraction(1), "quarter": Fraction(2, 3)}
ANY_NUMBER: Final = 1_000_000
"""Stands for the units of an education whose units were not said: as many as may be needed."""


def same_field(one: str, other: str) -> bool:
    """Fields are compared without regard to case and spacing."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


@dataclass(frozen=True, slots=True)
class UnitsAsked:
    """Which units count (all, or those in certain ``fields``), in which system they are reckoned."""

    KEYS: ClassVar[tuple[str, ...]] = ("unit_system", "fields", "single_field")

    system: str
    fields: tuple[str, ...]
    single_field: bool

    @classmethod
    def read(cls, body: Mapping[str, Any], reader: "Reader", path: str) -> Self:
        system = reader.choice(body.get("unit_system", "semester"), UNIT_SYSTEMS, f"{path}.unit_system")
        fields = reader.several(body["fields"], f"{path}.fields") if "fields" in body else ()
        single = reader.flag(body.get("single_field", False), f"{path}.single_field")
        if single and not fields:
            reader.problem(f"{path}.single_field", "No fields are named.", "Name the fields under 'fields'.")
        return cls(system=system or "semester", fields=fields, single_field=bool(single))

    def points(self, facts: Facts) -> int:
        """``unanswered`` when the least and the most differ."""
        return UNANSWERED if self.counted(facts, 0) != self.counted(facts, UNANSWERED) else 0

    def counted(self, facts: Facts, settled: int) -> Fraction:
        """Units in the system asked for; what is unknown counts fully when ``unanswered`` is settled in favour."""
        favourable = bool(settled & UNANSWERED)
        if facts.education is None:
            return Fraction(ANY_NUMBER if favourable else 0)
        if self.single_field:
            return max(self._sum(facts.education, (field,), favourable) for field in self.fields)
        return self._sum(facts.education, self.fields, favourable)

    def _sum(self, education: tuple[Education, ...], fields: tuple[str, ...], favourable: bool) -> Fraction:
        """Of all entries, in these fields together; each entry's units are counted once."""
        total = Fraction()
        for entry in education:
            if not fields:
                total += self._units(entry.units, entry, favourable)
            elif entry.units_by_field is not None:
                units = [
                    units
                    for name, units in entry.units_by_field.items()
                    if any(same_field(name, field) for field in fields)
                ]
                total += self._units(sum(units), entry, favourable)
            elif favourable:
                total += self._units(entry.units, entry, favourable)
        return total

    def _units(self, units: Number | None, entry: Education, favourable: bool) -> Fraction:
        if units is None:
            return Fraction(ANY_NUMBER if favourable else 0)
        system = entry.unit_system or ("semester" if favourable else "quarter")
        return units * SEMESTER_UNITS[system] / SEMESTER_UNITS[self.system]
