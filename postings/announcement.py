"""What a posting says about itself at an instant: open, continuous, closed, cancelled, and until when."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
            "cancelled",
            _("This recruitment was cancelled. We take no applications for it."),
            _("Cancelled"),
            False,
        )
    if posting.state != PostingState.PUBLISHED or (closes is not None and closes < now):
        words = _("This posting closed. We take no more applications for it.")
        if closes is not None and closes < now:
            words = _("This posting closed on %(when)s. We take no more applications for it.") % {
                "when": instant_in_words(closes)
            }
        return Announcement("closed", words, _("Closed"), False)
    if now < posting.opens_at:
        opens = instant_in_words(posting.opens_at)
        return Announcement(
            "opens_later",
            _("You can apply from %(when)s.") % {"when": opens},
            _("Opens %(when)s") % {"when": opens},
            False,
        )
    if closes is None:
        return Announcement(
            "continuous",
            _("Open until further notice. We say so at least %(days)s before we close it.")
            % {"days": _days(posting)},
            _("Open until further notice"),
            True,
        )
    when = instant_in_words(closes)
    away = days_until(closes, now=now)
    short = _("Closes %(when)s") % {"when": when}
    words = _("Closes %(when)s, %(away)s.") % {"when": when, "away": away} if away else f"{short}."
    return Announcement("open", words, short, True)


def _days(posting: Posting) -> str:
    days = posting.current_revision.closing_notice_days if posting.current_revision else 0
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
