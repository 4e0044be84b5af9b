"""Somebody signs in with a code from their mail, sees that they are signed in elsewhere, and ends that."""

import re
from collections.abc import Callable
from typing import Any

from screening.models import User
from tests.journeys.steps import look, sign_in
from tests.letters import letters


def test_by_code_and_out_everywhere_else(
    page: Any, new_page: Callable[..., Any], base: str, applicant: User
) -> None:
    kiosk = new_page()
    sign_in(kiosk, base, applicant.email)

    page.goto(f"{base}/accounts/login/")
    look(page)
    page.get_by_role("link", name="Send me a code by e-mail").click()
    look(page)
    page.fill("[name=email]", applicant.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_role("heading", name="Enter your code").wait_for()
    look(page)
    code = re.search(r"Your code is (\S+)", str(letters()[-1].body))
    assert code
    page.fill("[name=code]", "wrong")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    look(page)
    page.fill("[name=code]", code[1])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="My applications").wait_for()

    page.goto(f"{base}/accounts/sessions/")
    look(page)
    page.get_by_role("button", name="Sign out everywhere else").click()
    page.get_by_text("You are signed in nowhere else.").wait_for()
    kiosk.goto(f"{base}/applications/")
    kiosk.get_by_role("heading", name="Sign in", exact=True).wait_for()
    page.goto(f"{base}/applications/")
    page.get_by_role("heading", name="My applications").wait_for()
