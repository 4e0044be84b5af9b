"""An analyst confirms what the machine found met, together, and establishes the eligible list for 180 days."""

from datetime import timedelta
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.domain import evaluation
from screening.models import Application, EligibleList, User
from tests.journeys.pool import send_many
from tests.journeys.steps import look, sign_in


def test_confirmed_together_and_placed_in_their_order(
    page: Any, base: str, posting: Posting, analyst: User
) -> None:
    send_many(posting, {"Ada": ["sap", "aspect"], "Ben": [], "Cy": ["sap"]})
    evaluation.evaluate_due(clock=now)
    sign_in(page, base, analyst.email)
    page.goto(f"{base}/admin/")
    look(page)
    page.goto(f"{base}/admin/screening/application/")
    look(page)
    assert page.locator("#result_list tbody tr").count() == 3
    page.locator("#action-toggle").check()
    page.select_option("select[name=action]", "confirm_as_evaluated")
    page.get_by_role("button", name="Go").click()
    look(page)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_load_state()
    assert set(Application.objects.values_list("state", flat=True)) == {"qualified"}

    page.goto(f"{base}/admin/screening/application/")
    page.locator("#action-toggle").check()
    page.select_option("select[name=action]", "establish_list")
    page.get_by_role("button", name="Go").click()
    look(page)
    page.get_by_role("button", name="Establish").click()
    page.wait_for_load_state()
    placed = EligibleList.objects.get()
    today = city_day(now())
    assert (placed.established_on, placed.expires_on) == (today, today + timedelta(days=180))
    names = [entry.application.name for entry in placed.entries.order_by("position")]
    assert names == ["Ada Person", "Cy Person", "Ben Person"]
    page.goto(f"{base}/admin/screening/eligiblelist/{placed.pk}/change/")
    look(page)
    assert "Ada Person" in page.inner_text("#content")
