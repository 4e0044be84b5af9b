"""Until when the City may be answered, and what came later. Read from the rows and the clock, never run by a task."""

from collections.abc import Iterable
from datetime import date, timedelta

from screening import civil_service_rules as rules
from screening.city_time import city_day
from screening.enums import Finding
from screening.models import Decision, Document, DocumentRequest


def last_day_to_answer(day: date) -> date:
    """The last day to answer a Notice of Application Review given on a day."""
    return day + timedelta(days=rules.DAYS_TO_ANSWER_A_REVIEW.value)


def due_day_of(
    paper: Document, decisions: Iterable[Decision], requests: Iterable[DocumentRequest]
) -> date | None:
    """The last day for what a paper answered when it came: the request for it, or the Notice of Application Review.

    ``decisions`` and ``requests`` are those of its application. None where nothing was asked; the later day governs.
    """
    at = paper.received_at
    days = [
        one.due_on
        for one in requests
        if (one.kind, one.job_key) == (paper.kind, paper.job_key)
        and one.asked_at <= at
        and (one.answered_at is None or one.answered_at >= at)
    ]
    standing = max(
        (one for one in decisions if one.decided_at <= at), key=lambda one: one.pk or 0, default=None
    )
    if standing is not None and standing.finding == Finding.NOT_QUALIFIED:
        days.append(last_day_to_answer(city_day(standing.decided_at)))
    return max(days, default=None)


def missed_day_of(
    paper: Document, decisions: Iterable[Decision], requests: Iterable[DocumentRequest]
) -> date | None:
    """The last day that had passed when a paper came; None when it came in time, or nothing was asked."""
    due = due_day_of(paper, decisions, requests)
    return due if due is not None and city_day(paper.received_at) > due else None
