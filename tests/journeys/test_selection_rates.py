"""A supervising analyst takes the selection rates of a recruitment; an auditor reads them, with the picture and the file."""

from typing import Any

from screening.enums import Role
from screening.models import History
from tests.factories import make_posting, make_staff
from tests.journeys.steps import look, sign_in
from tests.screening.counted import make_counted


def test_taken_by_one_and_read_by_another(new_page: Any, live_server: Any, transactional_db: None) -> None:
    base = str(live_server.url)
    supervisor, auditor = make_staff(Role.SUPERVISING_ANALYST), make_staff(Role.AUDITOR)
    groups = {("female", "asian"): (12, 7), ("male", "white"): (20, 5), ("", ""): (2, 1)}
    make_counted(make_posting(), supervisor, groups)
    page = new_page()
    sign_in(page, base, supervisor.email)
    page.get_by_role("link", name="Records", exact=True).click()
    page.get_by_role("link", name="Selection rates").click()
    look(page)
    page.locator("#group-2 + table").get_by_role("link", name="Utility Clerk").click()
    look(page)
    page.get_by_role("button", name="Take the figures").click()
    page.get_by_text("The figures were taken and are kept.").wait_for()
    look(page)

    page = new_page(viewport={"width": 375, "height": 800})
    sign_in(page, base, auditor.email)
    page.goto(f"{base}/admin/screening/selectionfigures/")
    page.get_by_role("link", name="Utility Clerk").last.click()
    look(page)
    assert page.get_by_role("button", name="Take new figures").count() == 0
    men = page.get_by_role("row", name="Male 20").first.inner_text().split("\t")
    assert men[:6] == ["Male", "20", "5", "0.250", "0.429", "0.1297"]
    with page.expect_download() as given:
        page.get_by_role("link", name="Download as CSV").click()
    assert "Sex,Male,20,5,0.250,0.429,yes,0.1297,no" in given.value.path().read_text(encoding="utf-8-sig")
    looked = History.objects.filter(verb="look_at_selection_rates", actor=auditor).order_by("pk")
    assert [line.facts["form"] for line in looked] == ["page", "csv"]
