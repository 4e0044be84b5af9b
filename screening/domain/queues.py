"""What waits for an analyst: each queue is a name and a filter, the same for the front page and the list."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from postings.enums import PostingState
from postings.models import PostingRevision
from screening import civil_service_rules as rules
from screening.city_time import end_of_day
from screening.domain.document import APPEAL_PAPER
from screening.domain.facts import usable
from screening.domain.queries import in_scope
from screening.domain.reevaluation_queries import open_returns
from screening.enums import AppealState, Outcome
from screening.enums import ApplicationState as State
from screening.models import (
    Appeal,
    Application,
    Document,
    DocumentRequest,
    EvaluationFailure,
    FactRequest,
    User,
)


class Queue(NamedTuple):
    """``due`` gives the filter on a day of the city's calendar; ``urgent`` queues hold somebody up already."""

    slug: str
    label: str
    help: str
    due: Callable[[date], Q]
    urgent: bool = False


class Waiting(NamedTuple):
    """How many wait in a queue, and since when the oldest does (None: nobody)."""

    queue: Queue
    count: int  # type: ignore[assignment]  # tuple.count is not wanted here
    since: datetime | None


def _unreviewed_document() -> Exists:
    papers = Document.objects.filter(application=OuterRef("pk"), reviews__isnull=True)
    return Exists(usable(papers.exclude(kind=APPEAL_PAPER)))


def _open_request(**when: object) -> Q:
    open_ones = {
        "application": OuterRef("pk"),
        "answered_at__isnull": True,
        "lapsed_at__isnull": True,
        **when,
    }
    return Q(Exists(DocumentRequest.objects.filter(**open_ones))) | Q(
        Exists(FactRequest.objects.filter(**open_ones))
    )


def _open_appeal(**when: object) -> Exists:
    return Exists(Appeal.objects.filter(application=OuterRef("pk"), state=AppealState.OPEN, **when))


def _appeal_past_its_day(day: date) -> Exists:
    """Filed so long ago that its last whole day has passed. Source: civil_service_rules.DAYS_TO_DECIDE_AN_APPEAL."""
    filed = day - timedelta(days=rules.DAYS_TO_DECIDE_AN_APPEAL.value + 1)
    return _open_appeal(filed_at__lte=end_of_day(filed))


def _set_aside() -> Exists:
    return Exists(
        EvaluationFailure.objects.filter(
            submission__application=OuterRef("pk"),
            set_aside_at__isnull=False,
            submission__evaluations__isnull=True,
        )
    )


def _in_review(outcome: Outcome) -> Q:
    return Q(state=State.IN_REVIEW, outcome=outcome)


QUEUES: tuple[Queue, ...] = (
    Queue(
        "set_aside",
        "Set aside after failures",
        "The evaluation failed several times. Look at the error, then try it again.",
        lambda day: Q(_set_aside(), state=State.SUBMITTED),
        urgent=True,
    ),
    Queue(
        "past_due",
        "Answer or document past due",
        "The last day passed without what was asked for.",
        lambda day: Q(_open_request(due_on__lt=day), state=State.INCOMPLETE),
        urgent=True,
    ),
    Queue(
        "appeals_past_due",
        "Appeal past its day",
        "The applicant was told by when it is decided, and that day has passed. Decide it first.",
        lambda day: Q(_appeal_past_its_day(day)),
        urgent=True,
    ),
    Queue(
        "appeals",
        "Appeal to decide",
        "Open the application and decide: another person than the one who decided first.",
        lambda day: Q(_open_appeal()) & ~Q(_appeal_past_its_day(day)),
    ),
    Queue(
        "returned",
        "Decided, and evaluated otherwise since",
        "The pool was evaluated again. Keep the decision, or decide as the rules find now: nobody else will.",
        lambda day: Q(Exists(open_returns().filter(application=OuterRef("pk")))),
    ),
    Queue(
        "documents",
        "Document to review",
        "A document arrived that nobody has reviewed.",
        lambda day: Q(_unreviewed_document(), state__in=[State.IN_REVIEW, State.INCOMPLETE]),
    ),
    Queue(
        "undetermined",
        "A person must look",
        "The evaluation left a question open.",
        lambda day: _in_review(Outcome.UNDETERMINED),
    ),
    Queue(
        "met",
        "To confirm: meets the requirements",
        "The evaluation found every requirement met.",
        lambda day: _in_review(Outcome.MET),
    ),
    Queue(
        "not_met",
        "To confirm: does not meet a requirement",
        "Nobody is told before a person has confirmed it.",
        lambda day: _in_review(Outcome.NOT_MET),
    ),
    Queue(
        "incomplete",
        "Waiting for the applicant",
        "Something was asked for and its last day has not passed.",
        lambda day: Q(~_open_request(due_on__lt=day), state=State.INCOMPLETE),
    ),
    Queue(
        "to_list",
        "Qualified, not on a list yet",
        "Establish the eligible list, or add them to the one in force.",
        lambda day: Q(state=State.QUALIFIED),
    ),
    Queue(
        "to_evaluate",
        "Waiting for the evaluation",
        "Usually seconds. If the oldest waits for minutes, the worker has stopped: tell the system administrator.",
        lambda day: Q(~_set_aside(), state=State.SUBMITTED),
    ),
)

SECOND_LOOK = Queue(
    "second_look",
    "Second look",
    "Drawn by lot. Look without knowing the result, and say what you find.",
    lambda day: Q(pk__in=[]),
)
TWO_FINDINGS = Queue(
    "two_findings",
    "Two findings",
    "The second reviewer found otherwise than the first. Decide as the third person.",
    lambda day: Q(pk__in=[]),
)
"""Have a room of their own, because whose turn it is depends on the person: the pool never holds them."""

BY_SLUG = {queue.slug: queue for queue in QUEUES}


def waiting(rows: QuerySet[Application], day: date) -> list[Waiting]:
    """Each queue with its count and the age of its oldest, one query a queue."""
    found = []
    for queue in QUEUES:
        numbers = rows.filter(queue.due(day)).aggregate(count=Count("pk"), since=Min("waiting_since"))
        found.append(Waiting(queue, numbers["count"], numbers["since"]))
    return found


def open_questions(rows: QuerySet[Application], day: date) -> dict[str, int]:
    """Reason → how many undetermined applications carry it (one may carry several), most first."""
    counts: dict[str, int] = {}
    combinations = (
        rows.filter(BY_SLUG["undetermined"].due(day))
        .order_by()
        .values_list("reasons")
        .annotate(n=Count("pk"))
    )
    for reasons, n in combinations:
        for reason in set(reasons):
            counts[reason] = counts.get(reason, 0) + n
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def by_posting(rows: QuerySet[Application]) -> dict[int, dict[str, int]]:
    """Posting id → state → how many."""
    table: dict[int, dict[str, int]] = {}
    for posting, state, n in rows.order_by().values_list("posting_id", "state").annotate(n=Count("pk")):
        table.setdefault(posting, {})[state] = n
    return table


def unpublished(user: User) -> QuerySet[PostingRevision]:
    """Revisions that wait for a second person to publish them, the oldest first; of a cancelled posting none."""
    return (
        PostingRevision.objects.filter(in_scope(user, "posting_id"), published_at__isnull=True)
        .exclude(posting__state=PostingState.CANCELLED)
        .select_related("posting")
        .order_by("created_at", "pk")
    )
