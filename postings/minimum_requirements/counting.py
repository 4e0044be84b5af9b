"""Full-time days: ``min(full_time_hours, hours of the jobs held that day)``, day by day, without walking the days.

Units are days × weekly hours, exact; full-time days are units / full_time_hours. City work of one day counts as the
greater of its regular and its out-of-class hours: an out-of-class assignment replaces the regular job of those days.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from postings.minimum_requirements.facts import Number, Period
from postings.minimum_requirements.spans import CITY_OUT_OF_CLASS, CITY_REGULAR, Span


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
    found: dict[int, Share] = {}
    free_from, crowded = 0, False
    for first, stop, hours, _, index in sorted(spans):
        units = (stop - first) * hours
        earlier = found.get(index)
        if earlier:
            units += earlier.units
            first = earlier.first
        found[index] = Share(first, stop, units, units, hours)
        crowded = crowded or first < free_from
        free_from = stop
    if not crowded:
        return found
    given = _given(spans, full)
    return {index: share._replace(units=given[index]) for index, share in found.items()}


def _given(spans: list[Span], full: Number) -> dict[int, Number]:
    given: dict[int, Number] = dict.fromkeys((span[4] for span in spans), 0)
    edges = sorted({edge for span in spans for edge in span[:2]})
    for first, stop in pairwise(edges):
        active = [span for span in spans if span[0] <= first and stop <= span[1]]
        city = [
            sum(span[2] for span in active if span[3] == group) for group in (CITY_REGULAR, CITY_OUT_OF_CLASS)
        ]
        replaced = CITY_REGULAR if city[1] and city[1] >= city[0] else CITY_OUT_OF_CLASS
        room = full
        for span in sorted(active, key=lambda span: span[4]):
            if span[3] != replaced and room:
                taken = min(room, span[2])
                given[span[4]] += taken * (stop - first)
                room -= taken
    return given
