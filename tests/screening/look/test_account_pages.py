"""Signing up, in and back in: in our words, filled in by the browser, and silent on whose address is known."""

from typing import Any

import pytest
from django.test import Client, override_settings

from screening.models import User
from tests.letters import letters
from tests.screening.look.elements import Page

pytestmark = pytest.mark.django_db

PASSWORD = "four-unrelated-words"


@pytest.fixture
def known(django_user_model: type[User]) -> User:
    return django_user_model.objects.create_user(email="known@example.com", password=PASSWORD)


def shown(client: Client, path: str, data: dict[str, str] | None = None) -> Page:
    answer: Any = client.post(path, data, follow=True) if data is not None else client.get(path)
    return Page(answer.content.decode())


@pytest.mark.parametrize(
    ("path", "filled_in"),
    [
        ("/accounts/login/", {"login": "username", "password": "current-password"}),
        ("/accounts/signup/", {"email": "username", "password1": "new-password"}),
        ("/accounts/password/reset/", {"email": "username"}),
    ],
)
def test_a_browser_knows_what_to_fill_in(client: Client, path: str, filled_in: dict[str, str]) -> None:
    fields = [e for e in shown(client, path).all("input") if e.attrs["type"] not in ("hidden", "checkbox")]
    assert {e.attrs["name"]: e.attrs["autocomplete"] for e in fields} == filled_in
    assert [e.attrs["placeholder"] for e in fields if "placeholder" in e.attrs] == []


def test_the_hint_names_the_length_that_is_asked_for(client: Client) -> None:
    with_hint = shown(client, "/accounts/signup/").by_id("id_password1_helptext").text
    refused = shown(client, "/accounts/signup/", {"email": "new@example.com", "password1": "a" * 9})
    assert with_hint.startswith("At least 10 characters.")
    assert len(refused.by_id("id_password1_error").text) > 0


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/reset/"])
@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_the_same_answer_whether_or_not_an_address_is_known(client: Client, known: User, path: str) -> None:
    answers = []
    for address in ("known@example.com", "stranger@example.com"):
        page = shown(client, path, {"email": address, "password1": PASSWORD})
        answers.append(page.one("main").text.replace(address, "[address]"))
        client.cookies.clear()
    assert answers[0] == answers[1]
    assert "Check your e-mail" in answers[0]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_letter_has_its_own_subject_and_names_the_city(client: Client, known: User) -> None:
    client.post("/accounts/password/reset/", {"email": "known@example.com"})
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    client.post("/accounts/signup/", {"email": "known@example.com", "password1": PASSWORD})
    assert [letter.subject for letter in letters()] == [
        "Choose a new password",
        "Confirm your e-mail address to finish your account",
        "You already have an account",
    ]
    signed = "City of San Diego Personnel Department\nJobs and applications"
    assert [str(letter.body).endswith(signed) for letter in letters()] == [True, True, True]


@pytest.mark.parametrize("address", ["known@example.com", "stranger@example.com"])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(
    client: Client, known: User, address: str
) -> None:
    page = shown(client, "/accounts/login/", {"login": address, "password": "not-this-one"})
    assert [item.text for item in page.all("li") if page.one("div", role="alert") in item.parents] == [
        "The e-mail address or the password does not match. Check both, or reset your password."
    ]


def test_a_dead_link_says_what_to_do(client: Client) -> None:
    assert (
        shown(client, "/accounts/confirm-email/nothing/").one("h1").text == "This link does not work any more"
    )
    assert (
        shown(client, "/accounts/password/reset/key/1-nothing/").one("h1").text
        == "This link does not work any more"
    )


def test_a_page_that_is_not_there_offers_a_way_on(client: Client) -> None:
    answer = client.get("/nowhere/")
    page = Page(answer.content.decode())
    assert (answer.status_code, page.one("h1").text) == (404, "We cannot find this page")


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_the_link_in_the_letter_confirms_the_address(client: Client) -> None:
    shown(client, "/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    link = next(line for line in str(letters()[0].body).splitlines() if "/accounts/confirm-email/" in line)
    path = "/" + link.split("/", 3)[3]
    page = shown(client, path)
    assert page.one("h1").text == "Confirm your e-mail address"
    assert "new@example.com" in page.one("main").text
    client.post(path)
    assert User.objects.get(email="new@example.com").emailaddress_set.get().verified
