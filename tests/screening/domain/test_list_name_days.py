"""A continuous posting's list stands name by name: a name added later has its own 180 days, and ends alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from screening.domain import eligible_list as eligible_lists
from screening.domain import list_ending, list_last_day, pause, removal, standing
from screening.domain.consideration import consider
from screening.domain.invariants import INVARIANTS
from screening.domain.list_as_of import stood_on
from screening.enums import LastDayKind, RemovalReason, Role
from screening.errors import Refused
from screening.models import EligibleList, EligibleListEntry, EligibleListExpiry, Notice
from tests.factories import make_posting, make_staff
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.screening.domain.test_eligible_list import AT, make_qualified
from tests.screening.lists import new_last_day, propose

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2025, 10, 29), date(2026, 2, 6)
"""180 days from 2025-05-02, and from 2025-08-10, the day on which the second name is added."""
ADDED = datetime(2025, 8, 10, 19, tzinfo=UTC)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 19, tzinfo=UTC)


def scene(*, announced_closing=None):
    """Ada stands from the first day, Ben from the hundredth."""
    posting = make_posting(announced_closing=announced_closing)
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    make_qualified(posting, analyst, "Ada")
    made = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    make_qualified(posting, analyst, "Ben")
    eligible_lists.add_qualified(actor=analyst, eligible_list_id=made.pk, at=ADDED)
    made.refresh_from_db()
    return made, analyst


def days(eligible_list: EligibleList) -> list[tuple[str, date]]:
    entries = eligible_list.entries.select_related("person").order_by("pk")
    return [(entry.person.first_name, entry.last_day) for entry in entries]


def move(made: EligibleList, analyst, day: date, kind: LastDayKind, *, at: datetime) -> None:
    change = propose(analyst, made, new_last_day(day, kind), at=at)
    second = make_staff(Role.SUPERVISING_ANALYST, f"second.{change.pk}@example.org")
    list_last_day.approve(actor=second, change_id=change.pk, at=at)
    made.refresh_from_db()


def told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [row.recipient.first_name for row in rows.select_related("recipient")]


def breaches() -> list[str]:
    words = (
        "no name was sent after its own last day",
        "a list that stands by name lasts through the last of its names",
    )
    return [row for one in INVARIANTS if one.words in words for row in one.breaches(AT)]


def test_a_name_added_later_stands_its_own_days_and_the_list_lasts_through_the_last_name():
    made, _ = scene()
    assert (made.by_name, made.expires_on) == (True, SECOND)
    assert days(made) == [("Ada", FIRST), ("Ben", SECOND)]
    listed = Notice.objects.get(kind="listed", recipient__first_name="Ben")
    assert "Your name stays on the list until February 6, 2026." in listed.body
    assert breaches() == []


def test_where_the_posting_announces_a_closing_day_a_name_added_later_ends_with_the_list():
    made, _ = scene(announced_closing=datetime(2025, 6, 1, tzinfo=UTC))
    assert (made.by_name, made.expires_on) == (False, FIRST)
    assert days(made) == [("Ada", FIRST), ("Ben", FIRST)]
    assert set(made.entries.values_list("expires_on", flat=True)) == {None}


def test_a_name_is_sent_through_its_own_last_day_and_not_on_the_day_after():
    made, _ = scene()
    manager = make_manager()
    vacancy = make_vacancy(manager, made.posting.job_class, at=AT)
    last = consider(made, vacancy, [], 9, day=FIRST)
    assert [one.is_in for one in last.considered] == [True, True]
    after = consider(made, vacancy, [], 9, day=FIRST + timedelta(days=1))
    assert [(one.is_in, one.code) for one in after.considered] == [(False, "over"), (True, "in")]
    assert after.considered[0].why == "Its own last day on this list was October 29, 2025."
    issued = issue_list(manager, vacancy, made, at=noon(FIRST + timedelta(days=1)))
    assert [one.entry.person.first_name for one in issued.referrals.all()] == ["Ben"]
    assert issued.considered[0]["code"] == "over"
    assert breaches() == []


def test_each_name_is_told_before_and_after_its_own_last_day_once():
    made, _ = scene()
    for _night in range(2):
        list_ending.announce_endings(at=noon(FIRST - timedelta(days=30)))
    assert told("list_expiring") == ["Ada"]
    for _night in range(2):
        assert list_ending.record_expiries(at=noon(FIRST)) == []
    assert told("list_expired") == []
    for _night in range(2):
        assert list_ending.record_expiries(at=noon(FIRST + timedelta(days=1))) == []
    assert told("list_expired") == ["Ada"]
    assert "Your own last day on it was October 29, 2025." in Notice.objects.get(kind="list_expired").body
    assert list_ending.record_expiries(at=noon(SECOND + timedelta(days=1))) == [made]
    assert told("list_expired") == ["Ada", "Ben"]
    assert EligibleListExpiry.objects.count() == 1


def test_the_list_as_of_a_day_holds_those_whose_own_days_were_not_over():
    made, _ = scene()

    def names(day: date) -> list[str]:
        return [one.entry.person.first_name for one in stood_on(made, day)]

    assert names(ADDED.date() - timedelta(days=1)) == ["Ada"]
    assert names(FIRST) == ["Ada", "Ben"]
    assert names(FIRST + timedelta(days=1)) == ["Ben"]
    assert names(SECOND + timedelta(days=1)) == []


def test_an_extension_moves_the_names_that_still_stand_and_tells_them_their_own_day_before():
    made, analyst = scene()
    later = date(2026, 5, 1)
    move(made, analyst, later, LastDayKind.EXTENSION, at=noon(FIRST + timedelta(days=1)))
    assert (made.expires_on, days(made)) == (later, [("Ada", FIRST), ("Ben", later)])
    assert told("list_extended") == ["Ben"]
    assert "was to end on February 6, 2026" in Notice.objects.get(kind="list_extended").body
    assert breaches() == []


def test_an_early_end_cuts_only_the_names_that_would_stand_longer_and_one_added_before_it():
    made, analyst = scene()
    end = date(2025, 12, 1)
    move(made, analyst, end, LastDayKind.CANCELLATION, at=noon(date(2025, 9, 1)))
    make_qualified(made.posting, analyst, "Cy")
    eligible_lists.add_qualified(actor=analyst, eligible_list_id=made.pk, at=noon(date(2025, 9, 2)))
    made.refresh_from_db()
    assert (made.expires_on, days(made)) == (end, [("Ada", FIRST), ("Ben", end), ("Cy", end)])
    assert told("list_cancelled") == ["Ben"]
    list_ending.record_expiries(at=noon(end + timedelta(days=1)))
    assert told("list_expired") == ["Ada", "Cy"]
    assert breaches() == []


def test_a_name_past_its_own_last_day_neither_rests_nor_is_taken_off():
    made, analyst = scene()
    ada = made.entries.select_related("application__applicant").get(person__first_name="Ada")
    day = FIRST + timedelta(days=1)
    assert standing.entry_in_force(ada.application, FIRST) == ada
    assert standing.entry_in_force(ada.application, day) is None
    with pytest.raises(Refused, match="ends on October 29, 2025"):
        pause.pause(
            actor=ada.person, application_id=ada.application_id, until=FIRST, at=noon(date(2025, 9, 1))
        )
    with pytest.raises(Refused, match="over for this name"):
        removal.propose(
            actor=analyst,
            entry_id=ada.pk,
            reason=RemovalReason.UNREACHABLE,
            note="Found since.",
            at=noon(day),
        )


@pytest.mark.parametrize("own", [None, SECOND + timedelta(days=2), date(2030, 1, 1)])
def test_the_database_keeps_a_name_to_its_own_days(own):
    made, analyst = scene()
    application = make_qualified(made.posting, analyst, "Cy")
    with pytest.raises(DatabaseError, match="last day of a name"), transaction.atomic():
        EligibleListEntry.objects.create(
            eligible_list=made,
            application=application,
            person=application.applicant,
            decision=application.decisions.get(),
            position=3,
            placed_at=ADDED,
            expires_on=own,
        )


def test_the_database_moves_no_day_that_two_people_did_not_decide():
    made, _ = scene()
    with pytest.raises(DatabaseError, match="last day of a name"), transaction.atomic():
        made.entries.update(expires_on=date(2027, 1, 1))
    with pytest.raises(DatabaseError, match="changes only as two people decided"), transaction.atomic():
        EligibleList.objects.filter(pk=made.pk).update(expires_on=date(2027, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        EligibleList.objects.filter(pk=made.pk).update(by_name=False)
