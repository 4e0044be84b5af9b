"""A draft whose posting has closed: readable, with the reason, and nothing that leads to work in vain."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from postings.models import Posting
from screening.models import Application, User
from tests.factories import FILED_AT, make_application, make_posting

WHY = "This application can no longer be sent"


def make_closed_draft(applicant: User) -> Application:
    draft = make_application(make_posting(closes_at=FILED_AT + timedelta(days=1)), applicant)
    Posting.objects.update(closes_at=FILED_AT + timedelta(minutes=1))
    return draft


def test_its_sections_are_read_and_not_opened(signed_in: Client, applicant: User) -> None:
    draft = make_closed_draft(applicant)
    page = signed_in.get(reverse("applicant:application", args=[draft.pk])).content.decode()
    assert page.count(WHY) == 1
    assert page.count("task-list__task") == 4
    assert reverse("applicant:section", args=[draft.pk, "contact"]) not in page
    assert page.count(reverse("applicant:check", args=[draft.pk])) == 1
    assert "You can leave now" not in page


def test_its_answers_are_shown_without_a_way_to_change_or_send_them(
    signed_in: Client, applicant: User
) -> None:
    draft = make_closed_draft(applicant)
    page = signed_in.get(reverse("applicant:check", args=[draft.pk])).content.decode()
    assert page.count(WHY) == 1
    assert applicant.email in page
    assert reverse("applicant:section", args=[draft.pk, "contact"]) not in page
    assert "Send my application" not in page
    assert "Before you can send" not in page


def test_an_open_one_keeps_its_ways(signed_in: Client, applicant: User) -> None:
    draft = make_application(make_posting(), applicant)
    page = signed_in.get(reverse("applicant:application", args=[draft.pk])).content.decode()
    assert page.count(reverse("applicant:section", args=[draft.pk, "contact"])) == 1
    assert WHY not in page
