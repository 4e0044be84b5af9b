"""Pages from the tray become a document of an application, as an upload would: added, never replacing another."""

import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.db import transaction

from postings.domain.spoken import spoken
from screening import scan_pages
from screening.city import city
from screening.city_time import city_day
from screening.document_file import sniff
from screening.domain import document as documents
from screening.domain import history, notice
from screening.domain.cover_sheet import find_by_code
from screening.domain.file_question import paper_kinds
from screening.domain.scan_intake import reopen
from screening.enums import ApplicationState, DocumentVia, NoticeKind
from screening.enums_scan import ScanDoubt, ScanEvent
from screening.errors import Refused
from screening.models import Application, CoverSheet, Document, ScanPart, User
from screening.permissions import authorise
from screening.scan_moves import scan_target


def file_by_sheet(*, part: ScanPart, sheet: CoverSheet, at: datetime) -> Document:
    """File pages as their own cover sheet says; nobody did it but the sheet. Raises Refused in words, MoveNotAllowed."""
    return _file(None, part, sheet.application_id, sheet.kind, sheet.job_key, at)


def file_by_code(*, actor: User, part_id: int, typed: str, at: datetime) -> Document:
    """File pages by the code that a person read on the sheet. Raises NotAllowed, MoveNotAllowed; Refused in words."""
    sheet = find_by_code(actor=actor, typed=typed)
    return file_by_hand(
        actor=actor,
        part_id=part_id,
        application_id=sheet.application_id,
        kind=sheet.kind,
        job_key=sheet.job_key,
        at=at,
    )


def file_by_hand(
    *, actor: User, part_id: int, application_id: int, kind: str, at: datetime, job_key: str = ""
) -> Document:
    """File pages to the application and as the document that a person chose. Raises NotAllowed, MoveNotAllowed, Refused."""
    authorise(actor, "work_tray")
    authorise(actor, "receive_document", Application.objects.get(pk=application_id))  # before pages are cut
    return _file(
        actor, ScanPart.objects.select_related("scan").get(pk=part_id), application_id, kind, job_key, at
    )


def set_aside(*, actor: User, part_id: int, reason: str, at: datetime) -> None:
    """Take pages out of the tray that are no document of an application. Raises NotAllowed, MoveNotAllowed; Refused without a reason."""
    authorise(actor, "work_tray")
    if not reason.strip():
        raise Refused("Say why these pages are set aside, so that somebody who looks for them understands.")
    with transaction.atomic():
        part = _locked(part_id)
        before, part.state = part.state, scan_target(part.state, ScanEvent.SET_ASIDE)
        part.reason, part.ended_by, part.ended_at = reason.strip(), actor, at
        part.save()
        history.record(
            actor=actor, verb="set_aside_scan", subject=part, from_state=before, to_state=part.state, at=at
        )


def take_back(*, actor: User, part_id: int, at: datetime) -> None:
    """Put pages that were set aside back into the tray. Raises NotAllowed, MoveNotAllowed."""
    authorise(actor, "work_tray")
    with transaction.atomic():
        reopen(_locked(part_id), actor=actor, at=at)


def split(*, actor: User, part_id: int, after_page: int, at: datetime) -> ScanPart:
    """Take waiting pages apart that are two papers; gives the first of the two. Raises NotAllowed, MoveNotAllowed, Refused."""
    authorise(actor, "work_tray")
    with transaction.atomic():
        part = _locked(part_id)
        scan_target(part.state, ScanEvent.FILE)  # what waits no longer stays as it was filed or set aside
        if not part.doubt:
            raise Refused("These pages are being filed by their cover sheet right now. Open the tray again.")
        if not part.first_page <= after_page < part.last_page:
            raise Refused("There is nothing to take apart there. Choose a page before the last one.")
        history.record(
            actor=actor,
            verb="split_scan",
            subject=part,
            facts={"pages": [part.first_page, part.last_page], "after_page": after_page},
            at=at,
        )
        same = {"scan": part.scan, "said": part.said}
        first, last = part.first_page, part.last_page
        code, doubt = part.code, part.doubt
        part.delete()
        begun = ScanPart.objects.create(
            first_page=first, last_page=after_page, code=code, doubt=doubt, **same
        )
        ScanPart.objects.create(first_page=after_page + 1, last_page=last, doubt=ScanDoubt.NO_SHEET, **same)
    return begun


def _locked(part_id: int) -> ScanPart:
    return ScanPart.objects.select_for_update(of=("self",)).select_related("scan").get(pk=part_id)


def _file(
    actor: User | None, part: ScanPart, application_id: int, kind: str, job_key: str, at: datetime
) -> Document:
    scan_target(part.state, ScanEvent.FILE)
    if part.doubt in (ScanDoubt.UNREADABLE, ScanDoubt.INFECTED):
        raise Refused(
            "These pages cannot be opened, so they prove nothing. Ask the sender for the paper again, and set them aside."
        )
    paper = _paper(part)
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("applicant", "posting", "revision")
            .get(pk=application_id)
        )
        if actor is not None:
            authorise(actor, "receive_document", application)
        part = _locked(part.pk)
        before, part.state = part.state, scan_target(part.state, ScanEvent.FILE)
        scan = part.scan
        came = documents.Came(DocumentVia(scan.via), scan.received_at)
        document, is_new = documents.add(
            actor=actor, application=application, kind=kind, job_key=job_key, file=paper, came=came, at=at
        )
        part.document, part.ended_by, part.ended_at = document, actor, at
        part.doubt = part.said = ""
        part.save()
        history.record(
            actor=actor,
            verb="file_scan",
            subject=part,
            application=application,
            from_state=before,
            to_state=part.state,
            facts={"document": document.pk, "kind": kind, "scan_sha256": scan.sha256, "is_new": is_new},
            at=at,
        )
        _tell(application, part, document, at=at)
    return document


def _paper(part: ScanPart) -> ContentFile:
    """The bytes of a part: the file as it came where the part is all of it, else its pages as a PDF. Raises Refused.

    It is named by how and when it came: the scan's own name may name another person whose paper lies in it too.
    """
    scan = part.scan
    stem = f"{scan.via}-{city_day(scan.received_at):%Y-%m-%d}"
    with open(scan.file.path, "rb") as file:
        whole = ContentFile(file.read())
    if part.first_page == 1 and part.last_page == scan.pages.count():
        try:
            found = sniff(whole, whole.size)
        except Refused:
            pass  # not a file that an upload may be, a TIFF for example: its pages are
        else:
            whole.name = f"{stem}{found.suffix}"
            return whole
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "part.pdf"
        try:
            scan_pages.cut(Path(scan.file.path), part.first_page, part.last_page, target)
        except scan_pages.Unreadable as error:
            raise Refused(f"These pages cannot be taken out of the scan. {error}") from error
        return ContentFile(target.read_bytes(), name=f"{stem}.pdf")


def _tell(application: Application, part: ScanPart, document: Document, *, at: datetime) -> None:
    notice.give(
        kind=NoticeKind.DOCUMENT_FILED,
        recipient=application.applicant,
        application=application,
        cause=f"scan_part:{part.pk}",
        context={
            "document": document,
            "document_kind": lambda: paper_kinds(spoken(application.revision)).get(document.kind),
            "is_draft": application.state == ApplicationState.DRAFT,
            "first_page": part.first_page,
            "pages": part.last_page - part.first_page + 1,
            **city(),
        },
        at=at,
    )
