"""The places where one is signed in are named as people call them, not by what a browser sends."""

import pytest
from django.test import Client

from screening.browser_in_words import browser_in_words
from tests.factories import PASSWORD, make_user

ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (ANDROID, "Chrome on Android"),
        (IPHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        (FIREFOX, "Firefox on Linux"),
        ("curl/8.0", "A browser we do not know"),
        ("", "A browser we do not know"),
    ],
)
def test_a_browser_is_named_as_people_call_it(sent: str, said: str) -> None:
    assert browser_in_words(sent) == said


@pytest.mark.django_db
def test_the_page_of_sessions_says_which_one_this_is_and_nothing_raw() -> None:
    person = make_user()
    for agent in (ANDROID, IPHONE):
        client = Client(headers={"user-agent": agent})
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        client.get("/applications/")
    page = client.get("/accounts/sessions/").content.decode()
    assert ("Chrome on Android" in page, "Mozilla" in page) == (True, False)
    assert page.index("Safari on iPhone") < page.index("This one")
