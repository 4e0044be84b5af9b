"""An analyst tries a draft over the pool, stages the pool under the published revision, and a second person publishes it."""

from typing import Any

from screening.city_time import now
from screening.domain import reevaluation_run
from screening.domain import what_if as what_ifs
from tests.journeys.steps import look, sign_in
from tests.screening.admin.scene import confirm
from tests.screening.domain.test_what_if import draft, fewer_months
from tests.screening.reevaluation.pools import LONG, SHORT, make_pool, people, revise


def test_tried_staged_and_published(page: Any, live_server: Any, transactional_db: None) -> None:
    base = str(live_server.url)
    posting, pool = make_pool(SHORT, LONG, SHORT)
    analyst, supervisor = people(posting)
    confirm(analyst, pool[0])
    draft(posting, analyst, fewer_months)
    sign_in(page, base, analyst.email)
    page.goto(f"{base}/admin/postings/posting/{posting.pk}/draft/check/")
    page.get_by_role("button", name="Try it over the pool").click()
    page.get_by_text("0 of 3 applications tried").wait_for()
    what_ifs.try_due(clock=now)
    page.get_by_role("link", name="Look again").click()
    page.get_by_text("2 of 3 applications would have another outcome").wait_for()
    look(page)
    revise(posting)
    page.goto(f"{base}/admin/postings/posting/{posting.pk}/change/")
    page.get_by_role("link", name="Evaluate the pool again").click()
    look(page)
    page.get_by_role("button", name="Stage it").click()
    page.get_by_text("Say why the pool is evaluated again.").first.wait_for()
    look(page)
    page.get_by_label("Why the pool is evaluated again").fill("Rev. 2 asks for one month.")
    page.get_by_role("button", name="Stage it").click()
    page.get_by_text("0 of 3 applications evaluated").wait_for()
    look(page)
    reevaluation_run.stage_due(clock=now)
    page.get_by_role("link", name="Look again").click()
    page.get_by_text("1 of the 1 that a person decided would come back to a person").wait_for()
    assert page.get_by_role("button", name="Publish all of it in one step").count() == 0
    look(page)
    page.context.clear_cookies()
    sign_in(page, base, supervisor.email)
    page.goto(f"{base}/admin/")
    page.get_by_role("link", name="Re-evaluation of Utility Clerk").click()
    page.get_by_role("button", name="Publish all of it in one step").click()
    page.get_by_text("The whole pool changed in one step").wait_for()
    look(page)
    page.get_by_role("link", name="Decided, and evaluated otherwise since").click()
    page.get_by_role("main").get_by_role("link", name=pool[0].name).first.click()
    page.get_by_role("heading", name="Decided, and evaluated otherwise since").wait_for()
    look(page)
    page.get_by_role("link", name="Keep it, or decide as the rules find now").click()
    look(page)
    page.get_by_label("Decide as the rules find now").check()
    page.get_by_label("Why", exact=True).fill("Rev. 2 asks for one month, and the record shows it.")
    page.get_by_role("button", name="Enter", exact=True).click()
    page.get_by_text("Decided as the rules find now.").wait_for()
    page.goto(f"{base}/admin/screening/reevaluation/")
    look(page)
