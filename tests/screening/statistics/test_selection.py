"""Selection rates against a slow oracle with fractions, and against the worked figures of the sources."""

from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.statistics.selection import Cell, compare, fisher, rounded, turned_by_one, under_four_fifths

cells = st.integers(1, 25).flatmap(lambda number: st.builds(Cell, st.just(number), st.integers(0, number)))


def choose(many: int, few: int) -> int:
    return factorial(many) // (factorial(few) * factorial(many - few)) if 0 <= few <= many else 0


def slow_fisher(one: Cell, other: Cell) -> Fraction:
    selected = one.selected + other.selected
    whole = choose(one.number + other.number, selected)
    chances = {
        split: Fraction(choose(one.number, split) * choose(other.number, selected - split), whole)
        for split in range(selected + 1)
    }
    return sum((chance for chance in chances.values() if chance <= chances[one.selected]), Fraction(0))


@given(cells, cells)
def test_fisher_is_the_oracles(one: Cell, other: Cell) -> None:
    assert fisher(one, other) == slow_fisher(one, other) == fisher(other, one)


@given(cells, cells)
def test_four_fifths_is_the_oracles(one: Cell, other: Cell) -> None:
    slow = Fraction(one.selected, one.number) < Fraction(4, 5) * Fraction(other.selected, other.number)
    assert under_four_fifths(one, other) == slow


@given(st.dictionaries(st.sampled_from("abcdef"), cells, min_size=1))
def test_nobody_stands_above_the_highest_rate(groups: dict[str, Cell]) -> None:
    found = compare(groups)
    highest = max(each.rate for each in found.values())
    for name, each in found.items():
        assert each.impact_ratio == (each.rate / highest if highest else None), name


@pytest.mark.parametrize(
    ("cell", "top", "ratio", "p", "flagged", "turned"),
    [
        # 29 CFR 1607.4D worked by hand: 48 of 80 against 12 of 40, a ratio of one half
        (Cell(40, 12), Cell(80, 48), "0.500", "0.0034", True, False),
        (Cell(80, 20), Cell(120, 48), "0.625", "0.0332", True, False),
        (Cell(6, 2), Cell(10, 6), "0.556", "0.6084", True, True),
        # exactly four fifths is not under it
        (Cell(10, 4), Cell(10, 5), "0.800", "1.0000", False, False),
        (Cell(1000, 399), Cell(1000, 500), "0.798", "0.0000", True, True),
    ],
)
def test_the_worked_figures(cell: Cell, top: Cell, ratio: str, p: str, flagged: bool, turned: bool) -> None:
    found = compare({"cell": cell, "top": top})["cell"]
    assert found.impact_ratio is not None
    assert (rounded(found.impact_ratio, 3), rounded(found.p, 4)) == (ratio, p)
    assert (found.under_four_fifths, found.turned_by_one) == (flagged, turned)


def test_one_choice_turns_nothing_where_all_were_selected() -> None:
    assert not turned_by_one(Cell(3, 3), Cell(10, 10))


def test_nobody_selected_is_no_ratio() -> None:
    assert [
        each.impact_ratio for each in compare({"a": Cell(9, 0), "b": Cell(8, 0), "c": Cell(0, 0)}).values()
    ] == [
        None,
        None,
    ]


@given(st.fractions(0, 100), st.integers(0, 5))
def test_rounding_is_half_up(value: Fraction, places: int) -> None:
    away = Fraction(rounded(value, places)) - value
    assert Fraction(-1, 2 * 10**places) < away <= Fraction(1, 2 * 10**places)
