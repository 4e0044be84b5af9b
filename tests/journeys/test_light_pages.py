"""A first visit over a slow line: what the browser really takes, from a server as a city runs it."""

import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from postings.models import Posting
from screening.models import User
from services.places import PROJECT
from tests.factories import PASSWORD
from tests.journeys.steps import SLUG, begin, sign_in
from tests.processes import RunningProcess

BUDGET = 150_000
"""Bytes over the line for the page with all it asks for, fonts included, by somebody who was never here."""


@pytest.fixture
def city(
    posting: Posting,
    child_environment: dict[str, str],
    web_process: Callable[..., RunningProcess],
    tmp_path: Path,
) -> str:
    """The address of a server with collected, compressed static files; not the test server, which reads the sources."""
    env = {
        "DJANGO_SETTINGS_MODULE": "screening.settings",
        "SCREENING_ENV": "demonstration",
        "SECRET_KEY": "x" * 50,
        "STATIC_ROOT": str(tmp_path / "collected"),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=PROJECT, env={**child_environment, **env}, check=True, timeout=120)
    return str(web_process(env=env).url)


@pytest.fixture
def first_visit(browser: Any) -> Iterator[Callable[[str, list[Any]], dict[str, int]]]:
    """Visits an address with cookies and nothing else kept: address → bytes that came over the line."""
    contexts = []

    def visit(address: str, cookies: list[Any]) -> dict[str, int]:
        context = browser.new_context()
        contexts.append(context)
        context.add_cookies(cookies)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        names: dict[str, str] = {}
        taken: dict[str, int] = {}
        line.on(
            "Network.requestWillBeSent",
            lambda event: names.update({event["requestId"]: event["request"]["url"]}),
        )

        def finished(event: Any) -> None:
            name = names[event["requestId"]]
            taken[name] = taken.get(name, 0) + int(event["encodedDataLength"])

        line.on("Network.loadingFinished", finished)
        assert page.goto(address).status == 200
        assert page.url == address
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_load_state("networkidle")
        return taken

    yield visit
    for context in contexts:
        context.close()


def test_every_first_visit_is_light_and_asks_nobody_else(
    city: str, applicant: User, page: Any, first_visit: Callable[[str, list[Any]], dict[str, int]]
) -> None:
    applicant.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")  # the suite's own is quick and weak
    applicant.save()
    sign_in(page, city, applicant.email)
    application = begin(page, city)
    signed_in = page.context.cookies()
    for address, cookies in (
        (f"{city}/postings/{SLUG}/", []),
        (f"{city}/accounts/login/", []),
        (application, signed_in),
        (f"{application}contact/", signed_in),
        (f"{application}work-history/add/", signed_in),
        (f"{application}questions/", signed_in),
    ):
        taken = first_visit(address, cookies)
        assert {urlsplit(name).netloc for name in taken} == {urlsplit(city).netloc}
        assert sum(taken.values()) < BUDGET, taken
        assert len([name for name in taken if name.split("?")[0].endswith(".css")]) <= 3, taken
        print(address, sum(taken.values()), len(taken), file=sys.stderr)


def test_pages_are_compressed_and_fonts_are_left_as_they_are(city: str) -> None:
    def encoding(address: str) -> str:
        request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as answer:
            return str(answer.headers["Content-Encoding"])

    assert encoding(f"{city}/postings/{SLUG}/") == "gzip"
    assert encoding(f"{city}/static/vendor/uswds/fonts/public-sans/PublicSans-Bold.woff2") == "None"
