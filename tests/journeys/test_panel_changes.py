"""Somebody of the panel cannot come: the manager seats another person, who then finds the interview and the first does not."""

from datetime import timedelta
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.models import User
from tests.factories_hiring import issue_list, make_vacancy
from tests.factories_interviews import choose, make_slots, offer_to
from tests.journeys.pool import establish
from tests.journeys.steps import look, sign_in
from tests.journeys.test_interview import panelist


def test_one_leaves_and_another_joins(
    new_page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    eligible_list = establish(posting, analyst, {"Ada": ["sap"]})
    vacancy = make_vacancy(manager, posting.job_class, department=posting.department, at=now())
    issued = issue_list(manager, vacancy, eligible_list, at=now())
    pat, lee = panelist("Pat", "Ortiz"), panelist("Lee", "Wu")
    slot = make_slots(issued, [pat], day=city_day(now()) + timedelta(days=5), how_many=1, at=now())[0]
    choose(offer_to(issued, "Ada Person", at=now())[0], slot, at=now())

    page = new_page(viewport={"width": 375, "height": 800})
    sign_in(page, base, manager.email)
    page.goto(f"{base}/hiring/interview-lists/{issued.pk}/interviews/")
    look(page)
    page.get_by_role("link", name="Change the panel of").click()
    look(page)
    page.get_by_text("Pat Ortiz", exact=True).click()
    page.get_by_text("Lee Wu", exact=True).click()
    page.get_by_role("button", name="Change the panel").click()
    assert page.get_by_role("alert").get_by_text("Say why somebody leaves the panel.").is_visible()
    look(page)
    page.fill("[name=why]", "Pat cannot come.")
    page.get_by_role("button", name="Change the panel").click()
    assert "The panel is changed." in page.inner_text("main")
    assert page.locator("td[data-label=Panel]").inner_text().startswith("Lee Wu")

    for member, count in ((lee, 1), (pat, 0)):
        theirs = new_page()
        sign_in(theirs, base, member.email)
        theirs.goto(f"{base}/interviews/")
        look(theirs)
        assert theirs.get_by_text("Ada Person").count() == count
