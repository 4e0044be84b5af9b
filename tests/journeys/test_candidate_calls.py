"""A candidate without a screen calls: the manager sets a time and cancels it, and reads what it did in the reports."""

from datetime import timedelta
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.models import Disposition, InterviewBooking, User
from tests.factories_hiring import issue_list, make_vacancy
from tests.factories_interviews import make_slots, offer_to
from tests.journeys.pool import establish
from tests.journeys.steps import look, sign_in
from tests.journeys.test_interview import panelist


def test_set_and_canceled_on_the_candidates_word(
    page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    eligible_list = establish(posting, analyst, {"Ada": ["sap"], "Ben": []})
    vacancy = make_vacancy(manager, posting.job_class, department=posting.department, at=now())
    issued = issue_list(manager, vacancy, eligible_list, at=now())
    make_slots(issued, [panelist("Pat", "Ortiz")], day=city_day(now()) + timedelta(days=5), at=now())
    offer_to(issued, "Ada Person", at=now())
    page.set_viewport_size({"width": 375, "height": 800})
    sign_in(page, base, manager.email)
    page.goto(f"{base}/hiring/interview-lists/{issued.pk}/interviews/")
    page.get_by_role("link", name="Ada Person called").click()
    look(page)
    send(page)
    assert page.get_by_role("alert").get_by_role("link").count() == 2
    look(page)
    page.locator("label[for^=id_what]").first.click()
    page.fill("[name=note]", "Called on Monday, works in the mornings.")
    send(page)
    assert "The interview is set, and the candidate was told." in page.inner_text("main")
    page.get_by_role("link", name="Ada Person called").click()
    page.get_by_text("Cancel the interview", exact=True).click()
    page.fill("[name=note]", "Called again: is ill.")
    send(page)
    assert not InterviewBooking.objects.filter(ended_at__isnull=True).exists()
    assert [row.kind for row in Disposition.objects.order_by("pk")] == ["interview_set", "contacted"]

    page.goto(f"{base}/hiring/")
    page.get_by_role("link", name="Reports: how long each step takes").click()
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    row = page.locator("tr").filter(has_text="First contact with a name")
    assert row.locator("td").first.inner_text() == "1"


def send(page: Any) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Do what the candidate asked for").click()
