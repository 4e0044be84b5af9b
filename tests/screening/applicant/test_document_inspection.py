"""What the worker does with a received file: a scan where there is a scanner, an upright photo without its place."""

import hashlib
import io
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from screening import photo_copy
from screening.city_time import city_day, now
from screening.domain import document as documents
from screening.domain import document_inspection, document_request
from screening.domain.completeness import missing
from screening.domain.document_inspection import inspect_due
from screening.domain.facts import facts_of
from screening.enums import ApplicationState, DocumentFinding, Role
from screening.models import Application, Document, DocumentInspection, Notice, User
from tests.clamd import EICAR, VERSION, clamd
from tests.factories import make_evaluated_application, make_posting, make_staff
from tests.screening.applicant.conftest import BACKEND
from tests.screening.applicant.papers import HEIC, PDF, phone_photo, png

INFECTED = PDF + EICAR + b"\n%%EOF"


@pytest.fixture
def scanner(settings: Any) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, clamd(Path(folder)) as path:
        settings.CLAMD_SOCKET = path
        yield path


@pytest.fixture
def sent(applicant: User) -> Application:
    return make_evaluated_application(make_posting(), applicant, at=now())


@pytest.fixture
def analyst(sent: Application) -> Client:
    client = Client()
    client.force_login(make_staff(Role.ANALYST, posting=sent.posting), backend=BACKEND)
    return client


def take(application: Application, content: bytes, name: str = "paper.pdf") -> Document:
    return documents.receive(
        actor=application.applicant,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        file=ContentFile(content, name),
        at=now(),
    )


def fetch(client: Client, document: Document) -> tuple[int, bytes, str]:
    answer = client.get(reverse("applicant:download", args=[document.pk]))
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, body, answer["Content-Type"]


@pytest.mark.parametrize(("name", "content"), [("a.jpg", phone_photo()), ("b.heic", HEIC)])
def test_a_reviewer_sees_an_upright_photo_without_its_place_and_the_original_stays_as_received(
    signed_in: Client, sent: Application, analyst: Client, name: str, content: bytes
) -> None:
    assert b"Exif" in content
    document = take(sent, content, name)
    assert fetch(analyst, document)[0] == 409
    assert inspect_due(clock=now) == 1
    status, body, content_type = fetch(analyst, document)
    assert (status, content_type) == (200, "image/jpeg")
    shown = Image.open(io.BytesIO(body))
    assert (shown.format, shown.size, dict(shown.getexif())) == ("JPEG", (200, 320), {})
    assert b"Exif" not in body
    red, green, blue = shown.getpixel((190, 10))  # type: ignore[misc]
    assert red > 200 and green < 60 and blue < 60  # what was in the upper left is in the upper right
    assert fetch(signed_in, document)[1] == content
    inspection = DocumentInspection.objects.get()
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert inspection.copy_sha256 == hashlib.sha256(body).hexdigest()


def test_a_large_photo_is_shown_smaller() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (9000, 300), (0, 0, 255, 0)).save(target, "PNG")
    shown = Image.open(io.BytesIO(photo_copy.shown_copy(target)))
    assert shown.size == (4000, 133)
    assert shown.getpixel((5, 5)) == (255, 255, 255)


def test_a_photo_that_cannot_be_opened_is_said_and_asked_for_again(
    sent: Application, analyst: Client
) -> None:
    asked_by = make_staff(Role.ANALYST, "other@example.org", posting=sent.posting)
    request = document_request.ask(
        actor=asked_by,
        application_id=sent.pk,
        kind="oca_documentation",
        job_key="job1",
        due_on=city_day(now()) + timedelta(days=5),
        at=now(),
    )
    document = take(sent, png(800, 600), "photo.png")
    request.refresh_from_db()
    assert request.answered_at is not None
    inspect_due(clock=now)
    assert DocumentInspection.objects.get().finding == DocumentFinding.UNREADABLE
    request.refresh_from_db()
    assert request.answered_at is None
    sent.refresh_from_db()
    assert (sent.state, sent.submissions.count()) == (ApplicationState.SUBMITTED, 3)
    assert '"documents":[]' in sent.submissions.get(number=3).facts
    notice = Notice.objects.get(cause=f"document:{document.pk}")
    assert notice.subject == (
        "Please send a document again: Out-of-class assignment documentation (Utility Clerk)"
    )
    assert "It is damaged: we could not open it." in notice.body
    status, body, _ = fetch(analyst, document)
    assert status == 409 and b"This file cannot be opened." in body


def test_without_a_scanner_a_pdf_is_there_at_once(sent: Application, analyst: Client) -> None:
    document = take(sent, PDF)
    assert fetch(analyst, document)[:2] == (200, PDF)
    assert inspect_due(clock=now) == 0


