"""No shown figure gives a hidden one away: an attacker subtracts whatever is shown from whatever total is known."""

from hypothesis import given
from hypothesis import strategies as st

from screening.statistics.disclosure import NOTHING, hidden, is_small, together
from screening.statistics.selection import Cell

cells = st.integers(0, 40).flatmap(lambda number: st.builds(Cell, st.just(number), st.integers(0, number)))
tables = st.dictionaries(st.sampled_from("abcdefg"), cells, min_size=1)
ROWS, COLUMNS = ("x", "y", "z"), ("m", "f", "n")
crossed = st.fixed_dictionaries({(row, column): cells for row in ROWS for column in COLUMNS})


def left_by_subtracting(groups, line, gone, beside=NOTHING):
    """What an attacker who knows a line's total learns of the hidden ones together, and how many they are."""
    out = [name for name in line if name in gone]
    return len(out) + (1 if beside.number else 0), together([beside, *(groups[name] for name in out)])


@given(tables, cells)
def test_nothing_small_is_shown_or_follows(groups, unknown):
    gone = hidden(groups, unknown=unknown)
    assert not [name for name in groups if name not in gone and is_small(groups[name])]
    if gone and gone != set(groups):
        members, common = left_by_subtracting(groups, groups, gone)
        assert members > 1 and not is_small(common)


@given(crossed, st.lists(cells, min_size=6, max_size=6))
def test_sums_of_rows_and_columns_give_nothing_away(groups, besides):
    lines = [
        *(
            ([(row, column) for column in COLUMNS], beside)
            for row, beside in zip(ROWS, besides[:3], strict=True)
        ),
        *(
            ([(row, column) for row in ROWS], beside)
            for column, beside in zip(COLUMNS, besides[3:], strict=True)
        ),
    ]
    gone = hidden(groups, lines=lines)
    for line, beside in lines:
        if set(line) & gone and set(line) - gone:
            members, common = left_by_subtracting(groups, line, gone, beside)
            assert members > 1 and not is_small(common)


@given(tables, cells)
def test_an_outcome_never_tells_the_group(groups, unknown):
    shown = set(groups) - hidden(groups, unknown=unknown)
    for count in (lambda cell: cell.selected, lambda cell: cell.left_out):
        total = sum(map(count, groups.values())) + count(unknown)
        assert not total or all(total - count(groups[name]) >= 5 for name in shown)


def test_what_is_large_is_shown_and_none_is_no_secret():
    assert hidden({"a": Cell(120, 48), "b": Cell(80, 20), "c": Cell(0, 0)}) == frozenset()


def test_one_small_group_takes_the_next_smallest_with_it():
    groups = {"a": Cell(120, 48), "b": Cell(80, 20), "c": Cell(30, 10), "d": Cell(3, 1)}
    assert hidden(groups) == {"c", "d"}


def test_where_nearly_all_selected_are_of_one_group_nothing_is_shown():
    assert hidden({"a": Cell(50, 20), "b": Cell(50, 0)}) == {"a", "b"}


def test_the_unknown_among_the_selected_keep_the_secret():
    assert hidden({"a": Cell(50, 20), "b": Cell(50, 0)}, unknown=Cell(20, 8)) == frozenset()
