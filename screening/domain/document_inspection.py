"""Received files that the worker has yet to look at: scanned for viruses, and photos copied for showing."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from postings.domain.spoken import spoken
from screening import clamd, photo_copy
from screening.city import city
from screening.domain import document as documents
from screening.domain import document_store, history, notice
from screening.domain.file_question import paper_kinds
from screening.enums import ApplicationEvent, ApplicationState, DocumentFinding, NoticeKind, SubmissionCause
from screening.errors import Refused
from screening.models import Application, Document, DocumentInspection, DocumentRequest
from screening.transitions import allowed

log = logging.getLogger(__name__)

TRIES = 3
LEASE = timedelta(minutes=5)
"""After this long a worker that claimed a file is taken for dead."""


class Seen(NamedTuple):
    """What was found in one file. ``photo``: the copy to show, None where the file itself is shown."""

    finding: DocumentFinding
    scan: clamd.Scan | None = None
    photo: bytes | None = None
    error: str = ""


def inspect_due(*, clock: Callable[[], datetime], only: int | None = None) -> int:
    """Inspect what is due, one file at a time and in no transaction while it is opened; how many were finished.

    A scanner that is away costs a file no try: it stays due until the scanner is back. A file that fails three times for
    another reason counts as one that cannot be opened, and its sender is told.
    """
    done, seen = 0, set[int]()
    while (inspection := _claim(at=clock(), only=only, skip=seen)) is not None:
        seen.add(inspection.pk)
        try:
            found = _look(inspection.document, inspection)
        except clamd.Unreachable as error:
            log.warning("the virus scanner cannot be reached (%s); the files wait", error)
            _give_back(inspection, str(error), counted=False)
            break
        except Exception as error:  # noqa: BLE001  (whatever one file does, the others flow on)
            log.error("document %s could not be inspected: %s", inspection.document_id, type(error).__name__)
            if inspection.tries < TRIES:
                _give_back(inspection, f"{type(error).__name__}: {error}", counted=True)
                continue
            found = Seen(DocumentFinding.UNREADABLE, error=f"{type(error).__name__}: {error}")
        done += _finish(inspection, found, at=clock())
    return done


def _due(at: datetime) -> Q:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - LEASE)
    unfinished = Q(finished_at__isnull=True)
    if clamd.is_configured():
        unfinished |= Q(scanned_at__isnull=True, finding=DocumentFinding.USABLE)
    return free & unfinished


def _claim(*, at: datetime, only: int | None, skip: set[int]) -> DocumentInspection | None:
    """Take one due row and count the try before the file is opened: a file that kills its worker is not tried for ever."""
    with transaction.atomic():
        rows = DocumentInspection.objects.select_for_update(of=("self",), skip_locked=True)
        rows = rows.filter(_due(at)).exclude(pk__in=skip).select_related("document")
        inspection = (rows if only is None else rows.filter(document_id=only)).order_by("pk").first()
        if inspection is not None:
            inspection.claimed_at = at
            inspection.tries += 1
            inspection.save(update_fields=["claimed_at", "tries"])
    return inspection


def _give_back(inspection: DocumentInspection, error: str, *, counted: bool) -> None:
    tries = inspection.tries if counted else inspection.tries - 1
    DocumentInspection.objects.filter(pk=inspection.pk).update(
        claimed_at=None, tries=tries, last_error=error[:2000]
    )


def _look(document: Document, inspection: DocumentInspection) -> Seen:
    if inspection.tries > TRIES:
        return Seen(DocumentFinding.UNREADABLE, error="It ended the worker each time it was opened.")
    scan = None
    if clamd.is_configured():
        with open(document.file.path, "rb") as file:
            scan = clamd.scan(file)
        if scan.infected_with:
            return Seen(DocumentFinding.INFECTED, scan)
    if not document.content_type.startswith("image/") or inspection.copy:
        return Seen(DocumentFinding.USABLE, scan)
    try:
        with open(document.file.path, "rb") as file:
            return Seen(DocumentFinding.USABLE, scan, photo_copy.shown_copy(file))
    except photo_copy.Unreadable as error:
        return Seen(DocumentFinding.UNREADABLE, scan, error=str(error))


def _finish(inspection: DocumentInspection, found: Seen, *, at: datetime) -> int:
    """Record what was found, unless another worker did; what cannot be used is said and asked for again."""
    try:
        name = document_store.store(ContentFile(found.photo), suffix=".jpg", at=at) if found.photo else ""
    except Refused as full:
        _give_back(inspection, str(full), counted=False)
        return 0
    with transaction.atomic():
        # A draft's owner may have removed the paper meanwhile; the application first, as every verb locks it.
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("applicant", "posting", "revision")
            .get(pk=inspection.document.application_id)
        )
        row = DocumentInspection.objects.select_for_update().filter(pk=inspection.pk).first()
        mine = row is not None and row.claimed_at == inspection.claimed_at
        if row is not None and mine:
            row.finding, row.finished_at, row.claimed_at = found.finding, at, None
            row.last_error = found.error
            if found.scan is not None:
                row.scanned_at, row.scanner = at, found.scan.scanner[:120]
                row.infected_with = found.scan.infected_with[:200]
            if found.photo:
                row.copy, row.copy_sha256 = name, hashlib.sha256(found.photo).hexdigest()
            row.save()
            history.record(
                actor=None,
                verb="inspect_document",
                subject=inspection.document,
                application=application,
                facts={
                    "finding": found.finding,
                    "scanner": row.scanner,
                    "infected_with": row.infected_with,
                    "copy_sha256": row.copy_sha256,
                },
                at=at,
            )
            if found.finding != DocumentFinding.USABLE:
                _say(application, inspection.document, found.finding, at=at)
    if name and not mine:
        default_storage.delete(name)
    return int(mine)


def _say(application: Application, document: Document, finding: DocumentFinding, *, at: datetime) -> None:
    """Tell the applicant, ask again where the paper had answered a request, and evaluate a sent application without it."""
    notice.give(
        kind=NoticeKind.DOCUMENT_REFUSED,
        recipient=application.applicant,
        application=application,
        cause=f"document:{document.pk}",
        context={
            "document": document,
            "document_kind": lambda: paper_kinds(spoken(application.revision)).get(document.kind),
            "is_infected": finding == DocumentFinding.INFECTED,
            **city(),
        },
        at=at,
    )
    if application.state == ApplicationState.DRAFT:
        return
    answered = application.document_requests.filter(
        kind=document.kind, job_key=document.job_key, answered_at=document.received_at
    )
    for request in answered:
        if not _open_one(application, request):
            DocumentRequest.objects.filter(pk=request.pk).update(answered_at=None)
    if allowed(application.state, ApplicationEvent.SUPPLEMENT):
        documents.supplement(
            application=application, cause=SubmissionCause.DOCUMENT_REFUSED, actor=None, at=at
        )


def _open_one(application: Application, request: DocumentRequest) -> bool:
    return application.document_requests.filter(
        kind=request.kind, job_key=request.job_key, answered_at__isnull=True, lapsed_at__isnull=True
    ).exists()
