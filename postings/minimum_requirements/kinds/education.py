"""Education: a level in a field, completed or expected by a day; or units, some of them in certain fields."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.facts import LEVELS, Number, Period
from postings.minimum_requirements.facts import Education as Entry
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kleene import (
    IMPRECISE_DATES,
    NEEDS_JUDGEMENT,
    NO,
    UNANSWERED,
    YES,
    all_of,
    any_of,
    negation,
)
from postings.minimum_requirements.language import named, say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import plain
from postings.minimum_requirements.reach import REACHED, SHORT, decided, level
from postings.minimum_requirements.units import UnitsAsked, same_field

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = (
    "level", "fields", "related_fields", "countries", "not_countries", "expected_by",
    "units", "unit_system", "in_fields", "substitute",
)  # fmt: skip
_IN_FIELDS_KEYS: Final = ("units", "fields", "single_field")
_SUBSTITUTE_KEYS: Final = ("units", "months", "experience", "up_to_units")
LEVEL_WORDS: Final = {
    "coursework": "college coursework",
    "high_school": "a high school diploma or equivalent",
    "associate": "an associate's degree",
    "bachelor": "a bachelor's degree",
    "master": "a master's degree",
    "doctorate": "a doctorate",
}


@dataclass(slots=True, kw_only=True, eq=False)
class InsteadOfUnits:
    """``units`` for every ``months`` of an experience, in proportion, up to ``up_to_units``."""

    units: Number
    months: int
    experience: Experience
    up_to_units: Number | None


@dataclass(slots=True, kw_only=True, eq=False)
class Education(Node):
    """Either a ``level`` with its conditions, or ``units``, or both."""

    kind: ClassVar[str] = "education"
    level: str | None
    fields: tuple[str, ...]
    related_fields: bool
    countries: tuple[str, ...]
    not_countries: tuple[str, ...]
    expected_by: "int | str | None"
    units: Number | None
    asked: UnitsAsked
    in_fields: tuple[Number, UnitsAsked] | None
    instead: InsteadOfUnits | None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.education"
        body = reader.keys(spec["education"], _KEYS, path)
        if body is None:
            return None
        if "level" not in body and "units" not in body:
            reader.problem(path, "Neither a level nor units are asked for.", "Add 'level' or 'units'.")
        for key in ("fields", "related_fields", "countries", "not_countries", "expected_by"):
            if key in body and "level" not in body:
                reader.problem(
                    f"{path}.{key}", f"'{key}' belongs to a level.", "Add 'level', or use 'in_fields'."
                )
        for key in ("unit_system", "in_fields", "substitute"):
            if key in body and "units" not in body:
                reader.problem(f"{path}.{key}", f"'{key}' belongs to units.", "Add 'units'.")
        asked = UnitsAsked.read({"unit_system": body.get("unit_system", "semester")}, reader, path)
        units = reader.number(body["units"], f"{path}.units") if "units" in body else None
        return cls(
            level=reader.choice(body["level"], LEVELS, f"{path}.level") if "level" in body else None,
            fields=reader.several(body["fields"], f"{path}.fields") if "fields" in body else (),
            related_fields=bool(reader.flag(body.get("related_fields", False), f"{path}.related_fields")),
            countries=reader.several(body["countries"], f"{path}.countries") if "countries" in body else (),
            not_countries=(
                reader.several(body["not_countries"], f"{path}.not_countries")
                if "not_countries" in body
                else ()
            ),
            expected_by=reader.when_due(body["expected_by"], f"{path}.expected_by")
            if "expected_by" in body
            else None,
            units=units,
            asked=asked,
            in_fields=_in_fields(body, units, asked, reader, path),
            instead=_instead(body, reader, path),
            **common,
        )

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.instead.experience,) if self.instead else ()

    def judge(self, case: "Case") -> Finding:
        entries = case.facts.education
        values: list[int] = []
        by_level: tuple[int, ...] = ()
        if self.level:
            by_level = tuple(self.truth(entry, case) for entry in entries or ())
            values.append(UNANSWERED if entries is None else any_of(by_level))
        if self.units is not None:
            values.append(self._units_value(case))
        finding = Finding(self, all_of(values), (), by_level)
        if self.instead:
            finding.aside = (case.judge(self.instead.experience),)
        return finding

    def truth(self, entry: Entry, case: "Case") -> int:
        """Whether one education is of the level asked for, in the field, from the country, and in time."""
        assert self.level is not None
        rank = LEVELS.index(self.level)
        of_level = UNANSWERED if entry.level is None else (YES if LEVELS.index(entry.level) >= rank else NO)
        return all_of(
            [of_level, self._in_field(entry), self._from_country(entry), self._in_time(entry, case)]
        )

    def _in_field(self, entry: Entry) -> int:
        if not self.fields:
            return YES
        if entry.field is None:
            return UNANSWERED
        if any(same_field(entry.field, field) for field in self.fields):
            return YES
        return NEEDS_JUDGEMENT if self.related_fields else NO

    def _from_country(self, entry: Entry) -> int:
        if not self.countries and not self.not_countries:
            return YES
        if entry.country is None:
            return UNANSWERED
        listed = [country.casefold() for country in self.countries or self.not_countries]
        found = YES if entry.country.strip().casefold() in listed else NO
        return found if self.countries else negation(found)

    def _in_time(self, entry: Entry, case: "Case") -> int:
        as_of = case.as_of(self)
        if entry.completed_on:
            return not_after(entry.completed_on, as_of)
        if entry.expected_on is None:
            return UNANSWERED
        if self.expected_by is not None:
            return not_after(entry.expected_on, case.day_of(self.expected_by))
        # it was expected before the day that counts, but nobody said that it was completed
        return UNANSWERED if entry.expected_on[0] <= as_of else NO

    def _units_value(self, case: "Case") -> int:
        assert self.units is not None
        facts = case.facts
        counted = self.instead.experience.counted(case) if self.instead else None
        points = self.asked.points(facts) | (counted.points if counted else 0)

        def level_of(settled: int) -> int:
            missing = self.units - self.asked.counted(facts, settled) if self.units else Fraction(0)
            if missing <= 0:
                return REACHED
            if not self.instead or not counted:
                return SHORT
            if self.instead.up_to_units is not None and missing > self.instead.up_to_units:
                return SHORT
            months = missing * self.instead.months / self.instead.units
            exact: Number = months.numerator if months.denominator == 1 else months
            return level(counted.units(settled), counted.spans(settled), case.settings.full_time_hours, exact)

        value = decided(points, level_of)
        if not self.in_fields:
            return value
        needed, asked = self.in_fields
        in_fields = decided(
            asked.points(facts), lambda settled: REACHED if asked.counted(facts, settled) >= needed else SHORT
        )
        return all_of([value, in_fields])

    def words(self) -> str:
        parts = []
        if self.level:
            in_fields = (
                say(" in {fields}", fields=say(" or ").join(map(named, self.fields))) if self.fields else ""
            )
            related = say(" or a closely related field") if self.related_fields else ""
            abroad = say(" from abroad") if self.not_countries else ""
            parts.append(f"{say(LEVEL_WORDS[self.level])}{in_fields}{related}{abroad}")
        if self.units is not None:
            semester = self.asked.system == "semester"
            units = say(
                "{count} semester units" if semester else "{count} quarter units", count=plain(self.units)
            )
            if self.in_fields:
                units += say(
                    ", {count} of them in {fields}",
                    count=plain(self.in_fields[0]),
                    fields=say(" or ").join(map(named, self.in_fields[1].fields)),
                )
            parts.append(units)
        text = say(" and ").join(parts)
        return text[0].upper() + text[1:]

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        from postings.minimum_requirements.kinds.education_evidence import evidence

        return evidence(self, finding, case)

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward == YES:
            return []
        share = 1.0
        if self.units and not self.level:
            share = max(0.0, 1 - float(self.asked.counted(case.facts, 0) / self.units))
        return [Lack(self, share, self.title, say("Proof that it was completed, if it was."))]


def not_after(period: Period, day: int) -> int:
    """Whether a date of the record is not after a day; open where the month may be on either side."""
    if period[1] <= day:
        return YES
    return NO if period[0] > day else IMPRECISE_DATES


def _in_fields(
    body: dict[str, Any], units: Number | None, asked: UnitsAsked, reader: "Reader", path: str
) -> tuple[Number, UnitsAsked] | None:
    if "in_fields" not in body:
        return None
    path = f"{path}.in_fields"
    inner = reader.keys(body["in_fields"], _IN_FIELDS_KEYS, path)
    if inner is None:
        return None
    needed = reader.required_number(inner, "units", path)
    reader.required(inner, "fields", path, reader.several)
    if needed and units and needed > units:
        reader.problem(
            f"{path}.units", f"{plain(needed)} of {plain(units)} units can never be met.", "Ask for fewer."
        )
    if needed is None or "fields" not in inner:
        return None
    return needed, UnitsAsked.read({**inner, "unit_system": asked.system}, reader, path)


def _instead(body: dict[str, Any], reader: "Reader", path: str) -> InsteadOfUnits | None:
    if "substitute" not in body:
        return None
    path = f"{path}.substitute"
    inner = reader.keys(body["substitute"], _SUBSTITUTE_KEYS, path)
    if inner is None:
        return None
    units = reader.required_number(inner, "units", path)
    months = reader.required(inner, "months", path, reader.whole)
    up_to = reader.number(inner["up_to_units"], f"{path}.up_to_units") if "up_to_units" in inner else None
    where = reader.keys(inner.get("experience", {}), ("where", "within_last_months"), f"{path}.experience")
    if units is None or months is None or where is None:
        return None
    node = reader.node({"experience": {"months": months, **where}}, f"{path}.experience")
    return (
        InsteadOfUnits(units=units, months=months, experience=node, up_to_units=up_to)
        if isinstance(node, Experience)
        else None
    )
