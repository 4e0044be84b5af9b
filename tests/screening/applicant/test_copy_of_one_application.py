"""The file of one application: all of it, in words and as data; of nobody else, and no outcome before it was told."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.city_time import now
from screening.domain import appeal as appeals
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Application, User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff, make_user
from tests.screening.applicant.papers import receive_papers

pytestmark = pytest.mark.django_db
SHORT = make_job(start="2024-06-01", end="2025-03-31")


@pytest.fixture(autouse=True)
def _no_brake() -> None:
    cache.clear()


def unpack(client: Client, application: Application) -> dict[str, bytes]:
    answer: Any = client.get(reverse("applicant:everything", args=[application.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_before_a_person_decided_it_holds_no_outcome(signed_in: Client, applicant: User) -> None:
    files = unpack(signed_in, make_evaluated_application(make_posting(), applicant, jobs=[SHORT]))
    assert sorted(files) == ["README.txt", "application.json", "notices.txt", "what-you-sent-1.pdf"]
    assert files["what-you-sent-1.pdf"].startswith(b"%PDF-")
    assert json.loads(files["application.json"])["decision"] is None
    assert b"is not met" not in files["application.json"] + files["notices.txt"]


def test_decision_and_appeal_stand_in_it_in_words(signed_in: Client, applicant: User) -> None:
    application = make_evaluated_application(make_posting(), applicant, jobs=[SHORT])
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    decisions.confirm(actor=analyst, application_id=application.pk, at=now())
    appeals.appeal(
        actor=applicant,
        application_id=application.pk,
        requirement="clerical",
        why="I worked there in 2020 too.",
        at=now(),
    )
    files = unpack(signed_in, application)
    assert f"Decided by {analyst}, " in files["decisions.txt"].decode()
    assert "One year of full-time clerical experience" in files["decisions.txt"].decode()
    assert "I worked there in 2020 too." in files["appeals.txt"].decode()


def test_nobody_else_gets_it(client: Client, applicant: User) -> None:
    application = make_evaluated_application(make_posting(), applicant)
    client.force_login(
        make_user("eve@example.org"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(reverse("applicant:everything", args=[application.pk])).status_code == 404


def test_it_is_not_made_over_and_over(signed_in: Client, applicant: User) -> None:
    address = reverse("applicant:everything", args=[make_evaluated_application(make_posting(), applicant).pk])
    assert [signed_in.get(address).status_code for _ in range(6)] == [200] * 5 + [429]


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_much_for_one_paper_as_for_three(
    signed_in: Client, draft: Application, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    receive_papers(draft, count)
    with django_assert_num_queries(20):
        files = unpack(signed_in, draft)
    assert len([name for name in files if name.startswith("documents/")]) == count
