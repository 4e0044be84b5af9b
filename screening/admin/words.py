"""Small words of the analyst's pages: an age, a tag."""

from datetime import date, datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString

from screening.domain import eligible_list as eligible_lists
from screening.models import EligibleList


def age(since: datetime | None, at: datetime) -> str:
    """How long something waits, in the unit a person would use: '12 minutes', '3 hours', '9 days'."""
    if since is None:
        return ""
    minutes = max(0, int((at - since).total_seconds() // 60))
    for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"


def tag(text: str, tone: str = "") -> SafeString:
    """The state of a thing in a word or two, as components/tag.html draws it."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{tone}" if tone else "", text)


def days_left(eligible_list: EligibleList, day: date) -> str:
    """How long a list may still be used, as a person would say it."""
    left = eligible_lists.days_left(eligible_list, day)
    if left < 0:
        return "None"
    return "Last day today" if left == 0 else f"{left} day{'' if left == 1 else 's'}"
