"""An analyst confirms what the machine found met, together, and establishes the eligible list for 180 days."""

from datetime import timedelta
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.domain import evaluation
from screening.domain import second_look as second_looks
from screening.enums import Role
from screening.models import Application, EligibleList, SecondLook, User
from tests.factories import make_staff
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
    look(page)
    aside = SecondLook.objects.get()
    decided = Application.objects.exclude(pk=aside.application_id)
    assert set(decided.values_list("state", flat=True)) == {"qualified"}

    page.context.clear_cookies()
    second = make_staff(Role.SUPERVISING_ANALYST, "second.reviewer@example.org")
    sign_in(page, base, second.email)
    page.goto(f"{base}/admin/")
    page.get_by_role("link", name="Second look", exact=True).click()
    look(page)
    page.get_by_role("link", name=aside.application.name).click()
    look(page)
    assert "Meets the requirements" not in page.inner_text("#content")
    for number in range(len(second_looks.requirements_of(aside))):
        page.locator(f"input[name=asked_{number}][value=met]").check()
    page.locator("input[name=finding][value=qualified]").check()
    page.get_by_role("button", name="Enter what I found").click()
    page.wait_for_url("**/secondlook/")
    assert set(Application.objects.values_list("state", flat=True)) == {"qualified"}
    page.goto(f"{base}/admin/screening/secondlook/agreement/{posting.pk}/")
    look(page)
    page.context.clear_cookies()
    sign_in(page, base, analyst.email)

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
