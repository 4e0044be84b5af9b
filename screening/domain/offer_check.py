"""The checklist of an accepted offer: what each check came to, by a class and a day. No detail is ever asked or kept."""

from datetime import date, datetime

from django.db import transaction

from screening.city_time import city_day
from screening.domain.offer import locked, record, tell_managers
from screening.domain.offer_queries import last_step, waiting
from screening.enums import NoticeKind
from screening.errors import NotAllowed, Refused
from screening.models import Offer, OfferCheck, OfferCheckResult, User
from screening.offer_enums import CheckResult, OfferState
from screening.permissions import authorise


def record_result(
    *, actor: User, check_id: int, result: CheckResult, happened_on: date, at: datetime
) -> OfferCheckResult:
    """Record what a check came to; a later result holds instead of an earlier one.

    Raises NotAllowed; Refused before the person accepted, for a day outside the time of the checks, and for a check about
    convictions that only the Fair Chance steps may end.
    """
    with transaction.atomic():
        check = locked_check(actor, check_id)
        offer = check.offer
        accepted = city_day(offer.answered_at) if offer.answered_at else None
        if accepted is None or not accepted <= happened_on <= city_day(at):
            raise Refused(
                "The day of a check lies between the day the offer was accepted and today. Check the day."
            )
        if check.about_convictions:
            if result == CheckResult.NOT_COMPLETE:
                raise Refused(
                    "Nobody is turned away for a conviction without the Fair Chance steps (Gov. Code 12952). Begin with the "
                    "individual assessment below."
                )
            if last_step(check) is not None:
                raise Refused("The Fair Chance steps have begun. Their end says what the check comes to.")
        row = write_result(check, result, actor=actor, happened_on=happened_on, at=at)
        tell_when_complete(offer, at=at)
    return row


def locked_check(actor: User, check_id: int) -> OfferCheck:
    """A line of an accepted offer's checklist under the offer's lock. Raises NotAllowed; Refused for another state."""
    offer_id = OfferCheck.objects.filter(pk=check_id).values_list("offer_id", flat=True).first()
    if offer_id is None:
        raise NotAllowed("no such check")
    offer = locked(offer_id)
    authorise(actor, "check_offer", offer)
    if offer.state != OfferState.ACCEPTED:
        raise Refused(
            f"The offer stands so: {OfferState(offer.state).label.lower()}. Checks are recorded once the person accepted, "
            "until the appointment."
        )
    check = OfferCheck.objects.prefetch_related("results", "fair_chance").get(pk=check_id)
    check.offer = offer
    return check


def write_result(
    check: OfferCheck, result: CheckResult, *, actor: User, happened_on: date, at: datetime
) -> OfferCheckResult:
    row = OfferCheckResult.objects.create(
        check_of=check, result=result, happened_on=happened_on, recorded_by=actor, recorded_at=at
    )
    record(check.offer, "record_check", actor=actor, at=at, facts={"check": check.pk, "result": result.value})
    return row


def tell_when_complete(offer: Offer, *, at: datetime) -> None:
    """Tell the department once nothing is left to check."""
    if not waiting(offer.checks.prefetch_related("results")):
        tell_managers(offer, NoticeKind.OFFER_MOVED, f"offer_checked:{offer.pk}", at=at)
