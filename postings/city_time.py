"""The city's calendar: every date a rule speaks of is a day in the city's zone, and is said with that zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

# How people in a zone call it; a zone that is not here is said by its abbreviation, which changes with the season.
SPOKEN = {
    "America/Los_Angeles": "Pacific",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona time",
    "America/Chicago": "Central",
    "America/New_York": "Eastern",
    "America/Anchorage": "Alaska time",
    "Pacific/Honolulu": "Hawaii time",
}


def zone() -> ZoneInfo:
    return ZoneInfo(settings.CITY_TIME_ZONE)


def city_day(instant: datetime) -> date:
    """The city's calendar day at an instant, whatever zone the server keeps."""
    return instant.astimezone(zone()).date()


def end_of_day(day: date) -> datetime:
    """The last instant of a day of the city's calendar."""
    return datetime.combine(day, time.max, tzinfo=zone())


def day_in_words(day: date, *, weekday: bool = False) -> str:
    """'December 4, 2026', or with its weekday 'Friday, December 4, 2026'."""
    return (f"{day:%A}, " if weekday else "") + f"{day:%B} {day.day}, {day.year}"


def instant_in_words(instant: datetime) -> str:
    """'Friday, December 4, 2026 at 5:00 p.m. Pacific'; seconds only where there are some and it is not a day's end."""
    local = instant.astimezone(zone())
    half = "a.m." if local.hour < 12 else "p.m."
    clock = f"{local.hour % 12 or 12}:{local.minute:02}"
    if local.second and (local.hour, local.minute, local.second) != (23, 59, 59):
        clock += f":{local.second:02}"
    name = SPOKEN.get(settings.CITY_TIME_ZONE, local.tzname() or settings.CITY_TIME_ZONE)
    return f"{day_in_words(local.date(), weekday=True)} at {clock} {half} {name}"


def days_until(instant: datetime, *, now: datetime) -> str:
    """How far away an instant is, by the city's days: 'today', 'tomorrow', 'in 12 days'; nothing beyond 99."""
    days = (city_day(instant) - city_day(now)) // timedelta(days=1)
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days" if days < 100 else "")
