"""The tray's pages: what they cost, whom they let do what, and what each way of filing answers."""

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from postings.models import Posting
from screening.city_time import city_day, now
from screening.domain import scan_filing, scan_reading
from screening.enums import ApplicationState, NoticeKind, Role
from screening.enums_scan import ScanDoubt, ScanState
from screening.errors import NotAllowed
from screening.models import Application, History, Notice, RoleAssignment, Scan, ScanPart, User
from tests.factories import make_posting, make_staff, make_user
from tests.screening.applicant.conftest import BACKEND
from tests.screening.tray.addresses import waiting
from tests.screening.tray.conftest import sent_to
from tests.screening.tray.scans import a_sheet, as_pdf, come, page

ROOM = "/admin/screening/scanpart/"


@pytest.fixture
def desk(analyst: User) -> Client:
    client = Client()
    client.force_login(analyst, backend=BACKEND)
    return client


def statements(client: Client, address: str = ROOM) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def scanned(*pages: Any) -> ScanPart:
    """A scan without a sheet, read, that waits."""
    scan = come(as_pdf(*(pages or (page(),))))
    scan_reading.read_due(clock=now)
    return scan.parts.get()


def address(part: ScanPart, verb: str = "change") -> str:
    return f"{ROOM}{part.pk}/{verb}/"


def test_the_tray_costs_the_same_for_one_paper_as_for_three(desk: Client) -> None:
    counts = []
    for number in (1, 2, 3):
        waiting(number)
        counts.append(statements(desk))
    assert counts == [7, 7, 7]


def test_what_was_filed_costs_the_same_for_one_paper_as_for_two(
    desk: Client, rosa: Application, clerks: Posting, analyst: User
) -> None:
    counts = []
    for one in (rosa, sent_to(clerks, "Li", "Wang")):
        part = scanned(page(one.name))
        desk.post(address(part, "file"), {"application": one.pk, "paper": "typing_certificate:"})
        desk.get("/admin/")  # says what was done
        counts.append(statements(desk, f"{ROOM}?state=filed"))
    assert counts == [7, 7]


def test_the_front_page_says_how_many_wait_and_since_when(desk: Client) -> None:
    waiting(1)
    waiting(2)
    said = desk.get("/admin/").content.decode()
    assert "2 papers from fax or mail wait for somebody" in said
    part = waiting(3, doubt=ScanDoubt.UNKNOWN)
    ScanPart.objects.exclude(pk=part.pk).update(state=ScanState.SET_ASIDE, ended_at=now(), reason="A double.")
    assert "1 paper from fax or mail waits for somebody" in desk.get("/admin/").content.decode()


def test_a_paper_is_found_by_name_and_title_and_filed_as_the_chosen_document(
    desk: Client, rosa: Application, analyst: User
) -> None:
    part = scanned()
    found = desk.get(address(part), {"q": "park clerk"}).content.decode()
    assert "1 application found" in found
    assert "0 applications found" in desk.get(address(part), {"q": "park driver"}).content.decode()
    chosen = desk.get(address(part), {"application": rosa.pk}).content.decode()
    assert "Out-of-class assignment documentation: Call Center Agent, Sweetwater Water" in chosen
    answer = desk.post(address(part, "file"), {"application": rosa.pk, "paper": "oca_documentation:job1"})
    assert (answer.status_code, answer["Location"]) == (302, ROOM)
    document = rosa.documents.get()
    assert (document.kind, document.job_key, document.via) == ("oca_documentation", "job1", "fax")
    part.refresh_from_db()
    assert (part.state, part.ended_by, part.document) == (ScanState.FILED, analyst, document)
    assert Notice.objects.filter(kind=NoticeKind.DOCUMENT_FILED, recipient=rosa.applicant).count() == 1
    assert History.objects.get(verb="file_scan").actor == analyst


