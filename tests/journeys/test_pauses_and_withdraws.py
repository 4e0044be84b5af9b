"""Somebody on the list pauses, comes back, withdraws by mistake, and undoes it; each time the list of the day agrees."""

from typing import Any

from postings.models import Posting
from screening.models import StandingChange, User
from tests.journeys.pool import establish
from tests.journeys.steps import look, sign_in


def test_a_pause_and_a_withdrawal_undone(page: Any, base: str, posting: Posting, analyst: User) -> None:
    establish(posting, analyst, {"Ada": ["sap"], "Ben": []})
    person = User.objects.get(first_name="Ada")
    application = person.applications.get()
    page.set_viewport_size({"width": 375, "height": 800})
    sign_in(page, base, person.email)
    address = f"{base}/applications/{application.pk}/"
    page.goto(address)
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Pause: I am not available for a time").click()
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Pause until this day").click()
    assert page.get_by_role("alert").is_visible()
    look(page)
    last = application.list_entries.get().eligible_list.expires_on
    page.select_option("[name=until_month]", str(last.month))
    page.fill("[name=until_day]", "1")
    page.fill("[name=until_year]", str(last.year))
    with page.expect_navigation():
        page.get_by_role("button", name="Pause until this day").click()
    look(page)
    assert "Your name rests on the eligible list" in page.inner_text("main")
    with page.expect_navigation():
        page.get_by_role("button", name="I am available again").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Withdraw from the eligible list").click()
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Withdraw").click()
    look(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Undo my withdrawal").click()
    look(page)
    assert "Your withdrawal is undone. Everything is as it was." in page.inner_text("main")
    assert [(row.kind, row.ended_at is not None) for row in StandingChange.objects.all()] == [
        ("pause", True),
        ("leave_list", True),
    ]
