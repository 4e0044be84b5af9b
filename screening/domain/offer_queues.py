"""What waits with the Personnel Department after a selection: answers, checks, Fair Chance steps, and names to be removed."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from screening.domain.offer_queries import offers_to_check
from screening.domain.queues import Queue
from screening.domain.removal_queries import removals_waiting
from screening.models import FairChanceStep, OfferCheck, OfferCheckResult, User
from screening.offer_enums import DONE_RESULTS, OfferState
from screening.offer_moves import ENDS_FAIR_CHANCE


def _nobody(day: date) -> Q:
    return Q(pk__in=[])


OFFERS, REMOVALS = "offers", "removals"
ANSWERS = Queue(
    "offer_answers",
    "Offers that wait for an answer",
    "The person has not answered yet. The day to answer by stands with the offer.",
    _nobody,
)
CHECKS = Queue(
    "offer_checks",
    "Offers whose checks are open",
    "Accepted. Record what each check came to, so that the department can appoint.",
    _nobody,
)
WEIGHED = Queue(
    "fair_chance",
    "Fair Chance steps",
    "Begun and not ended. Each step has its day, and another person than the assessor decides.",
    _nobody,
)
TO_DECIDE = Queue(
    "removals",
    "Names proposed for removal",
    "Read the person's reply, hold the hearing where one was asked for, and decide.",
    _nobody,
)


class WaitingBeside(NamedTuple):
    """A queue whose rows are not applications: how many, since when the oldest, and in which room."""

    queue: Queue
    count: int  # type: ignore[assignment]  # tuple.count is not wanted here
    since: datetime | None
    room: str


def waiting_after_selection(user: User) -> list[WaitingBeside]:
    """One line a queue, one query each; what one may not see counts as nothing."""
    offers = offers_to_check(user).order_by()
    checks = OfferCheck.objects.filter(offer__in=offers.filter(state=OfferState.ACCEPTED).values("pk"))
    last = FairChanceStep.objects.filter(check_of=OuterRef("pk")).order_by("-pk")
    weighed = checks.annotate(step=Subquery(last.values("kind")[:1])).filter(step__isnull=False)
    return [
        _line(ANSWERS, offers.filter(state=OfferState.MADE), "made_at", OFFERS),
        _line(
            CHECKS, offers.filter(Exists(_open_checks()), state=OfferState.ACCEPTED), "answered_at", OFFERS
        ),
        _line(
            WEIGHED,
            weighed.exclude(step__in=ENDS_FAIR_CHANCE),
            "fair_chance__recorded_at",
            OFFERS,
        ),
        _line(TO_DECIDE, removals_waiting(user).order_by(), "proposed_at", REMOVALS),
    ]


def _open_checks() -> QuerySet[OfferCheck]:
    last = OfferCheckResult.objects.filter(check_of=OuterRef("pk")).order_by("-pk")
    return (
        OfferCheck.objects.filter(offer=OuterRef("pk"))
        .annotate(last=Subquery(last.values("result")[:1]))
        .filter(Q(last__isnull=True) | ~Q(last__in=DONE_RESULTS))
    )


def _line(queue: Queue, rows: QuerySet, since: str, room: str) -> WaitingBeside:
    numbers = rows.aggregate(count=Count("pk", distinct=True), since=Min(since))
    return WaitingBeside(queue, numbers["count"], numbers["since"], room)
