"""The city's calendar: every date a rule speaks of is a day in the city's zone."""

from datetime import datetime

from django.utils import timezone

from postings.city_time import (
    city_day,
    day_in_words,
    day_on_record,
    days_until,
    end_of_day,
    instant_in_words,
    zone,
)

__all__ = [
    "city_day",
    "day_in_words",
    "day_on_record",
    "days_until",
    "end_of_day",
    "instant_in_words",
    "now",
    "zone",
]


def now() -> datetime:
    """The present instant (aware). Verbs take it as ``at``; only views, tasks and commands ask."""
    return timezone.now()
