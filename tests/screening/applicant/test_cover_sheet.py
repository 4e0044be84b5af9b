"""Cover sheets: printed with a code that a fax lives through, read back, and found by a clerk."""

from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse

from screening.city_time import now
from screening.domain.cover_sheet import cover_sheet, find_by_code
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import Application, CoverSheet, User
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user
from tests.screening.applicant.conftest import BACKEND


@pytest.fixture
def sent(applicant: User) -> Application:
    return make_evaluated_application(make_posting(), applicant, at=now())


def printed(client: Client, application: Application, job: str = "job1") -> Any:
    address = reverse("applicant:cover_sheet", args=[application.pk]) + "?kind=oca_documentation"
    return client.post(address, {"job_key": job})


def a_sheet(application: Application) -> CoverSheet:
    return cover_sheet(
        actor=application.applicant,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        at=now(),
    )


@pytest.mark.parametrize(("dots", "black_and_white"), [(200, False), (100, True)])
def test_the_square_is_read_back_from_the_page_also_as_a_coarse_fax(
    signed_in: Client, sent: Application, dots: int, black_and_white: bool
) -> None:
    answer = printed(signed_in, sent)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdfium2.PdfDocument(answer.content)
    assert len(pages) == 1
    page = pages[0].render(scale=dots / 72).to_pil()
    page = page.convert("1") if black_and_white else page
    assert [read.text for read in zxingcpp.read_barcodes(page.convert("L"))] == [
        CoverSheet.objects.get().code
    ]


def test_the_page_says_whose_paper_it_is_and_where_it_goes(signed_in: Client, sent: Application) -> None:
    content = printed(signed_in, sent).content
    assert b"/StructTreeRoot" in content or pypdfium2.PdfDocument(content).is_tagged()
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    code = CoverSheet.objects.get().code
    for words in (
        "Rosa Park",
        "Utility Clerk",
        sent.receipt,
        "Out-of-class assignment documentation",
        "Call Center Agent, Sweetwater Water",
        "(619) 533-3337",
        "Employment Information Center",
        code,
    ):
        assert words in text


def test_a_paper_keeps_its_code_and_another_has_its_own(signed_in: Client, draft: Application) -> None:
    first, again = printed(signed_in, draft), printed(signed_in, draft)
    assert first["Content-Disposition"] == again["Content-Disposition"]
    assert printed(signed_in, draft, job="job9").status_code == 409
    assert CoverSheet.objects.count() == 1


def test_nobody_else_prints_it(sent: Application, stranger: Client) -> None:
    assert printed(stranger, sent).status_code == 404
    with pytest.raises(NotAllowed):
        cover_sheet(
            actor=make_user("x@example.org"),
            application_id=sent.pk,
            kind="oca_documentation",
            job_key="job1",
            at=now(),
        )


def test_a_clerk_finds_the_application_however_the_code_is_typed(client: Client, sent: Application) -> None:
    sheet = a_sheet(sent)
    clerk = make_staff(Role.ANALYST, posting=sent.posting)
    for typed in (sheet.code, sheet.code.lower(), sheet.code.replace("-", " "), f" {sheet.code}\n"):
        assert find_by_code(actor=clerk, typed=typed) == sheet
    client.force_login(clerk, backend=BACKEND)
    answer = client.get(reverse("admin:screening_application_by_code"), {"code": sheet.code}, follow=True)
    assert answer.redirect_chain[0][0] == f"/admin/screening/application/{sent.pk}/change/"
    said = f"Cover sheet {sheet.code} is for this application: Out-of-class assignment documentation."
    assert said in answer.content.decode()


def test_each_single_wrong_sign_is_noticed(sent: Application) -> None:
    clerk = make_staff(Role.ANALYST, posting=sent.posting)
    code = a_sheet(sent).code
    for at, sign in enumerate(code):
        if sign == "-":
            continue
        wrong = code[:at] + ("2" if sign != "2" else "3") + code[at + 1 :]
        with pytest.raises(Refused, match="one sign is wrong, or two are exchanged"):
            find_by_code(actor=clerk, typed=wrong)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("7KQ2", "A code has 8 signs, this has 4. Read it from the sheet again."),
        ("7KQ2-M4TXX", "A code has 8 signs, this has 9. Read it from the sheet again."),
        ("7KA2-M4IX", "A code never has A, I. Read these places from the sheet again."),
    ],
)
def test_a_mistyped_code_is_refused_in_words(
    client: Client, sent: Application, typed: str, words: str
) -> None:
    client.force_login(make_staff(Role.ANALYST, posting=sent.posting), backend=BACKEND)
    answer = client.get(reverse("admin:screening_application_by_code"), {"code": typed})
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_another_postings_code_is_not_found(sent: Application) -> None:
    sheet = a_sheet(sent)
    other = make_staff(Role.ANALYST, posting=make_posting("other"))
    with pytest.raises(Refused, match="No application that you may see has the code"):
        find_by_code(actor=other, typed=sheet.code)
