"""The holidays that the City keeps, by rule, and the business days between them. Another city changes this table or CITY_HOLIDAYS."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
ONE_DAY = timedelta(days=1)


class Holiday(NamedTuple):
    """A day by rule; ``moves``: on a Sunday it is kept on Monday, on a Saturday on Friday."""

    slug: str
    name: str
    on: Callable[[int], date]
    citation: str
    since: int = 0
    moves: bool = True


def nth(weekday: int, number: int, month: int) -> Callable[[int], date]:
    """The nth weekday of a month; -1 is the last."""

    def on(year: int) -> date:
        if number < 0:
            first_of_next = date(year + month // 12, month % 12 + 1, 1)
            return first_of_next - timedelta(days=(first_of_next.weekday() - weekday - 1) % 7 + 1)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    return on


def fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


HOLIDAYS: tuple[Holiday, ...] = (
    Holiday("new_year", "New Year's Day", fixed(1, 1), "Cal. Gov. Code 6700"),
    Holiday(
        "martin_luther_king",
        "Dr. Martin Luther King Jr. Day",
        nth(MONDAY, 3, 1),
        "Cal. Gov. Code 6700",
        moves=False,
    ),
    Holiday("lincoln", "Lincoln Day", fixed(2, 12), "Cal. Gov. Code 6700"),
    Holiday("presidents", "Presidents' Day", nth(MONDAY, 3, 2), "Cal. Gov. Code 6700", moves=False),
    Holiday("cesar_chavez", "César Chávez Day", fixed(3, 31), "Cal. Gov. Code 6700", since=2000),
    Holiday("memorial", "Memorial Day", nth(MONDAY, -1, 5), "Cal. Gov. Code 6700", moves=False),
    Holiday(
        "juneteenth",
        "Juneteenth",
        fixed(6, 19),
        "Kept by the City of San Diego since June 19, 2023",
        since=2023,
    ),
    Holiday("independence", "Independence Day", fixed(7, 4), "Cal. Gov. Code 6700"),
    Holiday("labor", "Labor Day", nth(MONDAY, 1, 9), "Cal. Gov. Code 6700", moves=False),
    Holiday("veterans", "Veterans Day", fixed(11, 11), "Cal. Gov. Code 6700"),
    Holiday("thanksgiving", "Thanksgiving Day", nth(THURSDAY, 4, 11), "5 U.S.C. 6103", moves=False),
    Holiday("christmas", "Christmas Day", fixed(12, 25), "Cal. Gov. Code 6700"),
)
KEPT_BY_DEFAULT = tuple(each.slug for each in HOLIDAYS if each.slug != "lincoln")
"""San Diego's offices close on these. ``CITY_HOLIDAYS`` in the settings names others."""


def kept() -> tuple[str, ...]:
    return tuple(getattr(settings, "CITY_HOLIDAYS", ())) or KEPT_BY_DEFAULT


def holidays(year: int) -> dict[date, str]:
    """Day on which the City's offices are closed in a year → the holiday's name."""
    return _holidays(year, kept())


@lru_cache(maxsize=64)
def _holidays(year: int, slugs: tuple[str, ...]) -> dict[date, str]:
    found: dict[date, str] = {}
    for rule in HOLIDAYS:
        if rule.slug not in slugs:
            continue
        for each in (year, year + 1):  # a January 1 on a Saturday closes the offices in the year before
            day = _observed(rule.on(each), moves=rule.moves)
            if each >= rule.since and day.year == year:
                found[day] = rule.name
    return found


def _observed(day: date, *, moves: bool) -> date:
    """Source for Sundays: Cal. Gov. Code 6701. Saturdays are kept on the Friday before, as federal offices do (5 U.S.C. 6103(b))."""
    if moves and day.weekday() == SUNDAY:
        return day + ONE_DAY
    return day - ONE_DAY if moves and day.weekday() == SATURDAY else day


def is_business_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def business_days_after(day: date, count: int) -> date:
    """The day on which ``count`` business days have passed; the first one counted is the one after ``day``."""
    while count:
        day += ONE_DAY
        count -= is_business_day(day)
    return day


def next_business_day(day: date) -> date:
    """The day itself or, when the offices are closed, the next on which they are open."""
    while not is_business_day(day):
        day += ONE_DAY
    return day


def last_day(day: date, *, days: int, counted: str) -> date:
    """The last whole day of a window of business or calendar days after a day.

    A calendar window that ends on a closed day runs to the next open one. Source: Cal. Code Civ. Proc. 12a.
    """
    if counted == "business":
        return business_days_after(day, days)
    return next_business_day(day + timedelta(days=days))
