"""A City employee counts on an out-of-class assignment without its paper: asked for, sent, accepted, met."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from screening.city_time import now
from screening.domain import evaluation
from screening.models import Application, User
from tests.journeys.steps import CALL_CENTER, OFFICE, Job, a_pdf, begin, choose, fill_in, look, send, sign_in

JOBS = [
    Job("City of San Diego", "Clerical Assistant II", "2022-01-01", "2024-12-31", OFFICE, city_employee="yes"),
    Job("City of San Diego", "Customer Services Representative", "2024-01-01", "2024-09-30", CALL_CENTER)
    ._replace(kind="out_of_class", city_employee="yes"),
]  # fmt: skip


def test_the_paper_is_asked_for_and_then_counts(
    new_page: Callable[..., Any], base: str, applicant: User, analyst: User, tmp_path: Path
) -> None:
    hers = new_page()
    sign_in(hers, base, applicant.email)
    address = begin(hers, base)
    fill_in(hers, address, JOBS, months=(36, 9), used_oca="yes")
    send(hers, address)
    evaluation.evaluate_due(clock=now)
    application = Application.objects.get()
    assert (application.outcome, application.reasons) == ("undetermined", ["document_outstanding"])

    desk = new_page()
    sign_in(desk, base, analyst.email)
    desk.goto(f"{base}/admin/screening/application/{application.pk}/change/")
    desk.get_by_role("link", name="Ask for a document").click()
    look(desk)
    desk.select_option("[name=kind]", "oca_documentation")
    desk.select_option("[name=job_key]", index=2)
    desk.get_by_role("button", name="Ask").click()
    desk.wait_for_load_state()
    application.refresh_from_db()
    assert application.state == "incomplete"

    hers.goto(address)
    look(hers)
    hers.get_by_role("link", name="Send it now").click()
    look(hers)
    hers.set_input_files("[name=file]", a_pdf(tmp_path))
    with hers.expect_navigation():
        hers.get_by_role("button", name="Send this document").click()
    evaluation.evaluate_due(clock=now)
    application.refresh_from_db()
    assert (application.state, application.reasons) == ("in_review", ["document_unreviewed"])

    desk.goto(f"{base}/admin/screening/application/{application.pk}/change/")
    desk.get_by_role("link", name="Review: assignment.pdf").click()
    look(desk)
    choose(desk, "verdict", "accepted")
    desk.locator("form button[type=submit], form input[type=submit]").last.click()
    desk.wait_for_load_state()
    evaluation.evaluate_due(clock=now)
    application.refresh_from_db()
    assert (application.outcome, application.submissions.count()) == ("met", 3)
