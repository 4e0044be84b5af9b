"""Before applying, by the keyboard alone: a job is found, the own answers are checked, and an account is made."""

import re
from typing import Any

from allauth.account.models import EmailAddress

from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import CALL_CENTER, DUTIES, SLUG
from tests.letters import letters


def test_searches_checks_and_makes_an_account(page: Any, base: str) -> None:
    keys = Keyboard(page)
    page.goto(base)
    keys.fill("q", "customer")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=customer**")
    keys.follow(f"main a[href='/postings/{SLUG}/']")
    keys.press("Check yourself first")
    keys.press("Start")
    keys.press("Continue")
    assert page.evaluate("document.activeElement.matches('[role=alert], [role=alert] *')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first mistake leads to its field
    assert page.evaluate("document.activeElement.matches('main form input, main form select')")
    keys.fill("title", "Agent")
    for which, month, day, year in (("start", "January", "1", "2023"), ("end", "December", "31", "2024")):
        keys.pick(f"{which}_month", month)
        keys.fill(f"{which}_day", day)
        keys.fill(f"{which}_year", year)
    keys.fill("hours_per_week", "40")
    keys.choose("kind", "regular")
    keys.choose("city_employee", "no")
    keys.press("Continue")
    for tag in DUTIES:
        keys.choose(tag, CALL_CENTER.get(tag, "no"))
    keys.press("Continue")
    keys.press("Continue")  # no other job
    keys.choose("source", "self_reported")
    keys.fill("net_wpm", "40")
    keys.press("Continue")
    assert page.get_by_text("What you entered covers every minimum requirement").is_visible()

    keys.press("Apply for this job")
    keys.follow("main a[href*='signup']")
    keys.fill("email", "new@example.org")
    keys.fill("password1", "a long enough sentence 4")
    keys.follow("main button[type=submit]:not([aria-controls])")
    link = re.search(r"http\S+/accounts/confirm-email/\S+", str(letters()[-1].body))
    assert link
    page.goto(re.sub(r"^http://[^/]+", base, link[0]))
    keys.press("Yes, confirm this address")
    assert EmailAddress.objects.get().verified
