"""An issued list is frozen, told, recorded, and comes from a list in force alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from screening.domain import interview_list
from screening.enums import NoticeKind, VacancyState
from screening.errors import NotAllowed, Refused
from screening.models import EligibleListExpiry, History, InterviewList, Notice, RoleAssignment
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list, make_names, make_user
from tests.factories_hiring import issue_list, make_manager
from tests.factories_postings import make_department
from tests.screening.domain.issued import PHONE, scene

pytestmark = pytest.mark.django_db


def test_an_issued_list_is_frozen_in_the_database_but_for_its_state():
    issued = issue_list(*scene("Ada Cole"))
    for field, value in (
        ("considered", []),
        ("criteria", {"x": 1}),
        ("content_sha256", "0" * 64),
        ("names_asked", 1),
    ):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            InterviewList.objects.filter(pk=issued.pk).update(**{field: value})
    with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
        InterviewList.objects.filter(pk=issued.pk).delete()
    issued.refresh_from_db()
    entries = list(issued.referrals.order_by("order").values_list("entry_id", flat=True))
    assert interview_list.content_sha256(issued, entries) == issued.content_sha256


def test_the_fingerprint_tells_another_order_of_the_names():
    issued = issue_list(*scene("Ada Cole", "Ben Diaz"))
    entries = list(issued.referrals.order_by("order").values_list("entry_id", flat=True))
    assert interview_list.content_sha256(issued, entries[::-1]) != issued.content_sha256


def test_history_says_who_was_sent_by_whom_without_free_text():
    manager, one, eligible_list = scene("Ada Cole", "Ben Diaz")
    issued = issue_list(manager, one, eligible_list, names=1)
    lines = History.objects.filter(verb__in=["issue_interview_list", "refer"]).order_by("pk")
    assert [(line.verb, line.actor, line.at) for line in lines] == [
        ("issue_interview_list", manager, AT),
        ("refer", manager, AT),
    ]
    assert lines[0].facts == {
        "vacancy": one.pk,
        "eligible_list": eligible_list.pk,
        "number": 1,
        "names_asked": 1,
        "names": 1,
        "content_sha256": issued.content_sha256,
    }
    assert lines[1].application_id == eligible_list.entries.get(position=1).application_id


def test_each_person_sent_is_told_the_department_and_the_class_and_no_other_name():
    manager, one, eligible_list = scene("Ada O'Cole", "Ben Diaz", "Cy Eng")
    issue_list(manager, one, eligible_list, names=2)
    notices = Notice.objects.filter(kind=NoticeKind.REFERRED).order_by("pk")
    assert [(each.recipient.first_name, each.subject) for each in notices] == [
        ("Ada", "Your name was sent to Public Utilities for Customer Services Representative"),
        ("Ben", "Your name was sent to Public Utilities for Customer Services Representative"),
    ]
    assert "Hello Ada O'Cole," in notices[0].body
    assert [name in notices[0].body for name in ("Ben Diaz", "Cy Eng", "Maria Lopez", "WB-2025-014")] == [
        False
    ] * 4


# In force, by the city's date


def at(day: date, clock: str = "12:00:00") -> datetime:
    """An instant of the city's calendar (PDT until 2 November 2025, seven hours behind UTC)."""
    return datetime.fromisoformat(f"{day}T{clock}+00:00").astimezone(UTC) + timedelta(hours=7)


@pytest.mark.parametrize("instant", [at(date(2025, 5, 1), "00:00:00"), at(date(2025, 10, 28), "23:59:59")])
def test_a_list_sends_names_from_its_first_to_its_last_whole_day(instant):
    manager, one, eligible_list = scene("Ada Cole")
    assert eligible_list.expires_on == date(2025, 10, 28)
    assert (
        issue_list(manager, one, eligible_list, at=instant).issued_on == (instant - timedelta(hours=7)).date()
    )


def test_on_day_181_a_list_sends_nobody_and_says_what_to_do_next():
    manager, one, eligible_list = scene("Ada Cole")
    with pytest.raises(Refused) as refused:
        issue_list(manager, one, eligible_list, at=at(date(2025, 10, 29), "00:00:00"))
    assert str(refused.value) == (
        "This eligible list ended on October 28, 2025, its last day, so it cannot send names any more. Names that were "
        "sent before stay on your interview lists. Choose another list of the class, or ask the Personnel Department "
        "when the next one will be established."
    )
    assert (InterviewList.objects.count(), Notice.objects.count()) == (0, 0)


