"""Full-time days: ``min(full_time_hours, hours of the jobs held that day)``, day by day, without walking the days.

Units are days × weekly hours, exact; full-time days are units / full_time_hours. City work of one day counts as the
greater of its regular and its out-of-class hours: an out-of-class assignment replaces the regular job of those days.
"""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from postings.minimum_requirements.facts import Number, Period
from postings.minimum_requirements.spans import CITY_OUT_OF_CLASS, CITY_REGULAR, OTHER, Span


def units_of(spans: list[Span], full: Number) -> Number:
    """The units of all spans together. Sorts ``spans``.

    >>> units_of([(1, 11, 40, 0, 0), (6, 16, 20, 0, 1)], 40) / 40
    12.5
    """
    spans.sort()
    total: Number = 0
    free_from = 0
    for first, stop, hours, _, _ in spans:
        if first < free_from:
            return sum([(stop - first) * hours for first, stop, hours in segments(spans, full)])
        total += (stop - first) * hours
        free_from = stop
    return total


def segments(spans: list[Span], full: Number) -> Iterator[tuple[int, int, Number]]:
    """First day, day after the last, and the hours counted, of each stretch in which nothing changes."""
    edges = [(span[0], span[2], span[3]) for span in spans] + [(span[1], -span[2], span[3]) for span in spans]
    edges.sort()
    held: list[Number] = [0, 0, 0]
    since = 0
    for day, hours, group in edges:
        if day > since:
            counted = min(full, held[0] + max(held[CITY_REGULAR], held[CITY_OUT_OF_CLASS]))
            if counted:
                yield since, day, counted
            since = day
        held[group] += hours


def full_time_runs(spans: list[Span], full: Number) -> Iterator[Period]:
    """First day and day after the last of each unbroken full-time run."""
    run: Period | None = None
    for first, stop, hours in segments(spans, full):
        if hours < full:
            continue
        if run and run[1] == first:
            run = run[0], stop
        else:
            if run:
                yield run
            run = first, stop
    if run:
        yield run


class Share(NamedTuple):
    """What one job brings: first day, day after the last, units counted, units it has, weekly hours used."""

    first: int
    stop: int
    units: Number
    own_units: Number
    hours: Number


def shares(spans: list[Span], full: Number) -> dict[int, Share]:
    """Which job brings how many of the units: in the order of the jobs, each as far as the day has room."""
    brought: dict[int, tuple[int, int, Number, Number]] = {}
    free_from, crowded = 0, False
    for first, stop, hours, _, index in sorted(spans):
        if first < free_from:
            crowded = True
        free_from = stop
        units = (stop - first) * hours
        if index in brought:
            first, _, before, _ = brought[index]
            units += before
        brought[index] = first, stop, units, hours
    given = _given(spans, full) if crowded else None
    return {
        index: Share(first, stop, units if given is None else given[index], units, hours)
        for index, (first, stop, units, hours) in brought.items()
    }


def _given(spans: list[Span], full: Number) -> dict[int, Number]:
    given: dict[int, Number] = dict.fromkeys([span[4] for span in spans], 0)
    in_order = sorted(spans, key=_by_job)
    of_the_city = any(span[3] != OTHER for span in spans)
    replaced = CITY_OUT_OF_CLASS
    for first, stop in pairwise(sorted({edge for span in spans for edge in span[:2]})):
        if of_the_city:
            replaced = _replaced([span for span in spans if span[0] <= first and stop <= span[1]])
        room = full
        for begun, ended, hours, group, index in in_order:
            if begun <= first and stop <= ended and group != replaced:
                taken = hours if hours < room else room
                given[index] += taken * (stop - first)
                room -= taken
                if not room:
                    break
    return given


_by_job = itemgetter(4)


def _replaced(active: list[Span]) -> int:
    """Which of a day's City work the other replaces: the greater hours count, out of class before regular."""
    regular, out_of_class = (
        sum([span[2] for span in active if span[3] == group]) for group in (CITY_REGULAR, CITY_OUT_OF_CLASS)
    )
    return CITY_REGULAR if out_of_class and out_of_class >= regular else CITY_OUT_OF_CLASS