def test_a_typed_code_files_it_and_a_wrong_one_says_why(desk: Client, rosa: Application) -> None:
    part = scanned()
    sheet = a_sheet(rosa)
    wrong = desk.post(address(part, "file"), {"code": "7KQ2"})
    assert (wrong.status_code, "A code has 8 signs, this has 4." in wrong.content.decode()) == (409, True)
    assert desk.post(address(part, "file"), {}).status_code == 400
    assert desk.post(address(part, "file"), {"code": sheet.code.lower()}).status_code == 302
    assert rosa.documents.count() == 1


def test_a_code_of_a_posting_that_one_does_not_review_is_refused(desk: Client, rosa: Application) -> None:
    part = scanned()
    other = sent_to(make_posting("driver", title="Driver", opens_at=now() - timedelta(days=3)), "Ana", "Diaz")
    answer = desk.post(address(part, "file"), {"code": a_sheet(other).code})
    assert "No application that you may see has the code" in answer.content.decode()
    filed = desk.post(address(part, "file"), {"application": other.pk, "paper": "oca_documentation:job1"})
    assert filed.status_code == 404
    assert not other.documents.exists()


def test_a_decided_application_offers_no_document_and_says_so(desk: Client, rosa: Application) -> None:
    part = scanned()
    Application.objects.filter(pk=rosa.pk).update(state=ApplicationState.WITHDRAWN)
    said = desk.get(address(part), {"application": rosa.pk}).content.decode()
    assert "This application takes no documents now" in said
    late = desk.post(address(part, "file"), {"application": rosa.pk, "paper": "oca_documentation:job1"})
    assert late.status_code == 400
    assert not rosa.documents.exists()


def test_two_papers_without_a_sheet_are_taken_apart_and_filed_one_by_one(
    desk: Client, rosa: Application
) -> None:
    part = scanned(page("one"), page("two"), page("three"))
    assert desk.post(address(part, "split"), {"after_page": "3"}, follow=True).status_code == 200
    assert ScanPart.objects.get() == part
    assert desk.post(address(part, "split"), {"after_page": "x"}).status_code == 404
    desk.post(address(part, "split"), {"after_page": "1"})
    first, second = ScanPart.objects.order_by("first_page")
    assert [(one.first_page, one.last_page, one.doubt) for one in (first, second)] == [
        (1, 1, ScanDoubt.NO_SHEET),
        (2, 3, ScanDoubt.NO_SHEET),
    ]
    desk.post(address(second, "file"), {"application": rosa.pk, "paper": "typing_certificate:"})
    assert len(pypdfium2.PdfDocument(rosa.documents.get().file.path)) == 2
    assert desk.post(address(second, "split"), {"after_page": "2"}, follow=True).status_code == 200
    assert ScanPart.objects.count() == 2


def test_setting_aside_needs_a_reason_and_can_be_taken_back(desk: Client) -> None:
    part = waiting()
    bare = desk.post(address(part, "set-aside"), {})
    assert (bare.status_code, "Say why these pages are set aside" in bare.content.decode()) == (409, True)
    desk.post(address(part, "set-aside"), {"usual": "", "note": "Our own newsletter."})
    part.refresh_from_db()
    assert (part.state, part.reason) == (ScanState.SET_ASIDE, "Our own newsletter.")
    assert "Our own newsletter." in desk.get(f"{ROOM}?state=set_aside").content.decode()
    desk.post(address(part, "take-back"))
    part.refresh_from_db()
    assert (part.state, part.doubt) == (ScanState.WAITING, ScanDoubt.TAKEN_BACK)
    twice = desk.post(address(part, "take-back"), follow=True)
    assert "This is not possible any more" in twice.content.decode()


def test_what_was_set_aside_waits_again_when_it_comes_again(desk: Client) -> None:
    part = scanned()
    desk.post(address(part, "set-aside"), {"note": "By mistake."})
    with open(part.scan.file.path, "rb") as file:
        come(file.read(), key="again")
    part.refresh_from_db()
    assert (part.state, part.said) == (ScanState.WAITING, "It had been set aside: By mistake.")


