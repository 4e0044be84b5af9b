"""Somebody without an account, on a computer without JavaScript, checks herself before applying."""

from collections.abc import Callable
from typing import Any

from tests.journeys.steps import CALL_CENTER, DUTIES, choose, look

AGENT = {"start_month": "1", "start_day": "1", "start_year": "2024", "end_month": "3", "end_day": "31"}


def test_a_person_at_a_library_checks_herself_and_mends_an_answer(
    base: str, new_page: Callable[..., Any]
) -> None:
    page = new_page(java_script_enabled=True, viewport={"width": 375, "height": 700})
    page.goto(f"{base}/postings/customer-services-representative/")
    page.get_by_role("link", name="Check yourself first").first.click()
    look(page)
    step(page, "Start")
    step(page, "Continue")  # nothing filled in: the mistakes are named
    assert page.get_by_role("alert").get_by_role("link").count() == 5
    enter_job(page, "2024")
    step(page, "Continue")
    typing(page)
    assert page.get_by_text("What you entered does not cover every minimum requirement yet").is_visible()
    assert page.get_by_role("heading", name="The nearest way to qualify").is_visible()
    step(page, "Change my answers")
    step(page, "Change Agent")
    page.select_option("[name=end_month]", "12")
    page.fill("[name=end_day]", "31")
    step(page, "Continue")
    step(page, "Continue")  # the duties are as they were
    step(page, "Continue")
    step(page, "Continue")  # so is the typing speed
    assert page.get_by_text("What you entered covers every minimum requirement").is_visible()
    page.get_by_role("link", name="Apply for this job").click()
    assert page.url.endswith("/apply/")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]


def step(page: Any, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    look(page)


def enter_job(page: Any, year: str) -> None:
    page.fill("[name=title]", "Agent")
    for name, value in AGENT.items():
        (page.select_option if name.endswith("month") else page.fill)(f"[name={name}]", value)
    page.fill("[name=end_year]", year)
    page.fill("[name=hours_per_week]", "40")
    choose(page, "kind", "regular")
    choose(page, "city_employee", "no")
    step(page, "Continue")
    for tag in DUTIES:
        choose(page, tag, CALL_CENTER.get(tag, "no"))
    step(page, "Continue")


def typing(page: Any) -> None:
    choose(page, "source", "self_reported")
    page.fill("[name=net_wpm]", "40")
    step(page, "Continue")
