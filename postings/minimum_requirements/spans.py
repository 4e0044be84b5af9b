"""Spans of work: days with the weekly hours that count on them."""

from itertools import pairwise
from typing import Final

from postings.minimum_requirements.dates import FAR_PAST
from postings.minimum_requirements.facts import CURRENT, Number, Period
from postings.minimum_requirements.kleene import IMPRECISE_DATES, UNUSABLE_ENTRY

Span = tuple[int, int, Number, int, int]
"""First day, day after the last, weekly hours that count, group, index of the job."""

OTHER: Final = 0
CITY_REGULAR: Final = 1
CITY_OUT_OF_CLASS: Final = 2


def days_of_period(start: Period | None, end: Period | None, settled: int, filed_on: int) -> Period | None:
    """The first and last day under a way of settling what is open; None for none."""
    wide = bool(settled & IMPRECISE_DATES)
    if start is None or end is None:
        if not settled & UNUSABLE_ENTRY:
            return None
        first = FAR_PAST if start is None else start[0 if wide else 1]
        return first, CURRENT[1] if end is None else end[1 if wide else 0]
    if start[0] > end[1]:
        if not settled & UNUSABLE_ENTRY:
            return None
        start, end = end, start
    first, last = (start[0], end[1]) if wide else (start[1], end[0])
    return (first, last) if first <= last else None


def best_of_each_day(spans: list[Span]) -> list[Span]:
    """Several papers on one job: of each day the one that states most, never their sum."""
    edges = sorted({edge for span in spans for edge in span[:2]})
    best: list[Span] = []
    for first, stop in pairwise(edges):
        hours = max((span[2] for span in spans if span[0] <= first and stop <= span[1]), default=0)
        if hours:
            best.append((first, stop, hours, spans[0][3], spans[0][4]))
    return best
