"""An analyst takes the whole record of one application to an appeal, from the application's own page."""

from typing import Any

from pypdf import PdfReader

from screening.enums import Role
from tests.factories import make_evaluated_application, make_posting, make_staff
from tests.journeys.steps import look, sign_in


def test_taken_from_the_page(page: Any, live_server: Any, transactional_db: None) -> None:
    application = make_evaluated_application(make_posting())
    base = str(live_server.url)
    sign_in(page, base, make_staff(Role.ANALYST, posting=application.posting).email)
    page.goto(f"{base}/admin/screening/application/{application.pk}/change/")
    look(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert application.receipt in PdfReader(given.value.path()).pages[0].extract_text()
    with page.expect_download() as given:
        page.get_by_role("link", name="ZIP with every file").click()
    assert given.value.suggested_filename == f"record-{application.receipt}.zip"
