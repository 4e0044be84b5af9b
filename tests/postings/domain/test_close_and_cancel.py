"""Closing and cancelling a posting."""

from datetime import UTC, datetime, timedelta

import pytest

from postings.city_time import instant_in_words
from postings.domain.cancel import cancel_posting
from postings.domain.close import close_posting
from postings.enums import PostingState
from postings.errors import MoveNotAllowed, NotAllowed, Refused
from screening.enums import Role
from screening.models import History, RoleAssignment, User
from tests.factories_postings import make_posting, make_published_posting

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 6, 20, tzinfo=UTC)  # Friday noon; the clocks change on Sunday
CLOSES = datetime(2026, 12, 5, 1, tzinfo=UTC)


@pytest.fixture
def supervising_analyst() -> User:
    user = User.objects.create_user("supervising@example.org")
    RoleAssignment.objects.create(user=user, role=Role.SUPERVISING_ANALYST)
    return user


def test_a_continuous_posting_stays_open_to_the_end_of_its_fifth_day_of_notice(
    supervising_analyst: User,
) -> None:
    posting = close_posting(actor=supervising_analyst, posting_id=make_published_posting().pk, at=AT)
    assert posting.state == PostingState.PUBLISHED
    assert instant_in_words(posting.closes_at) == "Wednesday, March 11, 2026 at 11:59 p.m. Pacific"
    assert posting.closes_at.astimezone(UTC) == datetime(2026, 3, 12, 6, 59, 59, 999999, tzinfo=UTC)
    assert list(History.objects.values_list("actor", "verb", "subject_kind", "posting_id", "facts")) == [
        (
            supervising_analyst.pk,
            "close_posting",
            "posting",
            posting.pk,
            {"closes_at": "2026-03-11T23:59:59.999999-07:00", "days_of_notice": 5},
        )
    ]


def test_notice_that_was_given_is_not_given_again(supervising_analyst: User) -> None:
    posting = close_posting(actor=supervising_analyst, posting_id=make_published_posting().pk, at=AT)
    with pytest.raises(Refused, match="announced to close on Wednesday, March 11"):
        close_posting(actor=supervising_analyst, posting_id=posting.pk, at=AT + timedelta(days=2))
    posting.refresh_from_db()
    assert instant_in_words(posting.closes_at) == "Wednesday, March 11, 2026 at 11:59 p.m. Pacific"


def test_an_announced_closing_is_not_brought_forward(supervising_analyst: User) -> None:
    posting = make_published_posting(closes_at=CLOSES)
    with pytest.raises(Refused, match="cancel the posting if the recruitment is called off"):
        close_posting(actor=supervising_analyst, posting_id=posting.pk, at=CLOSES)


def test_a_posting_past_its_closing_is_recorded_as_closed(supervising_analyst: User) -> None:
    posting = make_published_posting(closes_at=CLOSES)
    closed = close_posting(
        actor=supervising_analyst, posting_id=posting.pk, at=CLOSES + timedelta(microseconds=1)
    )
    assert (closed.state, closed.closes_at) == (PostingState.CLOSED, CLOSES)
    assert list(History.objects.values_list("from_state", "to_state")) == [("published", "closed")]


def test_a_draft_cannot_be_closed_or_cancelled(supervising_analyst: User) -> None:
    posting = make_posting()
    with pytest.raises(MoveNotAllowed, match="Clerk is draft. Only a published posting can be closed."):
        close_posting(actor=supervising_analyst, posting_id=posting.pk, at=AT)
    with pytest.raises(
        MoveNotAllowed, match="Clerk is draft. Only a posting that was published can be cancelled."
    ):
        cancel_posting(actor=supervising_analyst, posting_id=posting.pk, at=AT)


def test_a_cancelled_posting_takes_no_applications_and_is_not_cancelled_twice(
    supervising_analyst: User,
) -> None:
    posting = cancel_posting(actor=supervising_analyst, posting_id=make_published_posting().pk, at=AT)
    assert (posting.state, posting.takes_applications_at(AT)) == (PostingState.CANCELLED, False)
    with pytest.raises(MoveNotAllowed):
        cancel_posting(actor=supervising_analyst, posting_id=posting.pk, at=AT)
    assert list(History.objects.values_list("verb", "from_state", "to_state")) == [
        ("cancel_posting", "published", "cancelled")
    ]


@pytest.mark.parametrize("verb", [close_posting, cancel_posting])
def test_only_a_supervising_analyst_may(verb) -> None:
    posting = make_published_posting()
    analyst = User.objects.create_user("analyst@example.org")
    RoleAssignment.objects.create(user=analyst, role=Role.ANALYST, posting=posting)
    auditor = User.objects.create_user("auditor@example.org")
    RoleAssignment.objects.create(user=auditor, role=Role.AUDITOR)
    for person in (analyst, auditor, User.objects.create_user("applicant@example.org")):
        with pytest.raises(NotAllowed):
            verb(actor=person, posting_id=posting.pk, at=AT)
    posting.refresh_from_db()
    assert (posting.state, posting.closes_at) == (PostingState.PUBLISHED, None)
