"""From people without names to the figures that may be shown: by group, by two of them crossed, and by requirement. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

from screening.statistics.disclosure import FEWEST, hidden, is_small, together
from screening.statistics.selection import Cell, compare, rounded

QUALIFIED: Final = "qualified"
"""The outcome of the whole; every other outcome is the id of a requirement."""
Group = tuple[str, ...]


class Person(NamedTuple):
    """One application in the count. ``groups``: dimension → group, left out where it was not answered."""

    groups: Mapping[str, str]
    reached: frozenset[str]
    recruitment: int


class Plan(NamedTuple):
    """What is looked at: dimension → its groups in order, pairs to cross, and outcome → its words."""

    dimensions: Mapping[str, Sequence[str]]
    crossed: Sequence[tuple[str, str]]
    outcomes: Mapping[str, str]


def figures(people: Sequence[Person], plan: Plan) -> list[dict[str, Any]]:
    """One part an outcome, the whole first; an outcome that few people tell apart from a shown one is left out, said so."""
    parts: list[dict[str, Any]] = []
    shown: list[frozenset[int]] = []
    gone: dict[Group, frozenset[Group]] = {}
    for outcome, words in plan.outcomes.items():
        reached = frozenset(number for number, person in enumerate(people) if outcome in person.reached)
        part: dict[str, Any] = {"outcome": outcome, "words": words}
        if any(
            0 < len(difference) < FEWEST for one in shown for difference in (reached - one, one - reached)
        ):
            parts.append({**part, "too_close": True})
            continue
        shown.append(reached)
        tables, hides = _tables(people, plan, outcome, gone)
        gone = gone or hides
        parts.append({**part, "number": len(people), "selected": len(reached), "tables": tables})
    return parts


def _tables(
    people: Sequence[Person], plan: Plan, outcome: str, gone: Mapping[Group, frozenset[Group]]
) -> tuple[list[dict[str, Any]], dict[Group, frozenset[Group]]]:
    """The tables of one outcome, and what each hides; ``gone`` is hidden in the table of the whole already."""
    made: list[dict[str, Any]] = []
    hides: dict[Group, frozenset[Group]] = {}
    for by in [*((dimension,) for dimension in plan.dimensions), *plan.crossed]:
        names = list(product(*(plan.dimensions[dimension] for dimension in by)))
        cells, unknown = _count(people, by, names, outcome)
        lines = _lines(people, by, names, outcome, hides)
        already = gone.get(by, frozenset()) | _pooled(people, by, names, outcome)
        hides[by] = hidden(cells, unknown=unknown, lines=lines, already=already)
        made.append(_table(by, cells, unknown, hides[by]))
    return made, hides


def _count(
    people: Iterable[Person], by: Group, names: Sequence[Group], outcome: str
) -> tuple[dict[Group, Cell], Cell]:
    """The cell of each group, and of those who did not answer (all of) it."""
    tally = {name: [0, 0] for name in names}
    unknown = [0, 0]
    for person in people:
        name = tuple(person.groups.get(dimension, "") for dimension in by)
        cell = tally.get(name, unknown)
        cell[0] += 1
        cell[1] += outcome in person.reached
    return {name: Cell(*cell) for name, cell in tally.items()}, Cell(*unknown)


def _lines(
    people: Sequence[Person],
    by: Group,
    names: Sequence[Group],
    outcome: str,
    hides: Mapping[Group, frozenset[Group]],
) -> list[tuple[list[Group], Cell]]:
    """The sums of a crossed table that the tables of one dimension already show."""
    if len(by) == 1:
        return []
    lines = []
    for place, dimension in enumerate(by):
        for group in dict.fromkeys(name[place] for name in names):
            if (group,) in hides[(dimension,)]:
                continue
            line = [name for name in names if name[place] == group]
            beside = [
                person
                for person in people
                if person.groups.get(dimension) == group and any(other not in person.groups for other in by)
            ]
            lines.append((line, Cell(len(beside), sum(outcome in person.reached for person in beside))))
    return lines


def _pooled(people: Sequence[Person], by: Group, names: Sequence[Group], outcome: str) -> frozenset[Group]:
    """What a reader of each recruitment's own figures could subtract from these: hidden here too."""
    recruitments = sorted({person.recruitment for person in people})
    if len(recruitments) < 2:
        return frozenset()
    hiding: dict[Group, list[Cell]] = {name: [] for name in names}
    for one in recruitments:
        own, unknown = _count([p for p in people if p.recruitment == one], by, names, outcome)
        for name in hidden(own, unknown=unknown):
            hiding[name].append(own[name])
    return frozenset(
        name for name, out in hiding.items() if out and (len(out) == 1 or is_small(together(out)))
    )


def _table(by: Group, cells: Mapping[Group, Cell], unknown: Cell, gone: frozenset[Group]) -> dict[str, Any]:
    compared = compare({name: cell for name, cell in cells.items() if name not in gone})
    rows = []
    for name, cell in cells.items():
        row: dict[str, Any] = {"group": list(name)}
        if name in gone:
            rows.append({**row, "hidden": True})
            continue
        row |= {"number": cell.number, "selected": cell.selected}
        if (found := compared.get(name)) is not None:
            ratio = found.impact_ratio
            row |= {
                "rate": rounded(found.rate, 3),
                "impact_ratio": None if ratio is None else rounded(ratio, 3),
                "under_four_fifths": found.under_four_fifths,
                "p": rounded(found.p, 4),
                "by_chance": 20 * found.p.numerator > found.p.denominator,
                "turned_by_one": found.turned_by_one,
            }
        rows.append(row)
    return {"by": list(by), "rows": rows, "unknown": {"number": unknown.number, "selected": unknown.selected}}
