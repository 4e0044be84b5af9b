"""A fax without a sheet, one with a sheet, and a stray cover: what waits is found by name and title, filed or set aside."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from screening.city_time import now
from screening.domain import scan_reading
from screening.enums import Role
from screening.models import Document, ScanPart
from tests.factories import DOCUMENTS, make_evaluated_application, make_posting, make_staff, make_user
from tests.journeys.steps import look, sign_in
from tests.screening.tray.scans import a_sheet, as_pdf, come, faxed, page, sheet_page

CERTIFICATE = {"slug": "typing_certificate", "label": "Typing certificate", "needed": "helpful"}


def test_the_tray_is_worked_through(
    new_page: Callable[..., Any], live_server: Any, transactional_db: None, tmp_path: Path
) -> None:
    base = str(live_server.url)
    clerks = make_posting(opens_at=now() - timedelta(days=3), documents=(*DOCUMENTS, CERTIFICATE))
    analyst = make_staff(Role.ANALYST, posting=clerks)
    rosa = make_evaluated_application(clerks, make_user("rosa@example.org"), at=now() - timedelta(days=1))
    sheet = a_sheet(rosa)
    come(
        as_pdf(faxed(page("Copy shop, fax from 619-555-0142")), faxed(sheet_page(sheet), turned=180), page())
    )
    come(as_pdf(page("Typing certificate of Rosa Park"), page("Second page")), name="fax 0018.pdf")
    assert scan_reading.read_due(clock=now) == 1

    desk = new_page()
    sign_in(desk, base, analyst.email)
    desk.goto(f"{base}/admin/")
    look(desk)
    desk.locator("#content").get_by_role("link", name="Documents tray").click()
    look(desk)
    desk.get_by_role("link", name="fax.pdf, page 1").click()
    look(desk)
    desk.get_by_label("Why").select_option(index=1)
    desk.get_by_role("button", name="Set it aside").click()
    desk.get_by_text("Set aside: fax.pdf, page 1. It can be taken back.").wait_for()

    desk.get_by_role("heading", name="fax 0018.pdf, pages 1 to 2").wait_for()
    desk.get_by_label("Code on the cover sheet").fill("7KQ2")
    desk.get_by_role("button", name="File by this code").click()
    desk.get_by_text("A code has 8 signs, this has 4.").first.wait_for()
    look(desk)
    desk.get_by_label("Name, title of the position, or receipt").fill("park clerk")
    desk.get_by_role("button", name="Search").click()
    look(desk)
    desk.get_by_role("link", name="Rosa Park").click()
    desk.get_by_label("Typing certificate").check()
    look(desk)
    desk.get_by_role("button", name="File the document").click()
    desk.get_by_text("Filed: Typing certificate, Rosa Park. The applicant is told.").wait_for()
    look(desk)
    assert [one.kind for one in Document.objects.order_by("kind")] == [
        "oca_documentation",
        "typing_certificate",
    ]
    desk.get_by_role("link", name="Filed", exact=True).click()
    look(desk)
    assert desk.get_by_role("link", name="Rosa Park").count() == 2

    small = new_page(viewport={"width": 375, "height": 800})
    sign_in(small, base, analyst.email)
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(as_pdf(page("A letter without a sheet")))
    small.goto(f"{base}/admin/screening/scanpart/hand-in/")
    look(small)
    small.set_input_files("[name=file]", letter)
    small.get_by_label("By mail").check()
    small.get_by_role("button", name="Hand it in").click()
    small.get_by_text("In the tray: letter.pdf.").wait_for()
    scan_reading.read_due(clock=now)
    small.reload()
    look(small)
    small.get_by_role("link", name="letter.pdf").click()
    look(small)
    assert ScanPart.objects.filter(state="waiting").count() == 1

    hers = new_page()
    sign_in(hers, base, rosa.applicant.email)
    hers.goto(f"{base}/notices/")
    assert hers.get_by_role("link", name="We received your document").count() == 2
