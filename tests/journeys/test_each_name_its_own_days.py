"""A continuous posting: a name is added a hundred days after the first, and each reads its own last day."""

from datetime import timedelta
from typing import Any

import time_machine

from postings.models import Posting
from screening.city_time import city_day, now
from screening.domain import decision, evaluation
from screening.models import User
from tests.journeys.pool import establish, send_many
from tests.journeys.steps import look, sign_in


def test_a_name_added_later_reads_its_own_last_day(
    page: Any, base: str, posting: Posting, analyst: User
) -> None:
    placed = establish(posting, analyst, {"Ada": ["sap"]})
    later = now() + timedelta(days=100)
    with time_machine.travel(later):
        (sent,) = send_many(posting, {"Ben": []})
        evaluation.evaluate_due(clock=now)
        decision.confirm(actor=analyst, application_id=sent.pk, at=now())
        sign_in(page, base, analyst.email)
        page.goto(f"{base}/admin/screening/eligiblelist/establish/{posting.pk}/")
        look(page)
        assert "a name that is placed later has its own 180 days" in page.inner_text("#content-main")
        with page.expect_navigation():
            page.get_by_role("button", name="Add 1 to the list").click()
        look(page)
        own = city_day(later) + timedelta(days=180)
        assert f"Their own last day is {own:%B} {own.day}, {own.year}" in page.inner_text("body")
    with time_machine.travel(now() + timedelta(days=181)):
        page.context.clear_cookies()
        sign_in(page, base, analyst.email)
        page.goto(f"{base}/admin/screening/eligiblelist/{placed.pk}/change/")
        look(page)
        rows = page.locator("section[aria-labelledby=names] tbody tr")
        assert [("Own days over" in rows.nth(row).inner_text()) for row in range(2)] == [True, False]
        page.set_viewport_size({"width": 375, "height": 800})
        for name, words in (("Ada", "Your own last day on it was"), ("Ben", "Your own last day on it is")):
            person = User.objects.get(first_name=name)
            page.context.clear_cookies()
            sign_in(page, base, person.email)
            page.goto(f"{base}/applications/{person.applications.get().pk}/")
            look(page)
            assert words in page.inner_text("main")
