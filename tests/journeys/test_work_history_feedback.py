"""While the duties of a job are answered, the page says what the jobs give, in words; without JavaScript, on the next page."""

from collections.abc import Callable
from typing import Any

from screening.models import User
from tests.journeys.steps import CALL_CENTER, DUTIES, Job, add_job, begin, choose, look, sign_in

JOB = Job("Sweetwater Water", "Call Center Agent", "2023-01-01", "2023-08-01", CALL_CENTER)
LABEL = "Six months of full-time customer service experience in a high-volume section"


def test_what_the_jobs_give_is_said_while_one_answers(page: Any, base: str, applicant: User) -> None:
    sign_in(page, base, applicant.email)
    address = begin(page, base)
    add_job(page, address, JOB)
    assert f"{LABEL}: these jobs give 7 months; 6 are needed." in page.inner_text("main")
    page.get_by_role("link", name="Change your duties").click()
    choose(page, "call_center_outbound", "no")
    page.keyboard.press("Tab")
    page.get_by_text(f"{LABEL}: these jobs give 0 months; 6 are needed.").wait_for()
    look(page)
    assert len(DUTIES) == page.locator("fieldset.field").count()


def test_without_javascript_the_work_history_says_it(
    new_page: Callable[..., Any], base: str, applicant: User
) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/postings/customer-services-representative/apply/")
    page.get_by_role("button", name="Begin your application").click()
    address = page.url
    page.goto(f"{address}work-history/add/")
    page.fill("[name=employer]", JOB.employer)
    page.get_by_role("button", name="Save and continue").click()
    page.goto(f"{address}work-history/")
    assert f"{LABEL}: these jobs give at least 0 months" in page.inner_text("main")
