"""A section saves as one goes: quietly, cheaply, and never over what another window saved."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.models import Application
from tests.factories import CONTACT, contact_content, make_job, make_user

pytestmark = pytest.mark.django_db
AUTOSAVE = {"HTTP_X_AUTOSAVE": "1"}
SIGNED_IN = 2
JOB = {"key": "abcdefghjk", "employer": "Bank", "title": "Clerk", "start_month": "2", "start_year": "2"}


def address(draft: Application, name: str = "contact") -> str:
    return reverse("applicant:section", args=[draft.pk, name])


def jobs(draft: Application) -> list[dict[str, object]]:
    return draft.sections.get(section="work_history").content["jobs"]


def test_what_is_typed_is_saved_with_the_time_and_the_new_version(
    signed_in: Client, draft: Application
) -> None:
    answer = signed_in.post(address(draft), {**CONTACT, "phone": "1", "version": 1}, **AUTOSAVE)
    assert (answer.status_code, answer.json()["version"]) == (200, 2)
    assert answer.json()["words"].startswith("Saved at ") and answer.json()["words"].endswith(".m.")
    assert contact_content(draft)["phone"] == "1"


def test_what_cannot_be_read_yet_is_named_and_the_rest_is_kept(signed_in: Client, draft: Application) -> None:
    answer = signed_in.post(
        address(draft), {**CONTACT, "phone": "1", "city": "x" * 101, "version": 1}, **AUTOSAVE
    )
    assert answer.status_code == 200
    assert answer.json()["words"].endswith("Not finished yet: City")
    assert contact_content(draft) == {k: v for k, v in CONTACT.items() if k != "city"} | {"phone": "1"}


def test_an_older_window_saves_nothing_and_is_given_both_values(
    signed_in: Client, draft: Application
) -> None:
    signed_in.post(address(draft), {**CONTACT, "phone": "619-555-0111", "version": 1}, **AUTOSAVE)
    answer = signed_in.post(address(draft), {**CONTACT, "phone": "619-555-0122", "version": 1}, **AUTOSAVE)
    assert (answer.status_code, answer.json()["version"]) == (409, 2)
    assert "619-555-0111" in answer.json()["compare"] and "619-555-0122" in answer.json()["compare"]
    assert contact_content(draft)["phone"] == "619-555-0111"


def test_a_version_that_is_no_number_saves_nothing(signed_in: Client, draft: Application) -> None:
    answer = signed_in.post(address(draft), {**CONTACT, "phone": "1", "version": "x"}, **AUTOSAVE)
    assert answer.status_code == 400
    assert contact_content(draft) == CONTACT


def test_a_new_job_that_saves_itself_twice_is_one_job(signed_in: Client, draft: Application) -> None:
    add = reverse("applicant:job_add", args=[draft.pk])
    first = signed_in.post(add, {**JOB, "version": 0}, **AUTOSAVE).json()
    assert jobs(draft)[1] == {"key": "abcdefghjk", "employer": "Bank", "title": "Clerk"}
    assert first["words"].endswith("Not finished yet: When did you start?")
    second = signed_in.post(add, {**JOB, "start_year": "2024", "version": first["version"]}, **AUTOSAVE)
    assert second.status_code == 200
    assert jobs(draft)[1]["start"] == "2024-02"
    assert signed_in.post(add, {**JOB, "start_year": "2024", "version": 2}).status_code == 302
    assert len(jobs(draft)) == 2


@pytest.mark.parametrize("key", ["", "job1", "../../../..", "a" * 400, "ABCDEFGHJK", "abcdefghj\x00"])
def test_a_key_that_the_page_did_not_give_makes_a_job_of_its_own(
    signed_in: Client, draft: Application, key: str
) -> None:
    signed_in.post(
        reverse("applicant:job_add", args=[draft.pk]), {**JOB, "key": key, "version": 0}, **AUTOSAVE
    )
    assert jobs(draft)[0] == make_job()
    assert len(jobs(draft)) == 2
    assert len(str(jobs(draft)[1]["key"])) == 10


def test_saving_as_one_goes_is_cheap(
    signed_in: Client, draft: Application, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in.get(address(draft, "questions"))
    with django_assert_num_queries(SIGNED_IN + 7):
        signed_in.post(address(draft, "questions"), {"phone_system": "no", "version": 1}, **AUTOSAVE)
    with django_assert_num_queries(SIGNED_IN + 7):
        signed_in.post(
            reverse("applicant:job", args=[draft.pk, "job1"]), {"title": "Clerk", "version": 1}, **AUTOSAVE
        )


def test_nobody_saves_into_another_persons_draft(client: Client, draft: Application) -> None:
    assert client.post(address(draft), CONTACT, **AUTOSAVE).status_code == 401
    client.force_login(make_user("other@example.org"))
    assert client.post(address(draft), CONTACT, **AUTOSAVE).status_code == 404
    assert contact_content(draft) == CONTACT