def test_with_a_scanner_nothing_is_shown_before_its_scan(
    signed_in: Client, sent: Application, analyst: Client, scanner: str
) -> None:
    document = take(sent, PDF)
    status, body, _ = fetch(analyst, document)
    assert status == 409 and b"is being checked for viruses" in body
    assert fetch(signed_in, document)[:2] == (200, PDF)
    assert inspect_due(clock=now) == 1
    assert fetch(analyst, document)[:2] == (200, PDF)
    inspection = DocumentInspection.objects.get()
    assert (inspection.finding, inspection.infected_with, inspection.scanner) == ("usable", "", VERSION)
    assert inspect_due(clock=now) == 0


def test_an_infected_file_is_shown_to_nobody_counts_nothing_and_is_said(
    signed_in: Client, draft: Application, scanner: str
) -> None:
    document = take(draft, INFECTED)
    inspect_due(clock=now)
    assert DocumentInspection.objects.get().infected_with == "Eicar-Test-Signature"
    assert facts_of(draft, filed_on=city_day(now()))["documents"] == []
    assert fetch(signed_in, document)[0] == 409
    notice = Notice.objects.get(cause=f"document:{document.pk}")
    assert "Our virus scanner found a virus in it." in notice.body
    page = signed_in.get(reverse("applicant:documents", args=[draft.pk])).content.decode()
    assert "We cannot use this file: it holds a virus." in page


def test_a_required_paper_that_is_infected_is_still_missing(applicant: User, scanner: str) -> None:
    paper = {
        "slug": "oca_documentation",
        "label": "Proof",
        "per_job": True,
        "needed": "required",
        "curable": False,
    }
    application = make_evaluated_application(make_posting(), applicant, at=now())
    posting = make_posting("other", documents=(paper,))
    from tests.factories import make_application

    draft = make_application(posting, application.applicant, at=now())
    take(draft, INFECTED)
    assert missing(draft) == {}
    inspect_due(clock=now)
    assert missing(draft) == {"documents": ["Add this document: Proof"]}


def test_files_wait_for_a_scanner_that_is_away_and_lose_no_try(
    sent: Application, analyst: Client, settings: Any
) -> None:
    settings.CLAMD_SOCKET = "/nowhere/clamd.sock"
    document = take(sent, PDF)
    for _ in range(4):
        assert inspect_due(clock=now) == 0
    inspection = DocumentInspection.objects.get()
    assert (inspection.finding, inspection.tries, inspection.claimed_at) == ("", 0, None)
    assert fetch(analyst, document)[0] == 409
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, clamd(Path(folder)) as path:
        settings.CLAMD_SOCKET = path
        assert inspect_due(clock=now) == 1
    assert fetch(analyst, document)[0] == 200


def test_a_file_from_before_the_scanner_is_scanned_too(sent: Application, settings: Any) -> None:
    document = take(sent, PDF)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, clamd(Path(folder)) as path:
        settings.CLAMD_SOCKET = path
        assert inspect_due(clock=now) == 1
        assert DocumentInspection.objects.get(document=document).scanned_at is not None
        assert inspect_due(clock=now) == 0


def test_a_file_that_the_scanner_will_not_read_is_set_aside_after_three_tries(
    sent: Application, scanner: str
) -> None:
    take(sent, PDF[:9] + b" " * 6_000_000 + PDF[9:])
    for _ in range(4):
        inspect_due(clock=now)
    inspection = DocumentInspection.objects.get()
    assert (inspection.finding, inspection.tries) == (DocumentFinding.UNREADABLE, 3)
    assert "size limit exceeded" in inspection.last_error


def test_a_file_whose_worker_died_is_tried_again_after_its_lease_and_not_for_ever(sent: Application) -> None:
    take(sent, phone_photo(), "a.jpg")
    at = now()
    for _ in range(document_inspection.TRIES):
        assert document_inspection._claim(at=at, only=None, skip=set()) is not None
        assert document_inspection._claim(at=at, only=None, skip=set()) is None
        at += document_inspection.LEASE + timedelta(seconds=1)
    assert inspect_due(clock=lambda: at) == 1
    assert DocumentInspection.objects.get().finding == DocumentFinding.UNREADABLE


def test_a_removed_photo_leaves_no_copy(draft: Application) -> None:
    document = take(draft, phone_photo(), "a.jpg")
    inspect_due(clock=now)
    copy = Path(DocumentInspection.objects.get().copy.path)
    assert copy.exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents.transaction, "on_commit", lambda act: act())
        documents.remove(actor=draft.applicant, document_id=document.pk, at=now())
    assert not copy.exists()
