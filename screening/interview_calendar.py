"""An interview as a calendar file (RFC 5545). Its name stays the same, so that a changed time moves the entry."""

from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Alarm, Calendar, Event

from screening.models import InterviewSlot

CALENDAR = "text/calendar; charset=utf-8"


def calendar_file(
    slot: InterviewSlot, *, uid: str, summary: str, words: str, number: int, at: datetime
) -> bytes:
    """One event with a reminder an hour before. ``number``: how many times the event had before this one."""
    calendar, event, alarm = Calendar(), Event(), Alarm()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{settings.CITY_NAME}//Interviews//EN")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"{uid}@{settings.EMAIL_MESSAGE_ID_DOMAIN}")
    event.add("sequence", number)
    event.add("dtstamp", at)
    event.add("dtstart", slot.starts_at)
    event.add("dtend", slot.ends_at)
    event.add("summary", summary)
    event.add("location", slot.place or slot.link)
    if slot.link:
        event.add("url", slot.link)
    event.add("description", words)
    event.add("class", "PRIVATE")
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(hours=-1))
    alarm.add("description", summary)
    event.add_component(alarm)
    calendar.add_component(event)
    return calendar.to_ical()
