"""Which offers a person may see, and what an offer makes of the place and the name it was made for."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from screening.domain.hiring_queries import interview_lists_for
from screening.domain.queries import applications_for_review
from screening.models import (
    Appointment,
    EligibleList,
    FairChanceStep,
    Offer,
    OfferCheck,
    OfferCheckResult,
    Referral,
    User,
)
from screening.offer_enums import DONE_RESULTS, TAKES_A_PLACE, OfferState
from screening.offer_moves import ENDS_FAIR_CHANCE

TAKES_A_POSITION = Q(ended_at__isnull=True) | Q(offers__state=OfferState.APPOINTED)
"""Of selections: those that take a position of their vacancy. Who was appointed takes it though the claim may have ended."""
WHOLE = (
    "vacancy__department",
    "vacancy__job_class",
    "person",
    "made_by",
    "selection__referral__interview_list__eligible_list",
    "selection__referral__entry__application__posting",
    "selection__referral__entry__application__revision",
)


def offers_to(user: User) -> QuerySet[Offer]:
    """The offers that were made to oneself, the newest first."""
    return Offer.objects.filter(person=user).select_related(*WHOLE)


def offers_by(user: User) -> QuerySet[Offer]:
    """The offers of the departments one hires for or reads; never one's own."""
    return (
        Offer.objects.filter(selection__referral__interview_list__in=interview_lists_for(user).values("pk"))
        .exclude(person=user)
        .select_related(*WHOLE)
    )


def offers_to_check(user: User) -> QuerySet[Offer]:
    """The offers whose applications one reviews or reads; never one's own."""
    return (
        Offer.objects.filter(
            selection__referral__entry__application__in=applications_for_review(user).values("pk")
        )
        .exclude(person=user)
        .select_related(*WHOLE)
    )


def appointments() -> QuerySet[Appointment]:
    """Every appointment with what its file says, the oldest first."""
    return Appointment.objects.select_related(
        *(f"offer__{name}" for name in WHOLE), "offer__person__contact_details", "delivery"
    ).order_by("pk")


def checks_of(offer: Offer) -> list[OfferCheck]:
    """The checklist in its order, each line with its results and Fair Chance steps, oldest first."""
    return list(
        offer.checks.prefetch_related(
            Prefetch("results", OfferCheckResult.objects.select_related("recorded_by")),
            Prefetch("fair_chance", FairChanceStep.objects.select_related("recorded_by")),
        )
    )


def last_result(check: OfferCheck) -> OfferCheckResult | None:
    """The result that holds."""
    rows = list(check.results.all())
    return rows[-1] if rows else None


def last_step(check: OfferCheck) -> FairChanceStep | None:
    """The Fair Chance step that was taken last."""
    rows = list(check.fair_chance.all())
    return rows[-1] if rows else None


def is_being_weighed(check: OfferCheck) -> bool:
    """Whether the Fair Chance steps of a check have begun and not ended."""
    step = last_step(check)
    return step is not None and step.kind not in ENDS_FAIR_CHANCE


def is_done(check: OfferCheck) -> bool:
    last = last_result(check)
    return last is not None and last.result in DONE_RESULTS


def waiting(checks: Iterable[OfferCheck]) -> list[OfferCheck]:
    """The lines that are not complete."""
    return [check for check in checks if not is_done(check)]


def taking_offer(referral: Referral) -> Offer | None:
    """The offer of a referred name that takes a place: live, or ended in an appointment."""
    return Offer.objects.filter(selection__referral=referral, state__in=TAKES_A_PLACE).first()


def appointed_from(eligible_list: EligibleList) -> dict[int, datetime]:
    """Entry id → when its person was appointed from this list."""
    return dict(
        Appointment.objects.filter(
            offer__selection__referral__entry__eligible_list=eligible_list
        ).values_list("offer__selection__referral__entry_id", "appointed_at")
    )
