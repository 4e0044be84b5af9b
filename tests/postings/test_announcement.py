"""What a posting says of itself at an instant."""

from datetime import UTC, datetime, timedelta

import pytest

from postings.announcement import Announcement, announcement
from postings.enums import PostingState
from postings.models import Posting, PostingRevision

OPENS = datetime(2026, 11, 1, 16, tzinfo=UTC)
CLOSES = datetime(2026, 12, 5, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def posting(closes_at: datetime | None = CLOSES, state: PostingState = PostingState.PUBLISHED) -> Posting:
    return Posting(
        title="Clerk",
        state=state,
        opens_at=OPENS,
        closes_at=closes_at,
        current_revision=PostingRevision(number=1),
    )


def test_an_open_posting_says_when_it_closes_and_how_far_away_that_is() -> None:
    assert announcement(posting(), now=NOW) == Announcement(
        "open",
        "Closes Friday, December 4, 2026 at 5:00 p.m. Pacific, in 12 days.",
        "Closes Friday, December 4, 2026 at 5:00 p.m. Pacific",
        True,
    )


def test_a_continuous_posting_says_how_much_notice_it_gives() -> None:
    assert announcement(posting(None), now=NOW) == Announcement(
        "continuous",
        "Open until further notice. We say so at least 5 days before we close it.",
        "Open until further notice",
        True,
    )


def test_the_closing_instant_itself_is_in_time_and_the_next_is_not() -> None:
    assert announcement(posting(), now=CLOSES).kind == "open"
    assert announcement(posting(), now=CLOSES + timedelta(microseconds=1)) == Announcement(
        "closed",
        "This posting closed on Friday, December 4, 2026 at 5:00 p.m. Pacific. We take no more applications for it.",
        "Closed",
        False,
    )


def test_before_it_opens_it_says_from_when_to_apply() -> None:
    assert announcement(posting(), now=OPENS - timedelta(seconds=1)) == Announcement(
        "opens_later",
        "You can apply from Sunday, November 1, 2026 at 8:00 a.m. Pacific.",
        "Opens Sunday, November 1, 2026 at 8:00 a.m. Pacific",
        False,
    )


@pytest.mark.parametrize(
    ("state", "kind"), [(PostingState.CLOSED, "closed"), (PostingState.CANCELLED, "cancelled")]
)
def test_a_closed_or_cancelled_posting_takes_no_applications(state: PostingState, kind: str) -> None:
    says = announcement(posting(None, state), now=NOW)
    assert (says.kind, says.takes_applications) == (kind, False)


@pytest.mark.parametrize(
    "now", [OPENS - timedelta(seconds=1), OPENS, NOW, CLOSES, CLOSES + timedelta(seconds=1)]
)
@pytest.mark.parametrize("closes_at", [CLOSES, None])
@pytest.mark.parametrize("state", list(PostingState))
def test_what_it_says_agrees_with_whether_applications_are_taken(state, closes_at, now) -> None:
    here = posting(closes_at, state)
    assert announcement(here, now=now).takes_applications == here.takes_applications_at(now)
