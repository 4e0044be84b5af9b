"""A shared computer keeps no page of somebody who was signed in: pressing Back after signing out shows nothing of theirs."""

import pytest
from django.test import Client

from tests.factories import make_posting, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POSTING = "/postings/clerk/"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        POSTING,
        f"{POSTING}apply/",
        "/accounts/email/",
        "/accounts/sessions/",
        "/accounts/2fa/",
        "/home/",
        "/applications/0/",
    ],
)
def test_what_is_shown_to_somebody_who_is_signed_in_is_kept_nowhere(
    client: Client, db: None, path: str
) -> None:
    make_posting()
    client.force_login(make_user("rosa@example.org"), backend=BACKEND)
    assert client.get(path)["Cache-Control"] == "no-store, private"


def test_what_everybody_is_shown_may_be_kept(client: Client, db: None) -> None:
    make_posting()
    assert "Cache-Control" not in client.get(POSTING)
