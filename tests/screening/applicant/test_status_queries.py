"""The status page asks as many queries for three appeals, notices and papers as for one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.city_time import now
from screening.domain import appeal as appeals
from screening.domain import decision as decisions
from screening.domain import notice
from screening.enums import AppealState, NoticeKind, Role
from screening.models import Appeal, User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff
from tests.screening.applicant.papers import receive_papers

SIGNED_IN = 3


@pytest.mark.parametrize("count", [1, 3])
def test_the_status_page(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = now() - timedelta(days=3)
    application = make_evaluated_application(
        make_posting(), applicant, jobs=[make_job(end="2023-02-28")], at=at
    )
    analyst = make_staff(Role.ANALYST, posting=application.posting)
    decisions.confirm(actor=analyst, application_id=application.pk, at=at)
    for number in range(count):
        made = appeals.appeal(
            actor=applicant, application_id=application.pk, requirement="clerical", why="Look.", at=at
        )
        if number < count - 1:
            appeals.withdraw_appeal(actor=applicant, appeal_id=made.pk, at=at)
        notice.give(
            kind=NoticeKind.RECEIVED, recipient=applicant, application=application, cause=f"x:{number}", at=at
        )
    receive_papers(application, count)
    address = reverse("applicant:application", args=[application.pk])
    signed_in.get(address)
    with django_assert_num_queries(SIGNED_IN + 18):
        assert signed_in.get(address).status_code == 200
    assert Appeal.objects.exclude(state=AppealState.OPEN).count() == count - 1
