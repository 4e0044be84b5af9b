"""Which papers an application takes, of which kind and until when, and in words why not."""

from datetime import date

from django.utils.translation import gettext as _

from postings.models import DocumentKind
from screening.domain.file_question import paper_kinds
from screening.domain.jobs import jobs_of
from screening.enums import ApplicationEvent, ApplicationState
from screening.errors import Refused
from screening.models import Application
from screening.transitions import allowed


def takes(application: Application, document_kind: DocumentKind, *, day: date) -> bool:
    """Whether the application takes papers of this kind on a day of the city's calendar; a draft takes them all."""
    if application.state == ApplicationState.DRAFT:
        return True
    return allowed(application.state, ApplicationEvent.SUPPLEMENT) and (
        document_kind.curable or _is_asked_for(application, document_kind.slug, day)
    )


def must_be_taken(application: Application, kind: str, job_key: str, *, day: date) -> None:
    """Raises Refused where the application takes no paper of this kind, for this job, at this stage."""
    _must_take_documents(application)
    _must_be_asked(application, kind, job_key, day)


def _must_take_documents(application: Application) -> None:
    if application.state == ApplicationState.WITHDRAWN:
        raise Refused(
            _(
                "This application was withdrawn, so it takes no documents. Undo the withdrawal first, if you still can."
            )
        )
    if application.state != ApplicationState.DRAFT and not allowed(
        application.state, ApplicationEvent.SUPPLEMENT
    ):
        raise Refused(
            _(
                "This application needs no more documents: it was decided. If a paper should change the decision, "
                "write to the Personnel Department and name your receipt number."
            )
        )


def _must_be_asked(application: Application, kind: str, job_key: str, day: date) -> None:
    document_kind = paper_kinds(application.revision).get(kind)
    if document_kind is None:
        raise Refused(
            _(
                "The posting has no document of this kind. Open the documents page again and choose one of its."
            )
        )
    if not takes(application, document_kind, day=day):
        raise Refused(
            _(
                "This document had to come with the application: %(document)s. If we can still take it, we ask "
                "for it in a notice. Write to the Personnel Department if you think that we should."
            )
            % {"document": document_kind.label}
        )
    keys = {job["key"] for job in jobs_of(application)}
    if document_kind.per_job and job_key not in keys:
        raise Refused(_("Say which of your jobs this paper is about. If the job is missing, add it first."))
    if not document_kind.per_job and job_key:
        raise Refused(_("This paper is not about one job. Open the documents page again and send it there."))


def _is_asked_for(application: Application, kind: str, day: date) -> bool:
    """By a request whose last day had not passed on that day, also where a fax of that day is filed after it lapsed."""
    return application.document_requests.filter(kind=kind, answered_at__isnull=True, due_on__gte=day).exists()
