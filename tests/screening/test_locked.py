"""Too many tries: until when is said, what was typed stays, the other ways in stay open, and no form is kept."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from screening.city_time import now
from screening.models import ContactDetails, Letter, User
from tests.factories import PASSWORD, make_application, make_posting, make_user
from tests.screening.look.elements import Page

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/login/"
TYPED = {"given_names": "Rosa <b>", "family_names": "O’Brien", "address1": "1 Long Street", "version": "1"}
AT = datetime(2026, 3, 2, 10, 0, 20, tzinfo=ZoneInfo("America/Los_Angeles"))
UNTIL = "Monday, March 2, 2026 at 10:16 a.m. Pacific"


@pytest.fixture
def rosa(time_machine: Any) -> User:
    time_machine.move_to(AT, tick=False)
    return make_user("rosa@example.org")


def lock(client: Client, email: str = "rosa@example.org") -> Any:
    for _ in range(9):
        client.post(SIGN_IN, {"login": email, "password": "nearly-right"})
    return client.post(SIGN_IN, {"login": email, "password": "nearly-right"})


def test_until_when_is_said_alike_to_known_and_unknown_addresses(client: Client, rosa: User) -> None:
    pages = []
    for email in (rosa.email, "nobody@example.org"):
        answer = lock(client, email)
        assert answer.status_code == 429
        pages.append(re.sub('value="[^"]+"', "", answer.content.decode()))
    assert pages[0] == pages[1]
    assert UNTIL in pages[0]


def test_the_time_that_is_said_holds_however_often_one_tries_before(
    client: Client, rosa: User, time_machine: Any
) -> None:
    lock(client)
    time_machine.shift(14 * 60)
    early = client.post(SIGN_IN, {"login": rosa.email, "password": PASSWORD})
    assert (early.status_code, UNTIL in early.content.decode()) == (429, True)
    time_machine.move_to(AT.replace(minute=16, second=0), tick=False)
    assert client.post(SIGN_IN, {"login": rosa.email, "password": PASSWORD}).status_code == 302


def test_a_code_by_e_mail_still_lets_one_in(client: Client, rosa: User) -> None:
    lock(client)
    client.post("/accounts/login/code/", {"email": rosa.email})
    code = re.search(r"Your code is (\S+)", Letter.objects.get().body)
    assert code is not None
    client.post("/accounts/login/code/confirm/", {"code": code[1]})
    assert client.get("/applications/").status_code == 200
    client.logout()
    assert client.post(SIGN_IN, {"login": rosa.email, "password": PASSWORD}).status_code == 302


def test_what_was_typed_stays_and_is_saved_after_the_pause(
    client: Client, rosa: User, time_machine: Any
) -> None:
    path = f"/applications/{make_application(make_posting(), rosa, at=now()).pk}/contact/"
    both = {**TYPED, "beside-login": rosa.email, "beside-password": "nearly-right"}
    seen = [client.post(path, both) for _ in range(11)]
    assert [answer.status_code for answer in seen] == [401] * 9 + [429] * 2
    page = Page(seen[-1].content.decode())
    held = {e.attrs["name"]: e.attrs["value"] for e in page.all("input") if e.attrs.get("value")}
    assert {name: held[name] for name in TYPED} == TYPED
    assert UNTIL in seen[-1].content.decode()
    assert "nearly-right" not in seen[-1].content.decode()
    time_machine.move_to(AT.replace(minute=16, second=0), tick=False)
    saved = client.post(path, {**held, "beside-login": rosa.email, "beside-password": PASSWORD})
    assert saved.status_code == 302
    assert ContactDetails.objects.get(person=rosa).address1 == "1 Long Street"


def test_no_form_is_kept_with_a_failed_try(client: Client, rosa: User) -> None:
    path = f"/applications/{make_application(make_posting(), rosa, at=now()).pk}/contact/"
    client.post(path, {**TYPED, "beside-login": rosa.email, "beside-password": "nearly-right"})
    client.post(f"{SIGN_IN}?next=/home/", {"login": rosa.email, "password": "nearly-right"})
    kept = AccessAttempt.objects.values("username", "failures_since_start", "get_data", "post_data")
    assert list(kept) == [
        {"username": rosa.email, "failures_since_start": 2, "get_data": "", "post_data": ""}
    ]


@pytest.fixture(autouse=True)
def no_counts_from_before() -> None:
    cache.clear()
