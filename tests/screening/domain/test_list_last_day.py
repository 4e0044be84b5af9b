"""A list's last day moves by two people alone, forward or back, and everybody is told; the database keeps it too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from screening.domain import list_ending, list_last_day, list_warning
from screening.domain.list_as_of import stood_on
from screening.enums import LastDayKind, Role
from screening.errors import NotAllowed, Refused
from screening.models import EligibleList, EligibleListExpiry, LastDayChange, Notice, User
from tests.factories_eligible_list import (
    AT,
    make_analyst,
    make_class_posting,
    make_list,
    make_names,
    make_user,
)
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.screening.domain.test_decision_races import at_once
from tests.screening.hiring_manager.test_races import raced
from tests.screening.lists import new_last_day, propose

pytestmark = pytest.mark.django_db
LAST = date(2025, 10, 28)
LATER_DAY = date(2026, 1, 31)
AFTER = datetime(2025, 10, 29, 7, 0, 1, tzinfo=UTC)
"""One second after the last day of the list is over in the city."""


def scene() -> tuple[EligibleList, User]:
    eligible_list = make_list(make_class_posting())
    make_names(eligible_list, "Ada Cole", "Ben Diaz")
    return eligible_list, make_user("Sam Ford", (Role.SUPERVISING_ANALYST, None))


def move(
    eligible_list: EligibleList,
    second: User,
    last_day: date,
    kind: LastDayKind = LastDayKind.EXTENSION,
    *,
    at: datetime = AT,
) -> LastDayChange:
    change = propose(make_analyst(), eligible_list, new_last_day(last_day, kind), at=at)
    return list_last_day.approve(actor=second, change_id=change.pk, at=at)


def test_an_extension_holds_when_a_second_person_agrees_and_everybody_is_told() -> None:
    eligible_list, second = scene()
    manager = make_manager()
    make_vacancy(manager, eligible_list.posting.job_class)
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=AT)
    eligible_list.refresh_from_db()
    assert eligible_list.expires_on == LAST
    with pytest.raises(Refused, match="You proposed this"):
        list_last_day.approve(actor=make_analyst(), change_id=change.pk, at=AT)
    list_last_day.approve(actor=second, change_id=change.pk, at=AT)
    eligible_list.refresh_from_db()
    assert (eligible_list.expires_on, eligible_list.first_last_day) == (LATER_DAY, LAST)
    told = (
        Notice.objects.exclude(kind="referred")
        .order_by("recipient__email")
        .values_list("recipient__email", "kind")
    )
    assert list(told) == [
        ("ada.cole@example.org", "list_extended"),
        ("ana.reyes@example.org", "last_day_changed"),
        ("ben.diaz@example.org", "list_extended"),
        ("maria.lopez@example.org", "last_day_changed"),
        ("sam.ford@example.org", "last_day_changed"),
    ]


def test_an_extended_list_sends_names_after_its_first_last_day_and_warns_of_the_new_one() -> None:
    eligible_list, second = scene()
    manager = make_manager()
    vacancy = make_vacancy(manager, eligible_list.posting.job_class)
    before = datetime(2025, 10, 1, 17, tzinfo=UTC)
    assert (list_warning.warn_due(at=before), list_ending.announce_endings(at=before)) == (3, 2)
    move(eligible_list, second, LATER_DAY, at=before)
    assert list_ending.record_expiries(at=AFTER) == []
    assert len(issue_list(manager, vacancy, EligibleList.objects.get(), at=AFTER).referrals.all()) == 2
    near = datetime(2026, 1, 10, 17, tzinfo=UTC)
    assert (list_warning.warn_due(at=near), list_ending.announce_endings(at=near)) == (3, 2)
    assert len(stood_on(EligibleList.objects.get(), date(2026, 1, 31))) == 2
    assert stood_on(EligibleList.objects.get(), date(2026, 2, 1)) == []


def test_a_list_ended_early_sends_no_more_names_and_says_so_once() -> None:
    eligible_list, second = scene()
    manager = make_manager()
    vacancy = make_vacancy(manager, eligible_list.posting.job_class)
    move(eligible_list, second, date(2025, 5, 12), LastDayKind.CANCELLATION)
    next_day = AT + timedelta(days=1)
    with pytest.raises(Refused):
        issue_list(manager, vacancy, EligibleList.objects.get(), at=next_day)
    assert len(list_ending.record_expiries(at=next_day)) == 1
    kinds = Notice.objects.filter(recipient__email="ada.cole@example.org").values_list("kind", flat=True)
    assert list(kinds) == ["list_cancelled"]


@pytest.mark.parametrize(
    ("kind", "day", "words"),
    [
        (LastDayKind.EXTENSION, LAST, "lasts through October 28, 2025 already"),
        (LastDayKind.CANCELLATION, LAST, "ends today or later, and before October 28, 2025"),
        (LastDayKind.CANCELLATION, date(2025, 5, 11), "ends today or later"),
    ],
)
def test_a_day_on_the_wrong_side_is_refused(kind: LastDayKind, day: date, words: str) -> None:
    eligible_list, _ = scene()
    with pytest.raises(Refused, match=words):
        propose(make_analyst(), eligible_list, new_last_day(day, kind), at=AT)


@pytest.mark.parametrize("missing", ["authority", "reason"])
def test_it_says_by_which_authority_and_why(missing: str) -> None:
    eligible_list, _ = scene()
    with pytest.raises(Refused, match="Enter the rule or resolution"):
        propose(make_analyst(), eligible_list, new_last_day(LATER_DAY, **{missing: " "}), at=AT)


def test_a_list_that_is_over_is_not_extended() -> None:
    eligible_list, second = scene()
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=AT)
    with pytest.raises(Refused, match="This list is over"):
        list_last_day.approve(actor=second, change_id=change.pk, at=AFTER)
    with pytest.raises(Refused, match="This list is over"):
        propose(
            make_analyst(), make_list(eligible_list.posting, date(2024, 5, 1)), new_last_day(LATER_DAY), at=AT
        )


def test_one_proposal_at_a_time_and_a_decided_one_is_over() -> None:
    eligible_list, second = scene()
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=AT)
    with pytest.raises(Refused, match="is proposed for this list already"):
        propose(second, eligible_list, new_last_day(LATER_DAY), at=AT)
    list_last_day.drop(actor=second, change_id=change.pk, at=AT)
    for verb in (list_last_day.drop, list_last_day.approve):
        with pytest.raises(Refused, match="decided already"):
            verb(actor=second, change_id=change.pk, at=AT)


def test_who_may_not() -> None:
    eligible_list, _ = scene()
    analyst = make_user("No Body")
    person = User.objects.get(email="ada.cole@example.org")
    for actor in (analyst, make_manager(), person):
        with pytest.raises(NotAllowed):
            propose(actor, eligible_list, new_last_day(LATER_DAY), at=AT)
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=AT)
    for actor in (analyst, make_manager("Otto Kern"), person):
        for verb in (list_last_day.approve, list_last_day.drop):
            with pytest.raises(NotAllowed):
                verb(actor=actor, change_id=change.pk, at=AT)


def test_the_database_itself_moves_the_last_day_only_as_two_people_decided() -> None:
    eligible_list, second = scene()
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=AT)
    one = EligibleList.objects.filter(pk=eligible_list.pk)
    proposal = LastDayChange.objects.filter(pk=change.pk)
    attempts = (
        lambda: one.update(expires_on=LATER_DAY),
        lambda: one.update(list_days=270),
        lambda: proposal.update(approved_by=change.proposed_by, approved_at=AT),
        lambda: proposal.update(last_day=LAST),
        lambda: proposal.delete(),
        lambda: EligibleList.objects.create(
            posting=eligible_list.posting,
            revision=eligible_list.revision,
            established_on=date(2025, 6, 1),
            list_days=180,
            expires_on=date(2026, 6, 1),
            established_by=second,
            established_at=AT,
        ),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.django_db(transaction=True)
def test_an_extension_and_the_night_that_ends_the_list_wait_for_each_other() -> None:
    eligible_list, second = scene()
    at = AFTER - timedelta(seconds=2)
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=at)
    said = raced(
        lambda: list_last_day.approve(actor=second, change_id=change.pk, at=at),
        lambda: list_ending.record_expiries(at=AFTER),
    )
    assert (said, EligibleListExpiry.objects.count()) == (("done", "done"), 0)


@pytest.mark.django_db(transaction=True)
def test_two_people_agree_at_once_and_the_list_is_extended_once() -> None:
    eligible_list, second = scene()
    third = make_user("Kim Ito", (Role.SUPERVISING_ANALYST, None))
    change = propose(make_analyst(), eligible_list, new_last_day(LATER_DAY), at=AT)
    said = at_once(
        *[
            lambda one=one: list_last_day.approve(actor=one, change_id=change.pk, at=AT)
            for one in (second, third)
        ]
    )
    assert said == [
        "LastDayChange",
        "This proposal was decided already. Open the list again to see how it stands.",
    ]
    assert Notice.objects.filter(kind="list_extended").count() == 2