def test_before_its_first_day_a_list_sends_nobody():
    manager, one, eligible_list = scene("Ada Cole")
    with pytest.raises(Refused, match="in force from May 1, 2025"):
        issue_list(manager, one, eligible_list, at=at(date(2025, 4, 30), "23:59:59"))


def test_once_its_end_is_recorded_no_request_that_arrived_before_gets_a_name():
    manager, one, eligible_list = scene("Ada Cole")
    EligibleListExpiry.objects.create(
        eligible_list=eligible_list, recorded_at=at(date(2025, 10, 29), "00:00:01")
    )
    with pytest.raises(Refused, match="ended on October 28, 2025"):
        issue_list(manager, one, eligible_list, at=at(date(2025, 10, 28), "23:59:59"))


# What is refused


def test_a_second_click_issues_nothing():
    manager, one, eligible_list = scene("Ada Cole", "Ben Diaz")
    asked = {
        "actor": manager,
        "vacancy_id": one.pk,
        "eligible_list_id": eligible_list.pk,
        "names": 1,
        "criteria": [],
        "number": 1,
        "at": AT,
    }
    interview_list.issue(**asked)
    with pytest.raises(Refused, match=r"^Interview list 1 of this vacancy was issued already"):
        interview_list.issue(**asked)
    assert InterviewList.objects.count() == 1


def test_a_list_of_another_class_is_refused():
    manager, one, _ = scene()
    other = make_list(make_class_posting("librarian", "Librarian"))
    make_names(other, "Ada Cole")
    with pytest.raises(
        Refused, match=r"^This eligible list is for Librarian, and the vacancy for Customer Services"
    ):
        issue_list(manager, one, other)


@pytest.mark.parametrize(
    ("state", "start"),
    [(VacancyState.FILLED, "All 2 positions"), (VacancyState.CANCELLED, "This vacancy was cancelled")],
)
def test_a_vacancy_that_is_not_open_gets_no_names(state, start):
    manager, one, eligible_list = scene("Ada Cole")
    one.state = state
    one.save()
    with pytest.raises(Refused) as refused:
        issue_list(manager, one, eligible_list)
    assert str(refused.value).startswith(start)


def test_a_filter_that_leaves_nobody_is_refused():
    with pytest.raises(Refused, match=r"^No name is left to send"):
        issue_list(*scene("Ada Cole"), criteria=[PHONE])


@pytest.mark.parametrize("names", [0, -1, 501])
def test_a_number_of_names_out_of_bounds_is_refused(names):
    with pytest.raises(Refused, match=r"^Ask for 1 to 500 names"):
        issue_list(*scene("Ada Cole"), names=names)


def test_nobody_chooses_from_a_list_on_which_they_stand():
    manager, one, eligible_list = scene("Ada Cole")
    make_entry(eligible_list, "Maria Lopez", 2, person=manager)
    with pytest.raises(Refused, match=r"^Your own name is on this eligible list"):
        issue_list(manager, one, eligible_list)


def test_another_department_is_sent_nobody_for_this_vacancy():
    _, one, eligible_list = scene("Ada Cole")
    stranger = make_manager("Otto Kern", make_department("library", "Library"))
    for actor in (stranger, make_user("Aud Itor", ("auditor", None)), make_user("No Role")):
        with pytest.raises(NotAllowed):
            issue_list(actor, one, eligible_list)
    assert InterviewList.objects.count() == 0


def test_what_does_not_exist_is_not_found():
    manager, one, eligible_list = scene("Ada Cole")
    for vacancy_id, eligible_list_id in ((0, eligible_list.pk), (one.pk, 0)):
        with pytest.raises(NotAllowed):
            interview_list.issue(
                actor=manager,
                vacancy_id=vacancy_id,
                eligible_list_id=eligible_list_id,
                names=1,
                criteria=[],
                at=AT,
            )


def test_whoever_lost_the_role_issues_nothing():
    manager, one, eligible_list = scene("Ada Cole")
    RoleAssignment.objects.filter(user=manager).delete()
    manager = type(manager).objects.get(pk=manager.pk)
    with pytest.raises(NotAllowed):
        issue_list(manager, one, eligible_list)
