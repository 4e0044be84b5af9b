"""Thirty, seven and one days before a list ends, analysts and managers with an open vacancy are told, each once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from screening.domain import list_closing, list_warning
from screening.enums import Language, NoticeKind, Role
from screening.models import EligibleList, Notice, RoleAssignment, User
from tests.factories_eligible_list import make_class_posting, make_list, make_user
from tests.factories_hiring import make_manager, make_vacancy
from tests.factories_postings import make_department, make_job_class
from tests.screening.domain.test_decision_races import at_once

CITY = ZoneInfo("America/Los_Angeles")
LAST_DAY = datetime(2025, 10, 28, 0, 10, tzinfo=CITY)  # the list is of 2025-05-01


def before(days: int) -> datetime:
    """Shortly after midnight of the city so many days before the list's last day, summer time or not."""
    return LAST_DAY - timedelta(days=days)


def analyst_of(eligible_list: EligibleList) -> User:
    user = make_user("Noor Haddad")
    RoleAssignment.objects.create(user=user, role=Role.ANALYST, posting=eligible_list.posting)
    return user


@pytest.mark.parametrize(
    ("days_left", "list_days", "warning"),
    [
        (31, 180, None),
        (30, 180, 30),
        (8, 180, 30),
        (7, 180, 7),
        (2, 180, 7),
        (1, 180, 1),
        (0, 180, 1),
        (29, 30, None),  # a list of thirty days does not end 'in thirty days' when it begins
        (7, 30, 7),
        (7, 7, None),
        (1, 7, 1),
    ],
)
def test_the_warning_to_give_is_the_last_that_was_reached(days_left, list_days, warning):
    assert list_warning.warning_due(days_left, list_days) == warning


@pytest.mark.django_db
def test_an_analyst_is_told_three_times_and_never_twice_for_one_day():
    analyst = analyst_of(make_list(make_class_posting()))  # and the supervising analyst who established it
    told = [list_warning.warn_due(at=before(days)) for days in (31, 30, 30, 29, 8, 7, 6, 1, 1, 0)]
    assert told == [0, 2, 0, 0, 0, 2, 0, 2, 0, 0]
    assert list_warning.warn_due(at=before(-1)) == 0
    assert list(analyst.notices.order_by("pk").values_list("subject", flat=True)) == [
        "For analysts: the list for Customer Services Representative ends on October 28, 2025 "
        f"(days left: {days})"
        for days in (30, 7, 1)
    ]
    left = [
        line for row in analyst.notices.order_by("pk") for line in row.body.splitlines() if " left" in line
    ]
    assert left == [
        "30 days are left after today.",
        "7 days are left after today.",
        "1 day is left after today.",
    ]


@pytest.mark.django_db
def test_only_managers_with_an_open_vacancy_of_the_class_are_told_in_their_language():
    job_class = make_list(make_class_posting()).posting.job_class
    hiring = make_manager("Maria Lopez")
    hiring.language = Language.SPANISH
    hiring.save()
    parks = make_department("parks", "Parks")
    elsewhere = make_manager("Tom Bell", parks)
    done = make_manager("Ida Moss", make_department("library", "Library"))
    open_one = make_vacancy(hiring, job_class)
    make_class_posting("park-ranger", "Park Ranger")
    make_vacancy(elsewhere, make_job_class("park-ranger", "Park Ranger"), "PK-1", department=parks)
    cancelled = make_vacancy(done, job_class, "LB-1", department=make_department("library", "Library"))
    list_closing.cancel_vacancy(actor=done, vacancy_id=cancelled.pk, at=before(60))
    list_warning.warn_due(at=before(7))
    told = Notice.objects.get(kind=NoticeKind.HIRE_BEFORE_END)
    assert told.recipient == hiring
    assert told.subject == (
        "Su vacante abierta: la lista para Customer Services Representative termina el 28 de octubre de 2025 "
        "(días restantes: 7)"
    )
    assert f"/hiring/vacancies/{open_one.pk}/" in told.body


@pytest.mark.django_db
def test_a_missed_night_and_a_vacancy_opened_since_are_made_good_with_the_days_left():
    eligible_list = make_list(make_class_posting())
    assert list_warning.warn_due(at=before(20)) == 1
    manager = make_manager()
    make_vacancy(manager, eligible_list.posting.job_class)
    assert list_warning.warn_due(at=before(19)) == 1
    assert "19 days are left after today." in manager.notices.get().body


@pytest.mark.django_db
def test_who_left_and_who_works_on_another_posting_are_not_told():
    eligible_list = make_list(make_class_posting())
    gone = analyst_of(eligible_list)
    gone.is_active = False
    gone.save()
    other = make_user("Lee Park")
    RoleAssignment.objects.create(
        user=other, role=Role.ANALYST, posting=make_class_posting("park-ranger", "Park Ranger")
    )
    list_warning.warn_due(at=before(30))
    assert list(Notice.objects.values_list("recipient__email", flat=True)) == ["ana.reyes@example.org"]


@pytest.mark.django_db(transaction=True)
def test_the_nightly_task_delivered_twice_at_once_tells_each_person_once():
    analyst_of(make_list(make_class_posting()))
    said = at_once(*[lambda: list_warning.warn_due(at=before(30))] * 4)
    assert said == ["int"] * 4
    assert Notice.objects.filter(kind=NoticeKind.LIST_ENDS_SOON).count() == 2
