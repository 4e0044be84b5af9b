"""Someone who gave the wrong last day of a job learns it from the notice, corrects it, signs, and it is evaluated anew."""

from collections.abc import Callable
from typing import Any

from screening.city_time import now
from screening.domain import decision as decisions
from screening.domain import evaluation
from screening.enums import Role
from screening.models import User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff
from tests.journeys.steps import look, sign_in


def test_a_job_is_corrected_signed_and_evaluated_again(
    new_page: Callable[..., Any], live_server: Any, applicant: User
) -> None:
    short = make_job(start="2024-06-01", end="2025-03-31")
    application = make_evaluated_application(make_posting(), applicant, jobs=[short], at=now())
    decisions.confirm(actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, at=now())
    hers = new_page(viewport={"width": 375, "height": 800})
    sign_in(hers, live_server.url, applicant.email)
    hers.goto(f"{live_server.url}/applications/{application.pk}/")
    with hers.expect_navigation():
        hers.get_by_role("link", name="Correct what you told us").click()
    look(hers)
    with hers.expect_navigation():
        hers.get_by_role("link", name="Correct: Call Center Agent").click()
    look(hers)
    hers.fill("[name=end_year]", "2026")
    send = hers.get_by_role("button", name="Sign and send this correction")
    with hers.expect_navigation():
        send.click()
    assert "Type your full name to sign." in hers.inner_text("main")
    look(hers)
    hers.fill("[name=certified_name]", "Rosa Park")
    with hers.expect_navigation():
        send.click()
    look(hers)
    assert "We have your correction." in hers.inner_text("main")
    evaluation.evaluate_due(clock=now)
    application.refresh_from_db()
    assert (application.state, application.outcome) == ("in_review", "met")
