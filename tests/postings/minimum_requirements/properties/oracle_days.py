"""Counting full-time days one calendar day after the other: slow, and plain enough to be seen to be right."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

BEFORE_ANY_WORK = date(1900, 1, 1)
"""Where work with an unknown beginning is taken to have begun at the earliest."""


class Stint(NamedTuple):
    """Work of one job as it may have been: its first and last day, weekly hours, and whose hours they are.

    ``pool`` is ``own`` (adds up), ``city_regular`` or ``city_out_of_class`` (the greater of the two counts).
    Two stints of one job on one day are two papers about the same hours: the greater counts.
    """

    job: int
    first: date
    last: date
    weekly_hours: Fraction
    pool: str


class Total(NamedTuple):
    """Full-time days, and the unbroken full-time runs among them."""

    days: Fraction
    runs: tuple[tuple[date, date], ...]


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later (or earlier); the last day where the month is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def count(stints: Iterable[Stint], *, first: date, last: date, full_time: Fraction) -> Total:
    """Every day from ``first`` to ``last``: who worked how much of a full-time week on it, capped and added."""
    stints = list(stints)
    worked = [0] * max(0, (last - first).days + 1)
    for number, stint in enumerate(stints):
        for day in range(max(0, (stint.first - first).days), min(len(worked), (stint.last - first).days + 1)):
            worked[day] |= 1 << number
    share = {who: _share(who, stints, full_time) for who in set(worked)}
    days = sum((share[who] * worked.count(who) for who in share), Fraction(0))
    return Total(days, tuple(_runs(worked, share, first)))


def _share(who: int, stints: list[Stint], full_time: Fraction) -> Fraction:
    greatest: dict[tuple[int, str], Fraction] = {}
    for number, stint in enumerate(stints):
        if who >> number & 1:
            said = greatest.get((stint.job, stint.pool), Fraction(0))
            greatest[stint.job, stint.pool] = max(said, stint.weekly_hours)
    hours = {"own": Fraction(0), "city_regular": Fraction(0), "city_out_of_class": Fraction(0)}
    for (_, pool), weekly in greatest.items():
        hours[pool] += weekly
    together = hours["own"] + max(hours["city_regular"], hours["city_out_of_class"])
    return min(full_time, together) / full_time


def _runs(worked: list[int], share: dict[int, Fraction], first: date) -> Iterable[tuple[date, date]]:
    began: int | None = None
    for day, who in enumerate([*worked, -1]):
        full = who >= 0 and share[who] == 1
        if full and began is None:
            began = day
        elif not full and began is not None:
            yield first + timedelta(began), first + timedelta(day - 1)
            began = None


def shortest_run(months: int) -> int:
    """The days of the shortest so many consecutive calendar months."""
    starts = [date(year, month, 1) for year in range(2001, 2009) for month in range(1, 13)]
    return min((months_later(start, months) - start).days for start in starts)


def reached(total: Total, months: int) -> str:
    """``met``, ``not_met`` or ``borderline`` for a total of which nothing is open."""
    if total.days >= Fraction(364 * months, 12):
        return "met"
    for began, ended in total.runs:
        day = began
        while (ended - day).days + 1 >= 28 * months:
            if months_later(day, months) - timedelta(1) <= ended:
                return "met"
            day += timedelta(1)
    short = total.days < Fraction(364 * months, 12) and total.days < shortest_run(months)
    return "not_met" if short else "borderline"
