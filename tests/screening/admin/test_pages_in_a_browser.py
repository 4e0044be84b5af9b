"""The analysts' pages in a real browser: axe, narrow screens, keyboard, and a decision made with the keyboard alone."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from screening.city_time import city_day
from screening.domain import document_request
from screening.domain import eligible_list as eligible_lists
from screening.enums import Role
from screening.models import Document, EvaluationFailure, User
from tests.axe import BEST_PRACTICE, violations
from tests.factories import make_staff, make_submitted_application, make_user
from tests.screening.admin.scene import (
    AT,
    LIST,
    LISTS,
    OCA,
    SHORT,
    UNSURE,
    confirm,
    make_in_pool,
    make_scene,
    page_of,
)

pytestmark = pytest.mark.django_db(transaction=True)
SHOTS = os.environ.get("SCREENSHOTS", "")
"""A folder to keep a picture of every page in, when somebody wants to look."""


def sign_in(page: Any, live_server: Any, user: User) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def make_everything() -> tuple[User, dict[str, str]]:
    """One of every state, and the address of every page."""
    posting, analyst = make_scene()
    ada, ben, cy, di, eva = (
        make_in_pool(posting, name, jobs=jobs, sent=sent)
        for sent, (name, jobs) in enumerate(
            [("Ada", None), ("Ben", SHORT), ("Cy", UNSURE), ("Di", OCA), ("Eva", None)]
        )
    )
    paper = Document.objects.create(
        application=di,
        kind="oca_documentation",
        job_key="job1",
        file="documents/none.pdf",
        original_name="assignment.pdf",
        content_type="application/pdf",
        size=81_920,
        sha256="a" * 64,
        received_at=AT,
        received_from=di.applicant,
    )
    document_request.ask(
        actor=analyst,
        application_id=di.pk,
        kind="oca_documentation",
        job_key="job1",
        due_on=city_day(timezone.now()) + timedelta(days=10),
        note="It must state the hours.",
        at=AT,
    )
    aside = make_submitted_application(posting, make_user("fay@example.org", given="Fay"))
    EvaluationFailure.objects.create(
        submission=aside.submissions.get(),
        tries=3,
        last_error="FactsError: jobs[0].start is not a date.",
        last_try_at=AT,
        set_aside_at=AT,
    )
    confirm(analyst, ada)
    now = timezone.now()
    eligible_list = eligible_lists.establish(
        actor=analyst, posting_id=posting.pk, at=now - timedelta(days=160)
    )
    confirm(analyst, eva)
    pages = {
        "today": "/admin/",
        "figures": f"{LIST}figures/{posting.pk}/",
        "applications": LIST,
        "applications-filtered": f"{LIST}?queue=undetermined&reason=unanswered&q=Cy",
        "listed": page_of(ada),
        "not-met": page_of(ben),
        "undetermined": page_of(cy),
        "incomplete": page_of(di),
        "set-aside": page_of(aside),
        "confirm": page_of(ben, "confirm"),
        "decide": page_of(cy, "decide"),
        "reverse": page_of(eva, "reverse"),
        "ask": page_of(ben, "ask"),
        "review": page_of(di, f"documents/{paper.pk}"),
        "again": page_of(aside, "again"),
        "lists": LISTS,
        "list": f"{LISTS}{eligible_list.pk}/change/",
        "as of": f"{LISTS}{eligible_list.pk}/as-of/",
        "add": f"{LISTS}establish/{posting.pk}/",
    }
    return analyst, pages


def look(page: Any, name: str, width: int) -> list[str]:
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    faults = [f"{name}: {found}" for found in violations(page, BEST_PRACTICE, preload=False)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return faults + ([f"{name}: scrolls sideways, {wide}"] if wide > width else [])


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, new_page: Callable[..., Any], width: int
) -> None:
    analyst, pages = make_everything()
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, live_server, analyst)
    faults = []
    for name, path in pages.items():
        page.goto(live_server.url + path)
        faults += look(page, name, width)
    page.goto(live_server.url + pages["decide"])
    page.get_by_role("button", name="Decide", exact=True).click()
    assert page.title().startswith("Error: ")
    faults += look(page, "decide-mistakes", width)
    page.goto(live_server.url + LIST)
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("confirm_as_evaluated")
    page.get_by_role("button", name="Go").click()
    faults += look(page, "confirm-many", width)
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_in_the_system_administrators_room(
    live_server: Any, new_page: Callable[..., Any], width: int
) -> None:
    administrator = make_staff(Role.SYSTEM_ADMINISTRATOR)
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, live_server, administrator)
    faults = []
    for name, path in {
        "administrator-today": "/admin/",
        "accounts": "/admin/screening/user/",
        "account": f"/admin/screening/user/{administrator.pk}/change/",
        "account-add": "/admin/screening/user/add/",
    }.items():
        page.goto(live_server.url + path)
        faults += look(page, name, width)
    assert "\n".join(faults) == ""


def press_until(page: Any, words: str) -> None:
    """Go on with the Tab key until the focus is on what carries these words; it must be seen to be there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "(e => ({words: (e.value || e.innerText || '').trim(), ring: getComputedStyle(e).outlineStyle}))"
            "(document.activeElement)"
        )
        if found["words"] == words:
            assert found["ring"] != "none"
            return
    raise AssertionError(f"the Tab key never reaches '{words}'")


@pytest.mark.parametrize("java_script", [True, False])
def test_a_queue_is_worked_through_with_the_keyboard_alone(
    live_server: Any, new_page: Callable[..., Any], java_script: bool
) -> None:
    posting, analyst = make_scene()
    ada, ben = (make_in_pool(posting, name, sent=sent) for sent, name in enumerate(("Ada", "Ben")))
    page = new_page(java_script_enabled=java_script)
    sign_in(page, live_server, analyst)
    page.goto(f"{live_server.url}/admin/")
    if not java_script:  # the focus cannot be asked for without a script, so the links are followed
        page.get_by_role("link", name="To confirm: meets the requirements").click()
        page.get_by_role("link", name="Ada Lee").click()
        page.get_by_role("link", name="Confirm: meets the requirements").click()
        page.get_by_role("button", name="Confirm: qualified, then open the next").click()
    else:
        for words in (
            "To confirm: meets the requirements",
            f"Ada Lee\n{ada.receipt}",
            "Confirm: meets the requirements",
            "Confirm: qualified, then open the next",
        ):
            press_until(page, words)
            with page.expect_navigation():
                page.keyboard.press("Enter")
    page.wait_for_url(f"**{page_of(ben)}**")
    assert "Confirmed: Ada Lee is qualified." in page.content()
    ada.refresh_from_db()
    assert ada.state == "qualified"
