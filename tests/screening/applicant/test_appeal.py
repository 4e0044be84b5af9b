"""The appeal pages: the window in words, errors tied to their field, and another person's page to decide."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from postings.models import Posting
from screening.city_time import now
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Appeal, Application, User
from tests.factories import make_evaluated_application, make_job, make_staff

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
GIVEN = {"requirement": "clerical", "why": "You left out my second job."}


@pytest.fixture
def refused(posting: Posting, applicant: User) -> Application:
    """An application that an analyst found not to meet a requirement, five days ago."""
    at = now() - timedelta(days=5)
    application = make_evaluated_application(posting, applicant, jobs=[make_job(end="2023-02-28")], at=at)
    decisions.confirm(actor=make_staff(Role.ANALYST, posting=posting), application_id=application.pk, at=at)
    return application


def test_an_appeal_is_sent_with_papers_and_stands_on_the_status_page(
    signed_in: Client, refused: Application
) -> None:
    address = reverse("applicant:appeal", args=[refused.pk])
    assert "The last day is" in signed_in.get(address).content.decode()
    papers = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.4\n" + b"\n" * n + b"%%EOF") for n in (1, 2)]
    page = signed_in.post(address, GIVEN | {"papers": papers}, follow=True).content.decode()
    assert "We have your appeal." in page and "We are looking at it" in page
    assert (Appeal.objects.get().attachments.count(), "1.pdf" in page, "2.pdf" in page) == (2, True, True)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (GIVEN | {"why": ""}, "why", "Say why you think that this is wrong. A few sentences are enough."),
        (GIVEN | {"requirement": "other"}, "requirement", "Choose one of these requirements."),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    signed_in: Client, refused: Application, given: dict[str, str], field: str, words: str
) -> None:
    answer: Any = signed_in.post(reverse("applicant:appeal", args=[refused.pk]), given)
    assert (answer.status_code, answer.context["form"].errors[field]) == (400, [words])
    assert Appeal.objects.count() == 0


def test_a_late_one_is_announced_as_late_and_taken(
    signed_in: Client, refused: Application, applicant: User
) -> None:
    address = reverse("applicant:appeal", args=[refused.pk])
    with time_machine.travel(now() + timedelta(days=40), tick=False):
        signed_in.force_login(applicant, backend=BACKEND)
        assert "Your appeal will be marked as late" in signed_in.get(address).content.decode()
        signed_in.post(address, GIVEN)
    assert Appeal.objects.get().is_late is True


def test_without_a_decision_the_page_leads_back(signed_in: Client, posting: Posting, applicant: User) -> None:
    application = make_evaluated_application(posting, applicant, jobs=[make_job(end="2023-02-28")], at=now())
    answer = signed_in.get(reverse("applicant:appeal", args=[application.pk]), follow=True)
    assert "There is nothing to appeal now" in answer.content.decode()


def test_another_analyst_decides_on_the_screen_and_from_the_queue(
    signed_in: Client, refused: Application
) -> None:
    signed_in.post(reverse("applicant:appeal", args=[refused.pk]), GIVEN)
    desk = Client()
    desk.force_login(make_staff(Role.SUPERVISING_ANALYST), backend=BACKEND)
    assert "Appeal to decide" in desk.get("/admin/").content.decode()
    queue = desk.get("/admin/screening/application/?queue=appeals").content.decode()
    assert refused.name in queue
    screen = desk.get(f"/admin/screening/application/{refused.pk}/change/").content.decode()
    assert "Decide this appeal" in screen
    address = f"/admin/screening/application/{refused.pk}/appeals/{Appeal.objects.get().pk}/"
    assert "You left out my second job." in desk.get(address).content.decode()
    assert desk.post(address, {"outcome": "granted", "reasons": ""}).status_code == 400
    desk.post(address, {"outcome": "granted", "reasons": "The second job counts."})
    page = signed_in.get(reverse("applicant:application", args=[refused.pk])).content.decode()
    assert "The second job counts." in page and "Granted" in page
    assert desk.get(address).status_code == 404
