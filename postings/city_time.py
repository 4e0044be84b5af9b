"""The city's calendar: every date a rule speaks of is a day in the city's zone, and is said with that zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

# How people in a zone call it; a zone that is not here is said by its abbreviation, which changes with the season.
SPOKEN = {
    "America/Los_Angeles": gettext_lazy("Pacific"),
    "America/Denver": gettext_lazy("Mountain"),
    "America/Phoenix": gettext_lazy("Arizona time"),
    "America/Chicago": gettext_lazy("Central"),
    "America/New_York": gettext_lazy("Eastern"),
    "America/Anchorage": gettext_lazy("Alaska time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii time"),
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
    # Translators: how a day is written, in the letters of Django's date filter.
    return date_format(day, _("l, F j, Y") if weekday else _("F j, Y"))


def instant_in_words(instant: datetime) -> str:
    """'Friday, December 4, 2026 at 5:00 p.m. Pacific'; seconds only where there are some and it is not a day's end."""
    local = instant.astimezone(zone())
    half = _("a.m.") if local.hour < 12 else _("p.m.")
    clock = f"{local.hour % 12 or 12}:{local.minute:02}"
    if local.second and (local.hour, local.minute, local.second) != (23, 59, 59):
        clock += f":{local.second:02}"
    name = SPOKEN.get(settings.CITY_TIME_ZONE, local.tzname() or settings.CITY_TIME_ZONE)
    return _("%(day)s at %(clock)s %(half)s %(zone)s") % {
        "day": day_in_words(local.date(), weekday=True),
        "clock": clock,
        "half": half,
        "zone": name,
    }


def days_until(instant: datetime, *, now: datetime) -> str:
    """How far away an instant is, by the city's days: 'today', 'tomorrow', 'in 12 days'; nothing beyond 99."""
    days = (city_day(instant) - city_day(now)) // timedelta(days=1)
    if days in (0, 1):
        return _("tomorrow") if days else _("today")
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days} if days < 100 else ""
