"""Two accounts share a phone and a history: a supervising analyst compares them and keeps them apart."""

from typing import Any

from screening.city_time import now
from screening.domain import duplicate_finding
from screening.enums import Role
from screening.models import DuplicatePair, User
from tests.factories import make_posting, make_staff
from tests.journeys.steps import look, sign_in
from tests.screening.domain.test_duplicate import TWO_JOBS, send


def test_compared_and_kept_apart(new_page: Any, live_server: Any, transactional_db: None) -> None:
    base = str(live_server.url)
    posting, supervisor = make_posting(), make_staff(Role.SUPERVISING_ANALYST)
    send(posting, "rosa@example.org", given="Rosa", phone="619-555-0199", jobs=TWO_JOBS)
    send(posting, "ana@example.org", given="Ana", phone="(619) 555-0199", jobs=TWO_JOBS)
    duplicate_finding.find_due(clock=now)
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, base, supervisor.email)
    page.goto(f"{base}/admin/")
    look(page)
    page.locator("p.inside").get_by_role("link", name="Possible duplicates").click()
    page.wait_for_url("**/duplicatepair/")
    look(page)
    page.get_by_role("link", name="Rosa Lee and Ana Lee").click()
    page.wait_for_url("**/duplicatepair/*/")
    look(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    look(page)
    page.get_by_label("Two different people").check()
    page.get_by_role("button", name="Save what I find").click()
    page.locator("#mistakes").wait_for()
    look(page)
    page.get_by_label("Why").fill("Sisters who worked side by side.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save what I find").click()
    look(page)
    assert "No two accounts wait to be compared." in page.inner_text("#content-main")
    assert DuplicatePair.objects.get().waits is False
    assert User.objects.filter(is_active=True, applications__isnull=False).count() == 2
