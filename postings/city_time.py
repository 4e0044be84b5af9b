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


def day_on_record(day: date) -> str:
    """'December 4, 2026', in English whatever is spoken: for words that are kept, or said to those who work here."""
    return f"{day:%B} {day.day}, {day.year}"


def instant_in_words(instant: datetime, *, zone_name: str = "") -> str:
    """'Friday, December 4, 2026 at 5:00 p.m. Pacific'; seconds only where there are some and it is not a day's end.

    ``zone_name``: another zone than the city's, by its IANA name.
    """
    zone_name = zone_name or settings.CITY_TIME_ZONE
    local = instant.astimezone(ZoneInfo(zone_name))
    clock, half = _clock(local)
    if local.second and (local.hour, local.minute, local.second) != (23, 59, 59):
        clock += f":{local.second:02}"
    name = SPOKEN.get(zone_name, local.tzname() or zone_name)
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


def clock_in_words(instant: datetime, *, now: datetime) -> str:
    """When something happened, as people say it: 'today at 9:14 p.m.', 'yesterday at …', 'on March 3, 2026 at …'."""
    local = instant.astimezone(zone())
    clock, half = _clock(local)
    days = (city_day(now) - local.date()).days
    said = {"clock": clock, "half": half}
    if days == 0:
        return _("today at %(clock)s %(half)s") % said
    if days == 1:
        return _("yesterday at %(clock)s %(half)s") % said
    return _("on %(day)s at %(clock)s %(half)s") % {"day": day_in_words(local.date()), **said}


def time_left(instant: datetime, *, now: datetime) -> str:
    """How much time there is until an instant, rounded down: '3 days and 5 hours', '2 hours and 10 minutes'.

    Nothing once it has passed. Days here are 24 hours long, so that the words hold when the clocks change.
    """
    minutes = (instant - now) // timedelta(minutes=1)
    if instant < now:
        return ""
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = (
        [
            (days, ngettext("%(n)d day", "%(n)d days", days)),
            (hours, ngettext("%(n)d hour", "%(n)d hours", hours)),
        ]
        if days
        else [
            (hours, ngettext("%(n)d hour", "%(n)d hours", hours)),
            (rest, ngettext("%(n)d minute", "%(n)d minutes", rest)),
        ]
    )
    said = [words % {"n": count} for count, words in parts if count]
    if not said:
        return _("less than a minute")
    return (
        _("%(first)s and %(second)s") % {"first": said[0], "second": said[1]} if len(said) == 2 else said[0]
    )


def _clock(local: datetime) -> tuple[str, str]:
    half = _("a.m.") if local.hour < 12 else _("p.m.")
    return f"{local.hour % 12 or 12}:{local.minute:02}", half
