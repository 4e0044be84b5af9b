"""What a posting says about itself at an instant: open, continuous, closed, cancelled, and until when."""

from datetime import datetime
from typing import NamedTuple

from postings.city_time import days_until, instant_in_words
from postings.enums import PostingState
from postings.models import Posting


class Announcement(NamedTuple):
    """``kind``: opens_later, open, continuous, closed, cancelled. ``words`` is a sentence, ``short`` fits beside a button."""

    kind: str
    words: str
    short: str
    takes_applications: bool


def announcement(posting: Posting, *, now: datetime) -> Announcement:
    """What to say of a published posting at this instant; instants are said in the city's zone."""
    closes = posting.closes_at
    if posting.state == PostingState.CANCELLED:
        return Announcement(
            "cancelled", "This recruitment was cancelled. We take no applications for it.", "Cancelled", False
        )
    if posting.state != PostingState.PUBLISHED or (closes is not None and closes < now):
        when = f" on {instant_in_words(closes)}" if closes is not None and closes < now else ""
        return Announcement(
            "closed", f"This posting closed{when}. We take no more applications for it.", "Closed", False
        )
    if now < posting.opens_at:
        opens = instant_in_words(posting.opens_at)
        return Announcement("opens_later", f"You can apply from {opens}.", f"Opens {opens}", False)
    if closes is None:
        return Announcement(
            "continuous",
            f"Open until further notice. We say so at least {_days(posting)} before we close it.",
            "Open until further notice",
            True,
        )
    when = instant_in_words(closes)
    away = days_until(closes, now=now)
    return Announcement(
        "open", f"Closes {when}, {away}." if away else f"Closes {when}.", f"Closes {when}", True
    )


def _days(posting: Posting) -> str:
    days = posting.current_revision.closing_notice_days if posting.current_revision else 0
    return "1 day" if days == 1 else f"{days} days"
