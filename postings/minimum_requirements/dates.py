"""Dates as people know them: to the day or to the month. Days are counted as ordinals (``date.toordinal``)."""

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from typing import Final

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
FAR_PAST: Final = date(FIRST_YEAR, 1, 1).toordinal()
"""The earliest day the software accepts, and so the widest reading of an unknown start."""

_FORM = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?", re.ASCII)


KNOWN: Final[dict[str, tuple[int, int]]] = {}
"""Dates that were read before. There are no more than the days and months of the years that are accepted."""


def period(text: str) -> tuple[int, int]:
    """The first and last day that ``YYYY-MM-DD`` or ``YYYY-MM`` may mean. Raises ValueError in words.

    >>> [str(date.fromordinal(day)) for day in period("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    known = KNOWN.get(text)
    if known:
        return known
    form = _FORM.fullmatch(text)
    if not form:
        raise ValueError("is not a date.")
    year, month, day = int(form[1]), int(form[2]), form[3]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"has a year outside {FIRST_YEAR} to {LAST_YEAR}.")
    try:
        first = date(year, month, int(day) if day else 1).toordinal()
    except ValueError:
        raise ValueError("is not a day of the calendar.") from None
    found = KNOWN[text] = first, first if day else first + monthrange(year, month)[1] - 1
    return found


@lru_cache(maxsize=1 << 16)
def iso(day: int) -> str:
    """An ordinal as ``YYYY-MM-DD``."""
    return date.fromordinal(day).isoformat()


def add_months(day: int, months: int) -> int:
    """The same day so many calendar months later (or earlier), the last of the month where it has no such day.

    >>> iso(add_months(date(2023, 8, 31).toordinal(), 6))
    '2024-02-29'
    """
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


@cache
def shortest_run(months: int) -> int:
    """Days of the shortest run of so many calendar months from date to date: 6 → 181, 12 → 365."""
    first = date(2001, 1, 1).toordinal()
    return min(add_months(day, months) - day for day in range(first, first + 4 * 365 + 1))
