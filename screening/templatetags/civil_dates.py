"""Days and instants as the city says them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

from screening.city_time import city_day as day_of
from screening.city_time import day_in_words, instant_in_words

register = template.Library()


@register.filter
def city_instant(instant: datetime | None) -> str:
    """'Friday, December 4, 2026 at 5:00 p.m. Pacific', to the minute."""
    return instant_in_words(instant.replace(second=0, microsecond=0)) if instant else ""


@register.filter
def city_day(day: date | None) -> str:
    """'December 4, 2026'; of an instant its day in the city."""
    if isinstance(day, datetime):
        day = day_of(day)
    return day_in_words(day) if day else ""


@register.filter
def slot_instant(slot: Any) -> str:
    """When an interview begins, in its own time zone: 'Friday, December 4, 2026 at 9:30 a.m. Pacific'."""
    return instant_in_words(slot.starts_at, zone_name=slot.zone)


@register.filter
def slot_day(slot: Any) -> str:
    """The day of an interview in its own time zone: 'December 4, 2026'."""
    return day_in_words(slot.starts_at.astimezone(ZoneInfo(slot.zone)).date())


@register.filter
def changes_until(slot: Any) -> str:
    """The cut-off of an interview time, in the zone in which the time is said."""
    return instant_in_words(slot.changes_until, zone_name=slot.zone)
