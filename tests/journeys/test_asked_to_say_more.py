"""The evaluation leaves a question open; the analyst asks just that; the applicant answers on her phone; a person sees both."""

from collections.abc import Callable
from typing import Any

from screening.city_time import now
from screening.domain import evaluation
from screening.enums import Role
from screening.models import Application, FactRequest, User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff
from tests.journeys.steps import look, sign_in


def test_dates_given_as_months_are_asked_for_and_settle_it(
    new_page: Callable[..., Any], live_server: Any, applicant: User
) -> None:
    vague = make_job(start="2024-01", end="2024-12")
    application = make_evaluated_application(make_posting(), applicant, jobs=[vague], at=now())
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    base = str(live_server.url)
    hers = new_page()
    sign_in(hers, base, analyst.email)
    hers.goto(f"{base}/admin/screening/application/{application.pk}/change/")
    look(hers)
    with hers.expect_navigation():
        hers.get_by_role("link", name="Ask the applicant to say more").click()
    look(hers)
    assert hers.locator("[name=what]:checked").get_attribute("value") == "job-1"
    hers.fill("[name=note]", "On which day did you begin, and on which did you leave?")
    with hers.expect_navigation():
        hers.get_by_role("button", name="Ask the applicant", exact=True).click()
    look(hers)
    assert "Asked to say more" in hers.inner_text("main, #content")

    phone = new_page(viewport={"width": 375, "height": 800})
    sign_in(phone, base, applicant.email)
    phone.goto(f"{base}/applications/{application.pk}/")
    look(phone)
    with phone.expect_navigation():
        phone.get_by_role("link", name="Answer now").first.click()
    look(phone)
    assert "On which day did you begin" in phone.inner_text("main")
    for which, day in (("start", "1"), ("end", "31")):
        phone.fill(f"[name={which}_day]", day)
    phone.fill("[name=certified_name]", "Rosa Park")
    with phone.expect_navigation():
        phone.get_by_role("button", name="Sign and send this correction").click()
    look(phone)
    assert "We have your correction." in phone.inner_text("main")
    evaluation.evaluate_due(clock=now)
    found = Application.objects.get(pk=application.pk)
    assert (found.outcome, FactRequest.objects.get().answered_at is not None) == ("met", True)
    hers.goto(f"{base}/admin/screening/application/{application.pk}/change/")
    look(hers)
    assert "January 1, 2024" in hers.inner_text("main, #content")
