"""A paper after the application was sent: until its last day, after it, and what is said."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from screening.city_time import city_day, now
from screening.domain import document_request, evaluation
from screening.enums import Role
from screening.models import Application, DocumentRequest, User
from tests.factories import make_evaluated_application, make_posting, make_staff
from tests.screening.applicant.conftest import BACKEND
from tests.screening.applicant.papers import PDF


def asked(applicant: User, *, curable: bool) -> Application:
    paper = {"slug": "degree", "label": "Degree", "needed": "conditional", "curable": curable}
    posting = make_posting(documents=(paper,), out_of_class_document=None)
    application = make_evaluated_application(posting, applicant, at=now())
    document_request.ask(
        actor=make_staff(Role.ANALYST, posting=posting),
        application_id=application.pk,
        kind="degree",
        due_on=city_day(now()) + timedelta(days=5),
        at=now(),
    )
    return application


def signed_in(applicant: User) -> Client:
    client = Client()
    client.force_login(applicant, backend=BACKEND)
    return client


def send(client: Client, application: Application) -> int:
    address = reverse("applicant:document_add", args=[application.pk]) + "?kind=degree"
    return client.post(address, {"file": SimpleUploadedFile("degree.pdf", PDF)}).status_code


def status(client: Client, application: Application) -> str:
    return client.get(reverse("applicant:application", args=[application.pk])).content.decode()


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize("curable", [True, False])
def test_after_the_last_day_the_page_says_so_and_what_to_do(
    applicant: User, curable: bool, recorded: bool
) -> None:
    application = asked(applicant, curable=curable)
    with time_machine.travel(now() + timedelta(days=6), tick=False):
        if recorded:
            document_request.lapse_due(at=now())
            evaluation.evaluate_due(clock=now)
        client = signed_in(applicant)
        page = status(client, application)
        assert "The last day has passed: Degree" in page
        assert "We did not get this paper by then, so we go on without it." in page
        assert ("You can still send it." in page, "Send it late" in page) == (curable, curable)
        assert ("We cannot take it here any more." in page) == (not curable)
        assert send(client, application) == (302 if curable else 400)
        if curable:
            assert "The last day has passed" not in status(client, application)


def test_the_whole_last_day_still_counts(applicant: User) -> None:
    application = asked(applicant, curable=False)
    with time_machine.travel(now() + timedelta(days=5), tick=False):
        client = signed_in(applicant)
        page = status(client, application)
        assert "Please send: Degree" in page and "That whole day still counts." in page
        assert "print a cover sheet for a fax" in page
        assert send(client, application) == 302
    assert DocumentRequest.objects.get().answered_at is not None
