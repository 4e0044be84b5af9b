"""A document is reviewed: what the paper says becomes part of a new version of the facts."""

from datetime import datetime
from typing import Any

from django.db import transaction

from screening.domain import document as documents
from screening.domain import history
from screening.enums import ApplicationEvent, DocumentVerdict, SubmissionCause
from screening.errors import Refused
from screening.models import Application, Document, DocumentReview, User
from screening.permissions import authorise
from screening.transitions import target


def review_document(
    *,
    actor: User,
    document_id: int,
    verdict: DocumentVerdict,
    at: datetime,
    states: dict[str, Any] | None = None,
    note: str = "",
) -> DocumentReview:
    """Record what an analyst found in a document, and have the facts evaluated again with it.

    ``states`` is what the paper says: start and end (YYYY-MM-DD), total_hours (a number). Raises NotAllowed,
    MoveNotAllowed; Refused for a rejection without a note, because the applicant must learn what would mend it.
    Source: the posting's notes, Out-of-Class Assignment: work performed, dates, total number of qualifying hours.
    """
    with transaction.atomic():
        application_id = Document.objects.values_list("application_id", flat=True).get(pk=document_id)
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        authorise(actor, "review_document", application)
        target(application.state, ApplicationEvent.SUPPLEMENT)
        if verdict == DocumentVerdict.REJECTED and not note.strip():
            raise Refused(
                "Say in the note what is wrong with the document, so that the applicant can mend it."
            )
        _must_be_readable(states or {})
        review = DocumentReview.objects.create(
            document_id=document_id,
            verdict=verdict,
            states=states or {},
            note=note,
            reviewed_by=actor,
            reviewed_at=at,
        )
        history.record(
            actor=actor,
            verb="review_document",
            subject=review,
            application=application,
            facts={"document": document_id, "verdict": verdict, "states": review.states},
            at=at,
        )
        documents.supplement(
            application=application, cause=SubmissionCause.DOCUMENT_REVIEWED, actor=actor, at=at
        )
    return review


def _must_be_readable(states: dict[str, Any]) -> None:
    """What the engine could not read would only fail later, in the worker, and hold the application up."""
    for name, value in states.items():
        good = isinstance(value, int | float) if name == "total_hours" else isinstance(value, str)
        if name not in ("start", "end", "total_hours") or not good:
            raise Refused(
                f"What the paper states cannot be read: {name}. Give the days as dates and the hours as a number."
            )
