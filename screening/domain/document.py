"""Papers: received whole or not at all, never replaced, and after sending part of a new version of the facts."""

import hashlib
import json
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from postings.minimum_requirements import canonical_json
from screening import clamd
from screening.city_time import city_day
from screening.document_file import sniff
from screening.domain import history, scan_release
from screening.domain.answering import missed_day_of
from screening.domain.document_store import plain_name, store
from screening.domain.document_taking import must_be_taken
from screening.domain.facts import answers_of, document_facts, sha256_of_text
from screening.domain.file_question import file_questions
from screening.domain.jobs import with_keys
from screening.doorbell import ring
from screening.enums import (
    ApplicationEvent,
    ApplicationState,
    DocumentFinding,
    DocumentVia,
    Section,
    SubmissionCause,
)
from screening.errors import Refused
from screening.models import Application, Document, DocumentInspection, Submission, User
from screening.permissions import authorise
from screening.transitions import move

MOST_DOCUMENTS = 40
APPEAL_PAPER = "appeal"
"""The kind of a paper sent with an appeal; a posting has no document of this name."""


class Came(NamedTuple):
    """How a paper came, when, and from whom; nobody where it came by fax or by mail."""

    via: DocumentVia
    at: datetime
    sender: User | None = None


def receive(
    *, actor: User, application_id: int, kind: str, file: File, at: datetime, job_key: str = ""
) -> Document:
    """Take one upload of the applicant: into the draft, or as a later document of a sent application.

    The same file sent twice is one document. Raises NotAllowed; Refused for a file that cannot be read, a kind or job
    that the application has not, or when nothing more is taken.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("revision")
            .get(pk=application_id)
        )
        authorise(actor, "send_document", application)
        came = Came(DocumentVia.UPLOAD, at, sender=actor)
        return add(
            actor=actor, application=application, kind=kind, job_key=job_key, file=file, came=came, at=at
        )[0]


def add(
    *,
    actor: User | None,
    application: Application,
    kind: str,
    job_key: str,
    file: File,
    came: Came,
    at: datetime,
) -> tuple[Document, bool]:
    """Add a paper to a locked application, whichever way it came, and whether it is new; it never replaces another.

    Whether it is still taken is judged as of the day it came. Raises Refused in words.
    """
    must_be_taken(application, kind, job_key, day=city_day(came.at))
    document, is_new = _kept(actor, application, kind, job_key, file, came, at)
    if is_new:
        try:
            _answer(application, document, actor=actor, at=at)
        except BaseException:
            default_storage.delete(str(document.file.name))
            raise
    return document, is_new


def attach_to_appeal(*, actor: User, application: Application, file: File, at: datetime) -> Document:
    """Keep a paper of a locked application that a person reads with an appeal; it is no part of the facts. Raises Refused."""
    came = Came(DocumentVia.UPLOAD, at, sender=actor)
    return _kept(actor, application, APPEAL_PAPER, "", file, came, at)[0]


def remove(*, actor: User, document_id: int, at: datetime) -> None:
    """Take a paper out of a draft again. Raises NotAllowed; once sent, a paper stays."""
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(documents=document_id)
        authorise(actor, "edit_draft", application)
        document = Document.objects.filter(pk=document_id).first()
        if document is None:  # removed while this waited for the lock
            return
        history.record(
            actor=actor,
            verb="remove_document",
            subject=document,
            application=application,
            facts={"kind": document.kind, "sha256": document.sha256},
            at=at,
        )
        inspection = DocumentInspection.objects.filter(document=document).first()
        names = [
            str(document.file.name),
            *([str(inspection.copy.name)] if inspection and inspection.copy else []),
        ]
        scan_release.let_go(document, at=at)
        document.delete()
        for name in names:
            transaction.on_commit(partial(default_storage.delete, name))


def supplement(
    *,
    application: Application,
    cause: SubmissionCause,
    actor: User | None,
    at: datetime,
    corrected: dict[str, Any] | None = None,
    certified_name: str = "",
    said: dict[str, Any] | None = None,
    revision_id: int | None = None,
) -> Submission:
    """Freeze a new version of a locked application's facts with its documents as they stand now, and evaluate it.

    The answers and jobs are those of the version before, unless they were ``corrected``: by the applicant, who certified
    them by name, or where the City settled a fact; a question that a file answers is answered by its usable files, as the documents are. ``said``: what history
    keeps besides. ``revision_id``: whose rules apply from now on, where the pool was evaluated again. Raises MoveNotAllowed.
    """
    latest = application.submissions.order_by("-number")[0]
    work = application.sections.filter(section=Section.WORK_HISTORY).first()
    drafted = work.content.get("jobs", []) if work else []
    facts = dict(corrected) if corrected is not None else json.loads(latest.facts)
    keys = [job["key"] for job in with_keys(facts.get("jobs", []), drafted)]
    facts["documents"] = document_facts(application, keys)
    files = {question.slug for question in file_questions(application.revision)}
    if files:
        kept = {slug: value for slug, value in facts["answers"].items() if slug not in files}
        facts["answers"] = answers_of(application, kept)
    text = canonical_json(facts).decode()
    submission = Submission.objects.create(
        application=application,
        number=latest.number + 1,
        cause=cause,
        revision_id=revision_id or latest.revision_id,
        facts=text,
        facts_sha256=sha256_of_text(text),
        contact=latest.contact,
        certified_name=certified_name[:200] or latest.certified_name,
        certified_on=city_day(at) if certified_name else latest.certified_on,
        made_by=actor,
        made_at=at,
    )
    before, after = move(application, ApplicationEvent.SUPPLEMENT, at=at)
    history.record(
        actor=actor,
        verb="correct" if cause == SubmissionCause.CORRECTED else "supplement",
        subject=submission,
        application=application,
        from_state=before,
        to_state=after,
        facts={"cause": cause, "facts_sha256": submission.facts_sha256} | (said or {}),
        at=at,
    )
    ring("screening.tasks.evaluate", submission.pk)
    return submission


def needs_inspection(document: Document) -> bool:
    """Whether nobody else may open the file before the worker saw it: every photo, and every file where a scanner runs."""
    return clamd.is_configured() or document.content_type.startswith("image/")


def _have_it_inspected(document: Document, *, at: datetime) -> None:
    if needs_inspection(document):
        DocumentInspection.objects.create(document=document)
        ring("screening.tasks.inspect_document", document.pk)
    else:
        DocumentInspection.objects.create(document=document, finding=DocumentFinding.USABLE, finished_at=at)


def _kept(
    actor: User | None,
    application: Application,
    kind: str,
    job_key: str,
    file: File,
    came: Came,
    at: datetime,
) -> tuple[Document, bool]:
    """The stored paper, and whether it is new: the same file sent twice is one document. Raises Refused."""
    sniffed = sniff(file, file.size)
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    same = application.documents.filter(kind=kind, job_key=job_key, sha256=sha256).first()
    if same is not None:
        return same, False
    if application.documents.count() >= MOST_DOCUMENTS:
        raise Refused(
            _(
                "There are %(most)d documents already, which is the most we can take. Join pages into one PDF, "
                "or send the paper by fax or mail."
            )
            % {"most": MOST_DOCUMENTS}
        )
    name = store(file, suffix=sniffed.suffix, at=at)
    try:
        document = Document.objects.create(
            application=application,
            kind=kind,
            job_key=job_key,
            via=came.via,
            file=name,
            original_name=plain_name(file.name or "document"),
            content_type=sniffed.content_type,
            size=file.size,
            sha256=sha256,
            received_at=came.at,
            received_from=came.sender,
        )
        _have_it_inspected(document, at=at)
        history.record(
            actor=actor,
            verb="receive_document",
            subject=document,
            application=application,
            facts={"kind": kind, "sha256": sha256, "size": file.size} | _lateness(document),
            at=at,
        )
    except BaseException:
        default_storage.delete(name)
        raise
    return document, True


def _lateness(document: Document) -> dict[str, str]:
    """What history keeps of a paper that came after its last day. It is taken all the same."""
    application = document.application
    missed = missed_day_of(document, application.decisions.all(), application.document_requests.all())
    return {"late": "yes", "last_day": missed.isoformat()} if missed else {}


def _answer(application: Application, document: Document, *, actor: User | None, at: datetime) -> None:
    """A later paper answers what was asked for; the facts are supplemented once nothing asked for is still open."""
    if application.state == ApplicationState.DRAFT:
        return
    is_open = {"answered_at__isnull": True, "lapsed_at__isnull": True}
    asked = application.document_requests.filter(kind=document.kind, job_key=document.job_key, **is_open)
    asked.update(answered_at=document.received_at)
    if (
        application.state == ApplicationState.INCOMPLETE
        and application.document_requests.filter(**is_open).exists()
    ):
        return
    supplement(application=application, cause=SubmissionCause.DOCUMENT_RECEIVED, actor=actor, at=at)
