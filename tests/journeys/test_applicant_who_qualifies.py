"""Someone makes an account, applies, and is evaluated by a real worker; nobody is told an outcome yet."""

import re
from collections.abc import Callable
from typing import Any

from celery import current_app

from screening.models import Application, User
from tests.faults.conftest import wait_until
from tests.journeys.steps import CALL_CENTER, Job, begin, fill_in, look, send
from tests.letters import letters


def test_from_the_posting_to_the_receipt(
    page: Any, base: str, celery_worker_process: Callable[..., Any]
) -> None:
    page.goto(f"{base}/postings/customer-services-representative/apply/")
    page.get_by_role("link", name="Create an account and begin").click()
    look(page)
    page.fill("[name=email]", "rosa@example.org")
    page.fill("[name=password1]", "a long sentence of my own")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_load_state()
    letter = str(letters()[-1].body)
    link = re.search(r"http\S+/accounts/confirm-email/\S+", letter)
    assert link, letter
    page.goto(re.sub(r"^http://[^/]+", base, link[0]))
    look(page)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_load_state()
    if User.objects.filter(email="rosa@example.org").exists() and "login" in page.url:
        page.fill("[name=login]", "rosa@example.org")
        page.fill("[name=password]", "a long sentence of my own")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
    application = begin(page, base)
    fill_in(
        page,
        application,
        [Job("Sweetwater Water Authority", "Call Center Agent", "2023-01-01", "2024-06-30", CALL_CENTER)],
        months=(18, 18),
    )
    receipt = send(page, application)
    celery_worker_process()
    current_app.send_task("screening.tasks.sweep")
    wait_until(lambda: Application.objects.get().state == "in_review")
    found = Application.objects.get()
    assert (found.receipt, found.outcome, found.points) == (receipt, "met", 3)
    page.goto(application)
    look(page)
    words = page.inner_text("main")
    assert "With a person for review" in words and "Meets" not in words and "undetermined" not in words
