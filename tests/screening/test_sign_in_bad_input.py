"""Bad input on the pages of the sign-in: a plain answer, no letter to anybody, nothing stored, never a 500."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from screening.models import Letter, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

BAD = {
    "a header in the address": "rosa@example.org\r\nBcc: all@example.org",
    "an encoded header": "rosa@example.org%0aBcc:all@example.org",
    "NUL": "ro\0sa@example.org",
    "a lone surrogate": "ro\ud800sa@example.org",
    "over-long": "a" * 5000 + "@example.org",
    "right to left": "ro\u202esa@example.org",
    "two addresses": "rosa@example.org,eve@example.org",
    "no address": "rosa",
}
PAGES = {
    "/accounts/signup/": ("email", {"password1": PASSWORD}),
    "/accounts/password/reset/": ("email", {}),
    "/accounts/login/code/": ("email", {}),
    "/accounts/login/": ("login", {"password": PASSWORD}),
}


def send(client: Client, path: str, value: str) -> Any:
    field, rest = PAGES[path]
    body = "&".join(f"{name}={each}" for name, each in {field: quoted(value), **rest}.items())
    return client.generic("POST", path, body, content_type="application/x-www-form-urlencoded")


def quoted(value: str) -> str:
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("value", BAD.values(), ids=BAD.keys())
def test_a_bad_address_is_said_and_nothing_leaves(client: Client, path: str, value: str) -> None:
    answer = send(client, path, value)
    assert answer.status_code in (200, 400)
    assert "_auth_user_id" not in client.session
    assert (Letter.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.parametrize("password", ["\0" * 12, "a" * 100_000, "\u202e" * 12])
def test_a_strange_password_is_refused_or_kept_whole(client: Client, password: str) -> None:
    make_user("rosa@example.org")
    answer = client.post("/accounts/login/", {"login": "rosa@example.org", "password": password})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("code", ["\0", "\ud800", "9" * 10_000, "\u202e123", ""])
def test_a_strange_code_is_refused(client: Client, code: str) -> None:
    make_user("rosa@example.org")
    client.post("/accounts/login/code/", {"email": "rosa@example.org"})
    body = f"code={quoted(code)}"
    kind = "application/x-www-form-urlencoded"
    answer = client.generic("POST", "/accounts/login/code/confirm/", body, content_type=kind)
    assert answer.status_code in (200, 400)
    assert "_auth_user_id" not in client.session


def test_after_three_wrong_codes_the_code_is_gone(client: Client) -> None:
    make_user("rosa@example.org")
    client.post("/accounts/login/code/", {"email": "rosa@example.org"})
    seen = [client.post("/accounts/login/code/confirm/", {"code": "wrong"}).status_code for _ in range(3)]
    assert seen == [200, 200, 302]
    assert client.get("/accounts/login/code/confirm/").status_code == 302


@pytest.mark.parametrize("email", ["rosa@example.org", "nobody@example.org"])
def test_codes_are_limited_alike_for_known_and_unknown_addresses(settings: Any, email: str) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    cache.clear()
    make_user("rosa@example.org")
    for _ in range(5):
        Client().post("/accounts/login/code/", {"email": email})
    cache.clear()
    assert Letter.objects.count() == 3


def test_a_passkey_that_is_none_is_refused(client: Client) -> None:
    for credential in ("", "{}", "null", "[1]", "[" * 90_000, '{"id": "\\u0000"}'):
        answer = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})
        assert answer.status_code in (302, 400)
    assert "_auth_user_id" not in client.session
