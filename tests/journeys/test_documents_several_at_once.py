"""Several files are sent at once: each with its word, one of them refused, the others kept. With and without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postings.models import Posting
from screening.city_time import now
from screening.models import User
from tests.factories import make_application
from tests.journeys.steps import a_pdf, look, sign_in
from tests.screening.applicant.papers import phone_photo


@pytest.mark.parametrize("scripts", [True, False])
def test_one_refused_file_holds_up_no_other(
    new_page: Callable[..., Any],
    base: str,
    posting: Posting,
    applicant: User,
    tmp_path: Path,
    scripts: bool,
) -> None:
    application = make_application(posting, applicant, at=now())
    photo, program = tmp_path / "photo.jpg", tmp_path / "program.pdf"
    photo.write_bytes(phone_photo())
    program.write_bytes(b"MZ" + b"\0" * 300)
    page = new_page(java_script_enabled=scripts)
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/applications/{application.pk}/documents/")
    if scripts:
        look(page)
    page.locator("a[href*='kind=typing_certificate']").click()
    page.set_input_files("[name=file]", [a_pdf(tmp_path, "certificate.pdf"), program, photo])
    page.get_by_role("button", name="Send this document").click()
    page.get_by_text("This file is a program, which we cannot read.").first.wait_for()
    if scripts:
        page.get_by_text("Received. We have your document: Typing certificate (photo.jpg).").wait_for()
        assert page.locator(".sending__word").count() == 3
        look(page)
    assert sorted(application.documents.values_list("original_name", flat=True)) == [
        "certificate.pdf",
        "photo.jpg",
    ]
    page.get_by_role("link", name="Back").click()
    page.get_by_text("certificate.pdf (").wait_for()


def test_an_upload_is_cancelled_and_tried_again(
    page: Any, base: str, posting: Posting, applicant: User, tmp_path: Path
) -> None:
    application = make_application(posting, applicant, at=now())
    sign_in(page, base, applicant.email)
    address = f"{base}/applications/{application.pk}/documents/"
    page.goto(f"{address}add/?kind=typing_certificate")
    held: list[Any] = []
    page.route("**/documents/add/**", lambda route: held.append(route))
    page.set_input_files("[name=file]", a_pdf(tmp_path, "certificate.pdf"))
    page.get_by_role("button", name="Send this document").click()
    page.get_by_role("button", name="Cancel certificate.pdf").click()
    page.get_by_text("Not received. Cancelled. Nothing of this file was kept.").wait_for()
    assert application.documents.count() == 0
    page.unroute("**/documents/add/**")
    page.route("**/documents/add/**", lambda route: route.abort())
    page.get_by_role("button", name="Try again certificate.pdf").click()
    page.get_by_text("Not received. The connection dropped.").wait_for()
    page.unroute("**/documents/add/**")
    page.get_by_role("button", name="Try again certificate.pdf").click()
    page.wait_for_url(address)
    assert application.documents.count() == 1
