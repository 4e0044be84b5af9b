"""A document is asked for: the application waits for it until its last day."""

from datetime import date, datetime, timedelta

from django.db import transaction

from postings.domain.spoken import spoken
from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day
from screening.domain import document as documents
from screening.domain import history, notice
from screening.domain.file_question import paper_kinds
from screening.domain.jobs import jobs_of
from screening.enums import ApplicationEvent, ApplicationState, NoticeKind, SubmissionCause
from screening.errors import Refused
from screening.models import Application, DocumentRequest, User
from screening.permissions import authorise
from screening.transitions import allowed, move


def usual_due_date(day: date) -> date:
    """The last day for a document asked for on a day. Source: civil_service_rules.DAYS_TO_SEND_A_DOCUMENT."""
    return day + timedelta(days=rules.DAYS_TO_SEND_A_DOCUMENT.value)


def ask(
    *,
    actor: User,
    application_id: int,
    kind: str,
    due_on: date,
    at: datetime,
    job_key: str = "",
    note: str = "",
) -> DocumentRequest:
    """Ask the applicant for a document of the posting, for one job where the kind proves a job, by a last day.

    Raises NotAllowed, MoveNotAllowed; Refused for a kind the posting has not, a missing job, a day that has passed or
    the same document asked for twice. Source: City of San Diego, Notice of Application Review.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("applicant", "posting")
            .get(pk=application_id)
        )
        authorise(actor, "ask_for_document", application)
        document_kind = paper_kinds(application.revision).get(kind)
        if document_kind is None:
            raise Refused(f"The posting has no document '{kind}'. Choose one of its documents.")
        if document_kind.per_job and not job_key:
            raise Refused(f"'{document_kind.label}' proves one job. Choose the job it is asked for.")
        if document_kind.per_job and not _job(application, job_key):
            raise Refused(
                "The application has no such job, so the document could not be sent. Choose one of its jobs."
            )
        if due_on <= city_day(at):
            raise Refused(
                "The last day must be after today, so that the applicant has a whole day. Choose a later one."
            )
        open_one = application.document_requests.filter(
            kind=kind, job_key=job_key, answered_at__isnull=True, lapsed_at__isnull=True
        ).first()
        if open_one is not None:
            raise Refused(f"This document was asked for already, until {open_one.due_on:%Y-%m-%d}.")
        before, after = move(application, ApplicationEvent.ASK_FOR_DOCUMENT, at=at)
        request = DocumentRequest.objects.create(
            application=application,
            kind=kind,
            job_key=job_key if document_kind.per_job else "",
            due_on=due_on,
            note=note,
            asked_by=actor,
            asked_at=at,
        )
        history.record(
            actor=actor,
            verb="ask_for_document",
            subject=request,
            application=application,
            from_state=before,
            to_state=after,
            facts={"kind": kind, "job_key": request.job_key, "due_on": due_on.isoformat()},
            at=at,
        )
        notice.give(
            kind=NoticeKind.DOCUMENT_REQUEST,
            recipient=application.applicant,
            application=application,
            cause=f"document_request:{request.pk}",
            context={
                "request": request,
                "document_kind": lambda: paper_kinds(spoken(application.revision))[kind],
                "asked_by": actor,
                "job": _job(application, request.job_key),
                **city(),
            },
            at=at,
        )
    return request


def _job(application: Application, job_key: str) -> str:
    job = next((each for each in jobs_of(application) if each.get("key") == job_key), None)
    return f"{job.get('title', '')}, {job.get('employer', '')}" if job else ""


def lapse_due(*, at: datetime) -> int:
    """Record that documents were not provided by their last day, and bring their applications back to a person.

    The facts then say ``not_provided``, so the engine decides without the paper; nobody is told anything by this. A
    withdrawn application waits: its day to think again may not cost it the way back to a person.
    """
    lapsed = 0
    due = DocumentRequest.objects.filter(
        answered_at__isnull=True, lapsed_at__isnull=True, due_on__lt=city_day(at)
    ).exclude(application__state=ApplicationState.WITHDRAWN)
    for application_id in due.order_by("application_id").values_list("application_id", flat=True).distinct():
        lapsed += _lapse(application_id, at=at)
    return lapsed


def _lapse(application_id: int, *, at: datetime) -> int:
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        if application.state == ApplicationState.WITHDRAWN:
            return 0
        requests = list(
            application.document_requests.filter(
                answered_at__isnull=True, lapsed_at__isnull=True, due_on__lt=city_day(at)
            )
        )
        for request in requests:
            request.lapsed_at = at
            request.save(update_fields=["lapsed_at"])
            history.record(
                actor=None,
                verb="lapse",
                subject=request,
                application=application,
                facts={
                    "kind": request.kind,
                    "job_key": request.job_key,
                    "due_on": request.due_on.isoformat(),
                },
                at=at,
            )
        if requests and allowed(application.state, ApplicationEvent.SUPPLEMENT):
            documents.supplement(
                application=application, cause=SubmissionCause.DUE_DATE_PASSED, actor=None, at=at
            )
    return len(requests)
