"""A paper that follows later: a cover sheet for the fax, or an upload on the status page; a clerk finds it by its code."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.domain import document_request
from screening.enums import Role
from screening.models import CoverSheet, User
from tests.factories import (
    DOCUMENTS,
    make_application,
    make_evaluated_application,
    make_posting,
    make_staff,
)
from tests.journeys.steps import a_pdf, look, sign_in

CERTIFICATE = {"slug": "typing_certificate", "label": "Typing certificate", "needed": "helpful"}


def test_a_late_paper_is_sent_with_a_cover_sheet_or_uploaded(
    new_page: Callable[..., Any], base: str, applicant: User, tmp_path: Path
) -> None:
    clerks = make_posting(opens_at=now() - timedelta(days=1), documents=(*DOCUMENTS, CERTIFICATE))
    analyst = make_staff(Role.ANALYST, "clerk@example.org", posting=clerks)
    application = make_evaluated_application(clerks, applicant, at=now())
    document_request.ask(
        actor=analyst,
        application_id=application.pk,
        kind="typing_certificate",
        due_on=city_day(now()) + timedelta(days=7),
        at=now(),
    )
    hers = new_page()
    sign_in(hers, base, applicant.email)
    hers.goto(f"{base}/applications/{application.pk}/")
    look(hers)
    hers.get_by_role("link", name="Send it now").click()
    look(hers)
    with hers.expect_download() as sheet:
        hers.get_by_role("button", name="Get the cover sheet (PDF)").click()
    code = CoverSheet.objects.get().code
    assert sheet.value.suggested_filename == f"cover-sheet-{code}.pdf"

    desk = new_page()
    sign_in(desk, base, analyst.email)
    desk.goto(f"{base}/admin/screening/application/")
    desk.get_by_role("link", name="Received by fax, mail or in person").click()
    look(desk)
    desk.fill("[name=code]", "7KQ2")
    desk.get_by_role("button", name="Find the application").click()
    desk.get_by_text("A code has 8 signs, this has 4.").first.wait_for()
    look(desk)
    desk.fill("[name=code]", code.lower())
    desk.get_by_role("button", name="Find the application").click()
    desk.get_by_text(f"Cover sheet {code} is for this application: Typing certificate.").wait_for()

    hers.set_input_files("[name=file]", a_pdf(tmp_path, "certificate.pdf"))
    hers.get_by_role("button", name="Send this document").click()
    hers.wait_for_url(f"{base}/applications/{application.pk}/")
    assert application.documents.get().original_name == "certificate.pdf"
    assert not hers.get_by_role("link", name="Send it now").is_visible()


def test_the_arithmetic_of_a_certificate_is_shown_while_it_is_typed(
    page: Any, base: str, posting: Posting, applicant: User
) -> None:
    application = make_application(posting, applicant, at=now())
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/applications/{application.pk}/typing/")
    page.fill("[name=gross_wpm]", "40")
    page.fill("[name=errors]", "5")
    page.get_by_text("40 − 2 × 5 = 30 words a minute net; the posting asks 30").wait_for()
    look(page)
