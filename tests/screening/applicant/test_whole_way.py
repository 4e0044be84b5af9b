"""A draft through the pages: begun, filled in, checked, sent, evaluated."""

import json

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from postings.models import Posting
from screening.domain import evaluation
from screening.enums import ApplicationState
from screening.models import Application, User
from tests.factories import CONTACT, FILED_AT, make_posting, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting() -> Posting:
    return make_posting()


@pytest.fixture
def applicant(client: Client) -> User:
    user = make_user()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


@time_machine.travel(FILED_AT, tick=False)
def test_an_applicant_fills_in_each_section_and_sends(
    client: Client, posting: Posting, applicant: User
) -> None:
    begun = client.post(reverse("applicant:start", args=[posting.slug]))
    assert begun.status_code == 302, begun.content.decode()
    application = Application.objects.get()
    one = [application.pk]
    contact = {name: value for name, value in CONTACT.items() if name != "email"}
    client.post(
        reverse("applicant:section", args=[*one, "contact"]),
        {**contact, "version": 0},
    )
    job = {
        "employer": "Sweetwater Water",
        "title": "Agent",
        "start_month": "1",
        "start_day": "",
        "start_year": "2023",
        "still": "on",
        "hours_per_week": "37.5",
        "kind": "regular",
        "city_employee": "no",
        "version": 0,
    }
    answer = client.post(reverse("applicant:job_add", args=one), job)
    assert answer.status_code == 302, answer.content.decode()
    answer = client.post(answer["Location"], {"clerical": "yes", "call_center": "unsure", "version": 1})
    assert answer["Location"] == reverse("applicant:work_history", args=one)
    client.post(reverse("applicant:section", args=[*one, "questions"]), {"phone_system": "yes", "version": 0})
    for name in ("application", "work_history", "check", "documents"):
        assert client.get(reverse(f"applicant:{name}", args=one)).status_code == 200
    answer = client.post(reverse("applicant:check", args=one), {"certified_name": "Rosa Park"})
    assert answer["Location"] == reverse("applicant:receipt", args=one), answer.content.decode()
    again = client.post(reverse("applicant:check", args=one), {"certified_name": "Rosa Park"})
    assert again["Location"] == answer["Location"]
    application.refresh_from_db()
    assert application.submissions.count() == 1
    facts = json.loads(application.submissions.get().facts)
    assert facts["jobs"] == [
        {
            "city_employee": False,
            "duties": {"call_center": "unsure", "clerical": "yes"},
            "employer": "Sweetwater Water",
            "end": None,
            "hours_per_week": 37.5,
            "kind": "regular",
            "start": "2023-01",
            "title": "Agent",
        }
    ]
    evaluation.evaluate_due(clock=lambda: FILED_AT)
    application.refresh_from_db()
    assert (application.state, application.outcome) == (ApplicationState.IN_REVIEW, "undetermined")
    page = client.get(reverse("applicant:application", args=one)).content.decode()
    assert "undetermined" not in page
    for name in ("applications", "notices"):
        assert client.get(reverse(f"applicant:{name}")).status_code == 200
    assert client.get(reverse("applicant:notice", args=[applicant.notices.get().pk])).status_code == 200