def test_what_cannot_be_opened_is_only_set_aside(desk: Client, rosa: Application) -> None:
    come(b"MZ a program")
    scan_reading.read_due(clock=now)
    part = ScanPart.objects.get()
    said = desk.get(address(part)).content.decode()
    assert "This file has no pages that can be shown." in said
    assert "By name and title" not in said
    assert desk.post(address(part, "file"), {"code": a_sheet(rosa).code}).status_code == 409


def test_an_auditor_reads_and_changes_nothing(rosa: Application) -> None:
    part = waiting()
    client = Client()
    client.force_login(make_staff(Role.AUDITOR), backend=BACKEND)
    said = client.get(address(part)).content.decode()
    assert ("What is known of it" in said, "Set it aside" in said) == (True, False)
    for verb in ("file", "split", "set-aside", "take-back"):
        sent = {"code": a_sheet(rosa).code, "note": "x", "after_page": "1"}
        assert client.post(address(part, verb), sent).status_code == 404
    part.refresh_from_db()
    assert part.state == ScanState.WAITING


def test_the_verbs_refuse_who_does_not_review_the_application_or_work_the_tray(rosa: Application) -> None:
    part = waiting()
    elsewhere = make_posting("driver", title="Driver", opens_at=now() - timedelta(days=3))
    other = make_staff(Role.ANALYST, "other@example.org", posting=elsewhere)
    RoleAssignment.objects.create(user=rosa.applicant, role=Role.SUPERVISING_ANALYST)
    chosen = {"application_id": rosa.pk, "kind": "typing_certificate", "part_id": part.pk, "at": now()}
    for person in (other, rosa.applicant, make_staff(Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            scan_filing.file_by_hand(actor=person, **chosen)
    for person in (make_user("stranger@example.org"), User.objects.get(email="auditor@example.org")):
        with pytest.raises(NotAllowed):
            scan_filing.set_aside(actor=person, part_id=part.pk, reason="x", at=now())
        with pytest.raises(NotAllowed):
            scan_filing.split(actor=person, part_id=part.pk, after_page=1, at=now())
    assert not rosa.documents.exists()


def test_what_is_filed_is_seen_by_those_who_review_it_alone(
    desk: Client, rosa: Application, analyst: User
) -> None:
    part = scanned()
    desk.post(address(part, "file"), {"application": rosa.pk, "paper": "typing_certificate:"})
    picture = f"{ROOM}pages/{part.scan.pages.get().pk}/"
    assert (desk.get(address(part)).status_code, desk.get(picture).status_code) == (200, 200)
    elsewhere = make_posting("driver", title="Driver", opens_at=now() - timedelta(days=3))
    other = Client()
    other.force_login(make_staff(Role.ANALYST, "other@example.org", posting=elsewhere), backend=BACKEND)
    assert (other.get(address(part)).status_code, other.get(picture).status_code) == (404, 404)


def test_a_scan_is_handed_in_with_the_day_the_paper_came(desk: Client, analyst: User) -> None:
    today = city_day(now())
    form = {"via": "mail", "received_on": (today - timedelta(days=1)).isoformat()}
    file = SimpleUploadedFile("letter.pdf", as_pdf(page()))
    assert desk.post(f"{ROOM}hand-in/", {**form, "file": file}).status_code == 302
    scan = Scan.objects.get()
    assert (scan.via, city_day(scan.received_at), scan.handed_in_by) == (
        "mail",
        today - timedelta(days=1),
        analyst,
    )
    tomorrow = {"via": "mail", "received_on": (today + timedelta(days=1)).isoformat()}
    refused = desk.post(f"{ROOM}hand-in/", {**tomorrow, "file": SimpleUploadedFile("b.pdf", b"x")})
    assert (refused.status_code, "has not come yet" in refused.content.decode()) == (409, True)
    assert desk.post(f"{ROOM}hand-in/", {}).status_code == 400


@pytest.mark.parametrize("query", ["?state=burned", "?page=x", "?page=99"])
def test_an_address_that_the_page_did_not_offer(desk: Client, query: str) -> None:
    assert desk.get(f"{ROOM}{query}").status_code == (404 if "burned" in query else 200)
    part = waiting()
    assert desk.get(address(part), {"application": "x" * 30}).status_code == 404
