"""A question comes when an earlier answer asks it; without JavaScript it stands there and says when to answer it."""

from collections.abc import Callable
from typing import Any

from screening.domain.facts import facts_of
from screening.models import Application, User
from tests.factories import FILED_AT
from tests.journeys.steps import begin, choose, look, save, sign_in

HINT = "Answer this only if you answered “A similar phone system for call centers” to:"


def test_a_question_comes_and_goes_with_the_answer_that_asks_it(
    page: Any, base: str, applicant: User
) -> None:
    sign_in(page, base, applicant.email)
    address = begin(page, base)
    page.goto(f"{address}questions/")
    follow_up = page.locator("[name=other_phone_system]")
    assert not follow_up.is_visible()
    choose(page, "phone_systems", "similar")
    follow_up.wait_for(state="visible")
    page.fill("[name=other_phone_system]", "Genesys")
    look(page)
    choose(page, "phone_systems", "similar")
    follow_up.wait_for(state="hidden")
    look(page)
    save(page)
    assert (
        "other_phone_system" not in facts_of(Application.objects.get(), filed_on=FILED_AT.date())["answers"]
    )
    page.goto(f"{address}check/")
    look(page)
    assert "Genesys" not in page.inner_text("main")


def test_without_javascript_the_question_says_when_to_answer_it(
    new_page: Callable[..., Any], base: str, applicant: User
) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 375, "height": 800})
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/postings/customer-services-representative/apply/")
    page.get_by_role("button", name="Begin your application").click()
    page.goto(f"{page.url}questions/")
    assert page.locator("[name=other_phone_system]").is_visible()
    assert HINT in page.inner_text("main")
    choose(page, "phone_systems", "similar")
    page.fill("[name=other_phone_system]", "Genesys")
    save(page)
    answers = facts_of(Application.objects.get(), filed_on=FILED_AT.date())["answers"]
    assert answers == {"phone_systems": ["similar"], "other_phone_system": "Genesys"}
