"""Whether N months are reached: 52 weeks make a year, or one unbroken full-time run from date to date."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from math import ceil
from typing import Final

from postings.minimum_requirements.counting import full_time_runs
from postings.minimum_requirements.dates import add_months, shortest_run
from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.kleene import BORDERLINE, NO, YES
from postings.minimum_requirements.spans import Span

SHORT: Final = 0
BETWEEN: Final = 1
REACHED: Final = 2


def level(units: Number, spans: list[Span], full: Number, months: Number) -> int:
    """Whether the units of spans are certainly enough, certainly not, or lie in the few days between.

    A fraction of months (what a substitution left over) is reached by the run of the next whole number.
    """
    if months <= 0:
        return REACHED
    if units * 12 >= 364 * months * full:
        return REACHED
    whole = ceil(months)
    if units < shortest_run(whole) * full:
        return SHORT
    if any(covers(first, stop, whole) for first, stop in full_time_runs(spans, full)):
        return REACHED
    return BETWEEN if whole == months else SHORT


def covers(first: int, stop: int, months: int) -> bool:
    """Whether so many calendar months from date to date lie within a run, whichever of its days they begin on."""
    latest = stop - shortest_run(months)
    return any(add_months(day, months) <= stop for day in range(first, min(latest, first + 4 * 366) + 1))


def decided_level(reached: int) -> int:
    """The value of a level that no open point can change."""
    return YES if reached == REACHED else (NO if reached == SHORT else BORDERLINE)


def decided(open_points: int, level_of: Callable[[int], int]) -> int:
    """Met, not met, or open with just the reasons that could change the answer.

    ``level_of`` gives the level when the reasons in its argument are settled in the applicant's favour and all
    others against. A reason is one when some way of settling the others leaves it deciding the level.
    """
    least = level_of(0)
    if least == REACHED:
        return YES
    most = level_of(open_points) if open_points else least
    if most == SHORT:
        return NO
    reasons = BORDERLINE if BETWEEN in (least, most) else 0
    known = {0: least, open_points: most}

    def known_level(settled: int) -> int:
        if settled not in known:
            known[settled] = level_of(settled)
        return known[settled]

    for bit in _bits(open_points):
        rest = open_points & ~bit
        if any(known_level(settled) != known_level(settled | bit) for settled in _subsets(rest)):
            reasons |= bit
    return reasons


def _bits(points: int) -> Iterator[int]:
    bit = 1
    while bit <= points:
        if points & bit:
            yield bit
        bit <<= 1


def _subsets(points: int) -> Iterator[int]:
    subset = points
    while True:
        yield subset
        if not subset:
            return
        subset = (subset - 1) & points


@cache
def needed_days(months: Number) -> Number:
    """Full-time days of so many months: 12 → 364."""
    days = Fraction(364 * months, 12) if isinstance(months, int) else 364 * months / 12
    return days.numerator if days.denominator == 1 else days
