"""Selection rates compared: four fifths, Fisher's exact test, and whether one different choice would turn it. Exact integers.

Sources: 29 CFR 1607.4D (a rate under four fifths of the highest is evidence of adverse impact) and the agencies' Questions
and Answers 20 and 21 (44 FR 11996): with small numbers, see whether one different choice would turn the result.
"""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from math import comb
from typing import NamedTuple, TypeVar

Name = TypeVar("Name", bound=Hashable)


class Cell(NamedTuple):
    """How many people, and how many of them were selected."""

    number: int
    selected: int

    @property
    def left_out(self) -> int:
        return self.number - self.selected


class Comparison(NamedTuple):
    """One group beside the group with the highest rate."""

    rate: Fraction
    impact_ratio: Fraction | None
    under_four_fifths: bool
    p: Fraction
    turned_by_one: bool


def compare(groups: Mapping[Name, Cell]) -> dict[Name, Comparison]:
    """Each group that has people, beside the highest rate among them; on a tie the larger group is compared with."""
    peopled = {name: cell for name, cell in groups.items() if cell.number}
    if not peopled:
        return {}
    top = max(peopled.values(), key=lambda cell: (Fraction(cell.selected, cell.number), cell.number))
    return {name: _beside(cell, top) for name, cell in peopled.items()}


def _beside(cell: Cell, top: Cell) -> Comparison:
    under = under_four_fifths(cell, top)
    return Comparison(
        rate=Fraction(cell.selected, cell.number),
        impact_ratio=Fraction(cell.selected * top.number, cell.number * top.selected)
        if top.selected
        else None,
        under_four_fifths=under,
        p=fisher(cell, top) if cell is not top else Fraction(1),
        turned_by_one=under and turned_by_one(cell, top),
    )


def under_four_fifths(cell: Cell, top: Cell) -> bool:
    """Whether the rate is less than 4/5 of the other; exactly 4/5 is not. By integers, so that no rounding decides."""
    return 5 * cell.selected * top.number < 4 * top.selected * cell.number


def fisher(one: Cell, other: Cell) -> Fraction:
    """Fisher's exact test, two-sided: the chance of every split of the selected that is no likelier than this one."""
    number, selected = one.number + other.number, one.selected + other.selected
    least, most = max(0, selected - other.number), min(selected, one.number)
    ways = comb(one.number, least) * comb(other.number, selected - least)
    seen = comb(one.number, one.selected) * comb(other.number, other.selected)
    total = 0
    for split in range(least, most + 1):
        if ways <= seen:
            total += ways
        ways = (
            ways
            * (one.number - split)
            * (selected - split)
            // ((split + 1) * (other.number - selected + split + 1))
        )
    return Fraction(total, comb(number, selected))


def turned_by_one(cell: Cell, top: Cell) -> bool:
    """Whether the rate would reach four fifths if one of those selected had been of this group instead of the other."""
    if not cell.left_out or not top.selected:
        return False
    return not under_four_fifths(Cell(cell.number, cell.selected + 1), Cell(top.number, top.selected - 1))


def rounded(value: Fraction, places: int) -> str:
    """The value with so many decimals, a half rounded up: Fraction(5, 8) with 3 gives '0.625'. Never negative."""
    units = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    whole, part = divmod(units, 10**places)
    return f"{whole}.{part:0{places}d}" if places else str(whole)
