"""A form that arrives after its session ended, or with an older token, brings its text back; nothing is kept."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from screening.city_time import now
from screening.models import ContactDetails, Letter, User
from tests.factories import PASSWORD, make_application, make_posting, make_user
from tests.screening.look.elements import Page

pytestmark = pytest.mark.django_db
TYPED = {"given_names": "Rosa <b>", "family_names": "O’Brien", "address1": "1 Long Street", "version": "1"}


@pytest.fixture
def path(db: None) -> str:
    draft = make_application(make_posting(), make_user("rosa@example.org"), at=now())
    return f"/applications/{draft.pk}/contact/"


def saved(path: str) -> str:
    return ContactDetails.objects.get(person__email="rosa@example.org").family_names


def test_the_text_comes_back_with_a_sign_in_and_is_kept_nowhere(client: Client, path: str) -> None:
    answer = client.post(path, TYPED)
    page = Page(answer.content.decode())
    assert (answer.status_code, page.one("h1").text) == (401, "Sign in to save what you typed")
    assert answer["Cache-Control"] == "no-store, private"
    held = {e.attrs["name"]: e.attrs["value"] for e in page.all("input") if e.attrs.get("value")}
    assert {name: held[name] for name in TYPED} == TYPED
    assert (Session.objects.count(), Letter.objects.count(), saved(path)) == (0, 0, "Park")


def test_signing_in_on_that_page_saves_it(client: Client, path: str) -> None:
    both = {**TYPED, "beside-login": "rosa@example.org", "beside-password": PASSWORD}
    answer = client.post(path, both)
    assert (answer.status_code, saved(path)) == (302, "O’Brien")


def test_a_wrong_password_keeps_the_text(client: Client, path: str) -> None:
    both = {**TYPED, "beside-login": "rosa@example.org", "beside-password": "wrong"}
    answer = client.post(path, both)
    assert (answer.status_code, saved(path)) == (401, "Park")
    assert "1 Long Street" in answer.content.decode()
    assert 'beside-password" value' not in answer.content.decode()


def test_somebody_else_who_signs_in_there_saves_nothing(client: Client, path: str) -> None:
    make_user("eve@example.org")
    both = {**TYPED, "beside-login": "eve@example.org", "beside-password": PASSWORD}
    assert (client.post(path, both).status_code, saved(path)) == (404, "Park")


def strict(path: str) -> tuple[Client, Any]:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(path)
    return client, client.cookies["csrftoken"].value


def test_an_older_token_brings_the_text_back_under_the_new_one(path: str) -> None:
    client, token = strict(path)
    old = {**TYPED, "csrfmiddlewaretoken": "a" * 64}
    answer = client.post(path, old, headers={"origin": "http://testserver"})
    assert (answer.status_code, saved(path)) == (403, "Park")
    page = Page(answer.content.decode())
    assert page.one("h1").text == "Press once more to save"
    again = {e.attrs["name"]: e.attrs["value"] for e in page.all("input") if e.attrs.get("value")}
    assert client.post(path, again, headers={"origin": "http://testserver"}).status_code == 302
    assert saved(path) == "O’Brien"


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_what_another_site_sends_gets_no_button(path: str, origin: str) -> None:
    client, _ = strict(path)
    answer = client.post(path, TYPED, headers={"origin": origin})
    assert answer.status_code == 403
    assert "1 Long Street" not in answer.content.decode()


def test_the_time_of_a_session_is_told_and_begins_anew(client: Client, path: str, time_machine: Any) -> None:
    time_machine.move_to(now(), tick=False)
    assert client.get("/session/").json() == {"left": 0}
    client.post("/accounts/login/", {"login": "rosa@example.org", "password": PASSWORD})
    assert client.get("/session/").json() == {"left": 7200}
    time_machine.shift(7000)
    assert client.get("/session/").json() == {"left": 200}
    assert client.post("/session/").json() == {"left": 7200}
    time_machine.shift(7000)
    assert client.get("/session/").json() == {"left": 200}


def test_the_files_that_must_be_chosen_again_are_named(client: Client, path: str) -> None:
    files = [SimpleUploadedFile(name, b"%PDF-1.4") for name in ("scan <1>.pdf", "letter.pdf")]
    address = path.replace("contact/", "documents/add/?kind=oca_documentation")
    page = client.post(address, {"job_key": "job1", "file": files}).content.decode()
    assert "These files were not kept. After you save, choose them again:" in page
    assert "<li>scan &lt;1&gt;.pdf</li><li>letter.pdf</li>" in page
    assert "This file was not kept" in client.post(address, {"file": files[:1]}).content.decode()
