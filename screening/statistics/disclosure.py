"""Which figures about groups may be shown, so that no figure leads to a person. Pure.

A group is hidden when a count of it (people, selected, not selected) is 1 to 4. What is hidden must not follow from what is
shown: in every line with a known total, never is exactly one hidden, and what the hidden have in common is none or 5 and
more. Where all but a few of the selected (or of the others) are of one group, the whole table is hidden, since knowing
the outcome would be knowing the group.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from screening.statistics.selection import Cell

FEWEST: Final = 5
"""A count under this is not shown, unless it is none."""
NOTHING: Final = Cell(0, 0)
Name = TypeVar("Name", bound=Hashable)


def is_small(cell: Cell) -> bool:
    """Whether a count of this cell would point at few people."""
    return any(0 < count < FEWEST for count in (cell.number, cell.selected, cell.left_out))


def together(cells: Iterable[Cell]) -> Cell:
    number = selected = 0
    for cell in cells:
        number, selected = number + cell.number, selected + cell.selected
    return Cell(number, selected)


def hidden(
    groups: Mapping[Name, Cell],
    *,
    unknown: Cell = NOTHING,
    lines: Sequence[tuple[Sequence[Name], Cell]] = (),
    already: Iterable[Name] = (),
) -> frozenset[Name]:
    """The groups of a table that must not be shown.

    ``unknown`` are those whose group is not known. ``lines`` are further sums that a reader knows: some of the groups,
    with the people of the line who stand in none of them. ``already``: hidden for another reason.
    """
    if _tells_by_outcome(groups, unknown):
        return frozenset(groups)
    gone = {name for name, cell in groups.items() if is_small(cell)} | set(already)
    known = [(tuple(groups), NOTHING), *lines]
    while True:
        more = next(
            (name for line, beside in known if (name := _next_of(groups, line, beside, gone)) is not None),
            None,
        )
        if more is None:
            return frozenset(gone)
        gone.add(more)


def _tells_by_outcome(groups: Mapping[Name, Cell], unknown: Cell) -> bool:
    """Whether nearly all of the selected, or of those who were not, are of one group."""
    counted: tuple[Callable[[Cell], int], ...] = (lambda cell: cell.selected, lambda cell: cell.left_out)
    for count in counted:
        counts = [count(cell) for cell in groups.values()]
        total = sum(counts) + count(unknown)
        if total and total - max(counts, default=0) < FEWEST:
            return True
    return False


def _next_of(groups: Mapping[Name, Cell], line: Sequence[Name], beside: Cell, gone: set[Name]) -> Name | None:
    """The group of a line to hide next, None when the line gives nothing away."""
    out = [name for name in line if name in gone]
    shown = [name for name in line if name not in gone]
    if not out or not shown:
        return None
    common = together([beside, *(groups[name] for name in out)])
    members = len(out) + (1 if beside.number else 0)
    if members > 1 and not is_small(common):
        return None
    return min(shown, key=lambda name: (not groups[name].number, groups[name].number, str(name)))
