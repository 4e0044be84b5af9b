"""A cover sheet files its paper, on any page and whichever way it lies; what it cannot say waits for a person."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from postings.models import Posting
from screening import scan_pages
from screening.city_time import city_day, now
from screening.domain import document as documents
from screening.domain import document_request, scan_reading
from screening.domain.scan_filing import file_by_sheet
from screening.enums import ApplicationState, DocumentVia, NoticeKind
from screening.enums_scan import ScanDoubt, ScanState
from screening.models import Application, CoverSheet, Document, History, Notice, Scan, ScanPart, User
from tests.factories import make_application, make_posting, make_user
from tests.screening.tray.conftest import sent_to
from tests.screening.tray.scans import a_sheet, as_pdf, as_tiff, come, faxed, page, sheet_page


def read() -> int:
    return scan_reading.read_due(clock=now)


def tray() -> list[tuple[int, int, str, str]]:
    return [
        (part.first_page, part.last_page, part.state, part.doubt)
        for part in ScanPart.objects.order_by("scan_id", "first_page")
    ]


def test_a_noisy_sheet_is_read_whichever_way_it_lies(rosa: Application, tmp_path: Path) -> None:
    sheet = a_sheet(rosa)
    drawn = sheet_page(sheet)
    scan = tmp_path / "scan"
    scan.write_bytes(as_pdf(*(faxed(drawn, turned=turned) for turned in (0, 90, 180, 270, 3))))
    assert scan_pages.look(scan, tmp_path).pages == [(sheet.code,)] * 5


def test_a_noisy_fax_that_lies_askew_is_filed_as_it_came(rosa: Application) -> None:
    came_at = now() - timedelta(hours=2)
    content = as_pdf(faxed(sheet_page(a_sheet(rosa)), turned=3), faxed(page(), turned=3))
    come(content, received_at=came_at)
    assert read() == 1
    document = rosa.documents.get()
    assert (document.kind, document.job_key, document.via, document.received_at, document.received_from) == (
        "oca_documentation",
        "job1",
        DocumentVia.FAX,
        came_at,
        None,
    )
    with open(document.file.path, "rb") as file:
        assert file.read() == content
    assert tray() == [(1, 2, ScanState.FILED, "")]


def test_the_applicant_is_told_and_the_facts_are_evaluated_again(rosa: Application) -> None:
    come(as_pdf(sheet_page(a_sheet(rosa)), page()))
    read()
    rosa.refresh_from_db()
    assert rosa.state == ApplicationState.SUBMITTED
    assert rosa.submissions.count() == 2
    told = Notice.objects.get(kind=NoticeKind.DOCUMENT_FILED)
    assert (told.recipient, told.application) == (rosa.applicant, rosa)
    assert told.subject == "We received your document: Out-of-class assignment documentation (Utility Clerk)"
    assert "came by fax on" in told.body
    assert "Pages: 2 " in told.body
    line = History.objects.get(verb="file_scan")
    assert (line.actor, line.from_state, line.to_state) == (None, "waiting", "filed")


def test_a_fax_in_time_answers_what_was_asked_also_when_it_is_read_after_the_last_day(
    rosa: Application, analyst: User
) -> None:
    asked_at = now() - timedelta(hours=20)
    asked = document_request.ask(
        actor=analyst,
        application_id=rosa.pk,
        kind="typing_certificate",
        due_on=city_day(asked_at) + timedelta(days=1),
        at=asked_at,
    )
    came_at = asked_at + timedelta(hours=1)
    come(as_pdf(sheet_page(a_sheet(rosa, "typing_certificate", "")), page()), received_at=came_at)
    read()
    asked.refresh_from_db()
    assert asked.answered_at == came_at
    assert rosa.documents.get().received_at == came_at


def test_a_tiff_of_a_fax_server_is_filed_as_a_pdf_of_its_pages(rosa: Application) -> None:
    come(as_tiff(faxed(sheet_page(a_sheet(rosa))), faxed(page()), faxed(page("second"))), name="fax.tif")
    assert read() == 1
    document = rosa.documents.get()
    assert document.content_type == "application/pdf"
    assert len(pypdfium2.PdfDocument(document.file.path)) == 3


def test_a_coarse_fax_has_half_as_many_lines_as_dots_and_is_read(rosa: Application) -> None:
    sheet = a_sheet(rosa)
    coarse = [faxed(one).resize((1728, 1078)).convert("1") for one in (sheet_page(sheet), page())]
    come(as_tiff(*coarse, dpi=(204, 98)), name="coarse.tif")
    assert read() == 1


def test_two_documents_in_one_scan_are_two_documents(rosa: Application, clerks: Posting) -> None:
    other = sent_to(clerks, "Li", "Wang")
    content = as_pdf(
        sheet_page(a_sheet(rosa)),
        page(),
        page(),
        sheet_page(a_sheet(other, "typing_certificate", "")),
        page(),
    )
    come(content, name="Rosa Park and Li Wang.pdf")
    assert read() == 2
    assert {one.original_name for one in Document.objects.all()} == {f"fax-{city_day(now())}.pdf"}
    assert [len(pypdfium2.PdfDocument(one.documents.get().file.path)) for one in (rosa, other)] == [3, 2]
    assert tray() == [(1, 3, "filed", ""), (4, 5, "filed", "")]


def test_pages_before_the_first_sheet_wait_and_the_rest_is_filed(rosa: Application) -> None:
    come(as_pdf(page("Fax from the corner shop"), sheet_page(a_sheet(rosa)), page()))
    assert read() == 1
    assert tray() == [(1, 1, "waiting", ScanDoubt.NO_SHEET), (2, 3, "filed", "")]


def test_the_one_sheet_that_lies_last_stands_for_the_whole_scan(rosa: Application) -> None:
    come(as_pdf(page(), page("second"), sheet_page(a_sheet(rosa))))
    assert read() == 1
    assert tray() == [(1, 3, "filed", "")]


def test_another_sheet_of_the_same_application_on_top_files_by_the_one_that_lies_on_the_pages(
    rosa: Application,
) -> None:
    on_top = sheet_page(a_sheet(rosa))
    come(as_pdf(on_top, sheet_page(a_sheet(rosa, "typing_certificate", "")), page()))
    assert read() == 1
    assert [one.kind for one in rosa.documents.all()] == ["typing_certificate"]
    assert tray() == [(1, 1, "waiting", ScanDoubt.BARE), (2, 3, "filed", "")]


def test_the_same_sheet_twice_on_top_is_one_document(rosa: Application) -> None:
    sheet = sheet_page(a_sheet(rosa))
    come(as_pdf(sheet, sheet, page()))
    assert read() == 1
    assert tray() == [(1, 3, "filed", "")]


def test_sheets_of_two_applications_on_each_other_are_for_a_person_to_tell_apart(
    rosa: Application, clerks: Posting
) -> None:
    other = sent_to(clerks, "Li", "Wang")
    come(as_pdf(sheet_page(a_sheet(other)), sheet_page(a_sheet(rosa)), page()))
    assert read() == 0
    assert tray() == [(1, 1, "waiting", ScanDoubt.BARE), (2, 3, "waiting", ScanDoubt.TWO_CODES)]
    assert not Document.objects.exists()


def test_without_a_sheet_or_with_one_that_is_not_known_it_waits(rosa: Application) -> None:
    sheet = a_sheet(rosa)
    drawn = sheet_page(sheet)
    CoverSheet.objects.all().delete()
    come(as_pdf(page()))
    come(as_pdf(drawn, page()))
    assert read() == 0
    assert tray() == [(1, 1, "waiting", ScanDoubt.NO_SHEET), (1, 2, "waiting", ScanDoubt.UNKNOWN)]


def test_what_the_application_does_not_take_waits_with_the_reason(rosa: Application) -> None:
    drawn = sheet_page(a_sheet(rosa))
    Application.objects.filter(pk=rosa.pk).update(state=ApplicationState.WITHDRAWN)
    come(as_pdf(drawn, page()))
    assert read() == 0
    [part] = ScanPart.objects.all()
    assert part.doubt == ScanDoubt.REFUSED
    assert part.said.startswith("This application was withdrawn")


@pytest.mark.parametrize(
    "content", [b"MZ a program", b"%PDF-1.7 cut off", b"\x89PNG\r\n\x1a\n cut off", b"\0" * 999]
)
def test_what_cannot_be_opened_waits_without_pages(db: None, content: bytes) -> None:
    come(content)
    assert read() == 0
    assert tray() == [(0, 0, "waiting", ScanDoubt.UNREADABLE)]
    assert ScanPart.objects.get().said.startswith("It cannot be opened")


def test_a_second_fax_is_added_and_the_first_stays(rosa: Application) -> None:
    drawn = sheet_page(a_sheet(rosa))
    come(as_pdf(drawn, page("the first")))
    read()
    come(as_pdf(drawn, page("the second")))
    assert read() == 1
    assert rosa.documents.count() == 2
    assert Notice.objects.filter(kind=NoticeKind.DOCUMENT_FILED).count() == 2


def test_the_same_file_twice_is_filed_once(rosa: Application) -> None:
    content = as_pdf(sheet_page(a_sheet(rosa)), page())
    come(content, key="fax-1")
    read()
    come(content, key="fax-2")
    assert read() == 0
    assert (Scan.objects.count(), rosa.documents.count()) == (1, 1)
    assert History.objects.filter(verb="take_in_scan_again").count() == 1


def test_a_part_that_is_filed_cannot_be_filed_again(rosa: Application) -> None:
    sheet = a_sheet(rosa)
    come(as_pdf(sheet_page(sheet), page()))
    read()
    with pytest.raises(documents.Refused, match="not possible any more"):
        file_by_sheet(part=ScanPart.objects.get(), sheet=sheet, at=now())


def test_a_sheet_of_a_draft_files_into_the_draft(clerks: Posting) -> None:
    draft = make_application(clerks, make_user("draft@example.org"), at=now())
    come(as_pdf(sheet_page(a_sheet(draft)), page()))
    assert read() == 1
    assert draft.documents.count() == 1
    assert "Your application is not sent yet" in Notice.objects.get(kind=NoticeKind.DOCUMENT_FILED).body


def test_a_code_of_another_posting_is_filed_there(rosa: Application, analyst: User) -> None:
    elsewhere = make_posting("driver", title="Driver", opens_at=now() - timedelta(days=3))
    other = sent_to(elsewhere, "Ana", "Diaz")
    come(as_pdf(sheet_page(a_sheet(other)), page()))
    assert read() == 1
    assert (rosa.documents.count(), other.documents.count()) == (0, 1)
