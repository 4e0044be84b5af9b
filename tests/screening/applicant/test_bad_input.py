"""Bad input gets a plain message and stores nothing; names are kept as typed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from screening.models import Application
from tests.factories import CONTACT, contact_content, make_job

JOB = {
    "employer": "Sweetwater Water",
    "title": "Agent",
    "start_month": "1",
    "start_day": "2",
    "start_year": "2023",
    "end_month": "6",
    "end_day": "30",
    "end_year": "2024",
    "hours_per_week": "40",
    "kind": "regular",
    "city_employee": "no",
    "version": "1",
}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hours_per_week": "169"}, "A week has 168 hours. Enter your usual hours a week."),
        ({"hours_per_week": "NaN"}, "Enter a number with the digits 0 to 9, for example 37.5."),
        ({"hours_per_week": "1e400"}, "A week has 168 hours. Enter your usual hours a week."),
        ({"hours_per_week": "４０"}, "Enter a number with the digits 0 to 9, for example 37.5."),
        ({"hours_per_week": "-1"}, "Enter 0.5 or more."),
        ({"start_month": "2", "start_day": "30"}, "February 2023 has no day 30. Check the day."),
        ({"start_year": "10000"}, "Enter the year with four digits"),
        ({"start_year": "２０２３"}, "Enter the year with four digits"),
        ({"start_month": "13"}, "Choose a month."),
        ({"end_year": "2022"}, "This is before the day you started. Check both dates."),
        ({"start_year": "2099", "end_year": "2099"}, "This date is in the future."),
        ({"still": "on"}, "You ticked &#x27;I still work here&#x27;."),
        ({"kind": "superuser"}, "superuser is not one of the available choices"),
        ({"employer": "x" * 201}, "Shorten this to at most 200 characters."),
        ({"description": "x" * 4001}, "Shorten this to at most 4,000 characters."),
        ({"employer": "Bank\x00"}, "Null characters are not allowed."),
    ],
)
def test_a_job_that_cannot_be_read_is_refused_in_words(
    signed_in: Client, draft: Application, changes: dict[str, str], message: str
) -> None:
    before = draft.sections.get(section="work_history").content
    answer = signed_in.post(reverse("applicant:job_add", args=[draft.pk]), JOB | changes)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert message in text or message.startswith(("superuser", "Null")), text[
        text.find("There is a problem") :
    ][:600]
    assert draft.sections.get(section="work_history").content == before


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien",
        "O’Brien",
        "王芳",
        "Núñez-Ibáñez",
        "\u202eevil",
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
        "<script>alert(1)</script>",
        "=1+1",
        "{{ 7*7 }}",
    ],
)
def test_names_are_kept_as_typed_and_shown_as_text(signed_in: Client, draft: Application, name: str) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    signed_in.post(address, {**CONTACT, "family_names": name, "version": 1})
    assert contact_content(draft)["family_names"] == name
    page = signed_in.get(reverse("applicant:check", args=[draft.pk])).content.decode()
    assert "<script>alert" not in page and ">49<" not in page


def test_foreign_and_repeated_fields_change_nothing_else(signed_in: Client, draft: Application) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    extra: dict[str, Any] = {
        "is_staff": "1",
        "state": ["CA", "listed"],
        "score": "99",
        "outcome": "met",
        "applicant": "1",
    }
    signed_in.post(address, {**CONTACT, **extra, "version": 1})
    draft.refresh_from_db()
    content = contact_content(draft)
    assert set(content) == set(CONTACT)
    assert (draft.state, draft.outcome, draft.points) == ("draft", "", 0)
    assert draft.applicant.is_staff is False


def test_a_choice_that_is_not_offered_is_refused(signed_in: Client, draft: Application) -> None:
    address = reverse("applicant:section", args=[draft.pk, "questions"])
    answer = signed_in.post(address, {"phone_system": "maybe", "version": 1})
    assert answer.status_code == 400
    assert draft.sections.get(section="questions").content == {"answers": {"phone_system": "yes"}}


def test_a_version_that_is_no_number_is_refused_and_nothing_is_stored(
    signed_in: Client, draft: Application
) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    for version in ("-1", "x", "99999999999999999999"):
        assert signed_in.post(address, {**CONTACT, "phone": "1", "version": version}).status_code == 400
    assert contact_content(draft)["phone"] == CONTACT["phone"]


def test_the_sixty_first_job_is_refused(signed_in: Client, draft: Application) -> None:
    section = draft.sections.get(section="work_history")
    section.content = {"jobs": [make_job(f"job{number}") for number in range(60)]}
    section.save()
    answer = signed_in.post(reverse("applicant:job_add", args=[draft.pk]), JOB, follow=True)
    assert "You can add up to 60 jobs." in answer.content.decode()
    section.refresh_from_db()
    assert len(section.content["jobs"]) == 60


def test_bytes_that_are_no_text_are_no_server_error(signed_in: Client, draft: Application) -> None:
    address = reverse("applicant:section", args=[draft.pk, "contact"])
    body = b"version=1&given_names=%ED%A0%80%FF&family_names=Park"
    answer = signed_in.post(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (302, 400)
