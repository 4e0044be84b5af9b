"""Someone is a day short of six months: told nothing by the machine, everything by a person."""

from collections.abc import Callable
from typing import Any

from screening.city_time import now
from screening.domain import evaluation
from screening.models import Application, Notice, User
from tests.journeys.steps import CALL_CENTER, OFFICE, Job, begin, fill_in, look, send, sign_in

JOBS = [
    Job("Harbor Freight Forwarding", "Office Clerk", "2021-01-01", "2022-12-31", OFFICE),
    Job("Sweetwater Water Authority", "Call Center Agent", "2023-02-01", "2023-07-30", CALL_CENTER),
]


def test_a_person_confirms_before_the_applicant_hears_why(
    new_page: Callable[..., Any], base: str, applicant: User, analyst: User
) -> None:
    hers = new_page(viewport={"width": 375, "height": 800})
    sign_in(hers, base, applicant.email)
    address = begin(hers, base)
    fill_in(hers, address, JOBS, months=(29, 5), option="none")
    send(hers, address)
    evaluation.evaluate_due(clock=now)
    application = Application.objects.get()
    assert (application.outcome, application.reasons) == ("not_met", [])
    hers.goto(address)
    assert "not met" not in hers.inner_text("main").lower()
    assert not Notice.objects.filter(kind="application_review").exists()

    desk = new_page()
    sign_in(desk, base, analyst.email)
    desk.goto(f"{base}/admin/screening/application/{application.pk}/change/")
    look(desk)
    desk.get_by_role("link", name="Confirm: does not meet a requirement").click()
    look(desk)
    desk.get_by_role("button", name="Confirm: does not meet a requirement").click()
    desk.wait_for_load_state()

    hers.goto(address)
    look(hers)
    words = hers.inner_text("main")
    assert "Six months of full-time customer service experience" in words
    assert "180" in words and "What you can do" in words
    hers.goto(f"{base}/notices/")
    look(hers)
    hers.get_by_role("link", name="Notice of Application Review").first.click()
    look(hers)
    assert "Six months of full-time customer service experience" in hers.inner_text("main")
