"""The letters of the sign-in leave by rows and worker: nothing waits for a mail server, and no secret is kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from screening.city_time import now
from screening.domain import letter
from screening.models import Letter, User
from tests.factories import PASSWORD, make_user
from tests.letters import letters

pytestmark = pytest.mark.django_db

PAGES = {
    "/accounts/signup/": {"password1": PASSWORD},
    "/accounts/password/reset/": {},
    "/accounts/login/code/": {},
}


class DeadMailServer(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError("nobody listens")


class CountedHasher(MD5PasswordHasher):
    """Counts what takes the time of a sign-in: the hashing of passwords."""

    done = 0

    def encode(self, password: str, salt: str) -> str:
        CountedHasher.done += 1
        return str(super().encode(password, salt))


def ask(client: Client, path: str, email: str) -> Any:
    return client.post(path, {"email": email, **PAGES[path]}, follow=True)


@pytest.mark.parametrize("path", PAGES)
def test_a_dead_mail_server_is_not_felt_and_the_letter_leaves_later(
    client: Client, settings: Any, path: str
) -> None:
    make_user("rosa@example.org")
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    assert ask(client, path, "rosa@example.org").status_code == 200
    at = now()
    assert letter.send_due(at=at) == 0
    waiting = Letter.objects.get()
    assert (waiting.tries, waiting.try_after, waiting.body != "") == (1, at + timedelta(minutes=1), True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert letter.send_due(at=at + timedelta(minutes=2)) == 1
    assert letter.send_due(at=at + timedelta(minutes=3)) == 0
    assert [message.to for message in mail.outbox] == [["rosa@example.org"]]


@pytest.mark.parametrize("path", PAGES)
def test_a_known_and_an_unknown_address_cost_the_same_letters_and_the_same_hashing(
    client: Client, settings: Any, path: str
) -> None:
    make_user("rosa@example.org")
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    cost = []
    for email in ("rosa@example.org", "nobody@example.org"):
        CountedHasher.done, before = 0, Letter.objects.count()
        ask(client, path, email)
        cost.append((CountedHasher.done, Letter.objects.count() - before))
        client.cookies.clear()
    assert cost[0] == cost[1] == (1 if "password1" in PAGES[path] else 0, 1)


def test_what_a_letter_said_is_forgotten_once_it_left_and_its_row_after_a_week(client: Client) -> None:
    make_user("rosa@example.org")
    ask(client, "/accounts/login/code/", "rosa@example.org")
    row = Letter.objects.get()
    code = re.search(r"Your code is (\S+)", str(letters()[0].body))
    assert code is not None
    assert code[1] in row.body
    row.refresh_from_db()
    assert (row.body, row.kind, row.tries) == ("", "email/login_code", 0)
    assert letter.discard_old(at=now() + timedelta(days=6)) == 0
    assert letter.discard_old(at=now() + timedelta(days=8)) == 1


def test_a_code_that_would_not_work_any_more_is_not_sent_and_not_kept(client: Client) -> None:
    make_user("rosa@example.org")
    ask(client, "/accounts/login/code/", "rosa@example.org")
    late = now() + timedelta(minutes=16)
    assert letter.send_due(at=late) == 0
    letter.discard_old(at=late)
    assert Letter.objects.get().body == ""


def test_a_new_account_comes_back_to_its_posting_from_another_browser(client: Client) -> None:
    new = {"email": "new@example.org", "password1": PASSWORD, "next": "/postings/clerk/apply/"}
    client.post("/accounts/signup/", new)
    link = re.findall(r"/accounts/confirm-email/\S+", str(letters()[0].body))[0]
    elsewhere = Client()
    answer = elsewhere.post(link)
    sign_in = "/accounts/login/?next=%2Fpostings%2Fclerk%2Fapply%2F"
    assert (answer.status_code, answer["Location"]) == (302, sign_in)
    again = elsewhere.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert again["Location"] == "/postings/clerk/apply/"
    assert User.objects.get().return_to == ""


def test_a_way_back_that_leads_elsewhere_is_not_kept(client: Client) -> None:
    for address in ("https://evil.example/", "//evil.example/", "/" + "a" * 300):
        email = f"{len(address)}@example.org"
        client.post("/accounts/signup/", {"email": email, "password1": PASSWORD, "next": address})
        assert User.objects.get(email=email).return_to == ""
