"""The Fair Chance steps before a conviction takes an offer back: assessment, preliminary notice, days to answer, final notice.

Source: Cal. Gov. Code 12952; how days of receipt are counted: 2 CCR 11017.1.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from screening import civil_service_rules as rules
from screening.city_holidays import business_days_after
from screening.city_time import city_day, day_on_record
from screening.domain import offer as offers
from screening.domain.offer_check import locked_check, tell_when_complete, write_result
from screening.domain.offer_queries import last_step
from screening.enums import NoticeKind
from screening.errors import NotAllowed, Refused
from screening.models import FairChanceStep, OfferCheck, User
from screening.offer_enums import (
    CheckResult,
    Delivery,
    FairChance,
    OfferEvent,
    OfferState,
    OfferWithdrawal,
)
from screening.offer_moves import steps_after
from screening.permissions import authorise

_MAIL_DAYS = {Delivery.MAIL_CALIFORNIA: 5, Delivery.MAIL_ELSEWHERE: 10, Delivery.MAIL_ABROAD: 20}
_EMAIL_BUSINESS_DAYS = 2
_COMPLETE = (FairChance.NO_BEARING, FairChance.CLEARED)


def take(
    *, actor: User, check_id: int, step: FairChance, delivery: Delivery | None = None, at: datetime
) -> FairChanceStep:
    """Take the next step for a check about convictions, today; the person is told, and a final notice takes the offer back.

    Raises NotAllowed; Refused for a step that is not next, a notice without its delivery, an answer's days not yet passed,
    and a final decision by the person who made the assessment.
    """
    with transaction.atomic():
        check = locked_check(actor, check_id)
        if not check.about_convictions:
            raise NotAllowed("not a check about convictions")
        _must_be_next(check, step)
        today = city_day(at)
        values: dict[str, object] = {}
        if step == FairChance.PRELIMINARY:
            if delivery is None:
                raise Refused(
                    "Say how the person gets the copy of the report: the days to answer begin with its receipt."
                )
            values = {"delivery": delivery, "last_day": answer_until(today, delivery)}
        elif step == FairChance.DISPUTED:
            values = {"last_day": _more_days(check, today)}
        elif step == FairChance.FINAL:
            values = {"clock": _clock(check, actor, today)}
        row = _write(check, step, actor, at, values)
        if step in _COMPLETE:
            write_result(check, CheckResult.COMPLETE, actor=actor, happened_on=today, at=at)
            tell_when_complete(check.offer, at=at)
        elif step == FairChance.FINAL:
            write_result(check, CheckResult.NOT_COMPLETE, actor=actor, happened_on=today, at=at)
            offers.end(
                check.offer, OfferEvent.WITHDRAW, actor=actor, at=at, withdrawal=OfferWithdrawal.FAIR_CHANCE
            )
            offers.record(check.offer, "take_back_offer", actor=actor, at=at, facts={"reason": "fair_chance"})
            offers.tell_managers(
                check.offer, NoticeKind.OFFER_MOVED, f"offer_taken_back:{check.offer_id}", at=at
            )
        _tell(check, row, at)
    return row


def dispute(*, actor: User, check_id: int, at: datetime) -> FairChanceStep:
    """Say, as the person, that the record is wrong and that one is getting evidence: five more business days.

    Raises NotAllowed; Refused after the last day to answer, or where no answer is waited for.
    """
    with transaction.atomic():
        offer_id = OfferCheck.objects.filter(pk=check_id).values_list("offer_id", flat=True).first()
        if offer_id is None:
            raise NotAllowed("no such check")
        offer = offers.locked(offer_id)
        authorise(actor, "answer_offer", offer)
        check = OfferCheck.objects.prefetch_related("fair_chance").get(pk=check_id)
        check.offer = offer
        if offer.state != OfferState.ACCEPTED or FairChance.DISPUTED not in next_steps(check):
            raise Refused(
                _("Nothing waits for your answer here now. Open the page again to see how it stands.")
            )
        row = _write(check, FairChance.DISPUTED, actor, at, {"last_day": _more_days(check, city_day(at))})
        _tell(check, row, at)
    return row


def answer_until(given_on: date, delivery: Delivery) -> date:
    """The last whole day to answer a preliminary notice: five business days after its receipt."""
    received = given_on
    if delivery in _MAIL_DAYS:
        received = given_on + timedelta(days=_MAIL_DAYS[delivery])
    elif delivery == Delivery.EMAIL:
        received = business_days_after(given_on, _EMAIL_BUSINESS_DAYS)
    return business_days_after(received, rules.BUSINESS_DAYS_TO_ANSWER_A_PRELIMINARY_NOTICE.value)


def last_day_of(check: OfferCheck) -> date | None:
    """The last whole day to answer that the steps gave so far."""
    days = [step.last_day for step in check.fair_chance.all() if step.last_day]
    return max(days) if days else None


def next_steps(check: OfferCheck) -> list[FairChance]:
    """The steps that may be taken next: those of the table that were not taken yet."""
    last, taken = last_step(check), {row.kind for row in check.fair_chance.all()}
    return [one for one in steps_after(last.kind if last else None) if one not in taken]


def _must_be_next(check: OfferCheck, step: FairChance) -> None:
    allowed = next_steps(check)
    if step not in allowed:
        words = ", ".join(one.label.lower() for one in allowed) or "nothing: the steps have ended"
        raise Refused(f"This step is not next. Possible now: {words}.")
    if not check.fair_chance.all() and check.results.all():
        raise Refused("A result is recorded for this check already. Nothing is left to weigh.")


def _more_days(check: OfferCheck, today: date) -> date:
    until = last_day_of(check)
    assert until is not None, "a dispute follows a preliminary notice"
    if today > until:
        raise Refused(
            _(
                "The days to answer have passed, so they cannot be made longer. What you send is weighed as it comes."
            )
        )
    return business_days_after(until, rules.BUSINESS_DAYS_MORE_WHEN_A_RECORD_IS_DISPUTED.value)


def _clock(check: OfferCheck, actor: User, today: date) -> date:
    until = last_day_of(check)
    assert until is not None, "a final notice follows a preliminary one"
    if today <= until:
        raise Refused(
            f"The person may answer until the end of {day_on_record(until)}. A final decision waits for that day "
            "to pass, whatever has come by then."
        )
    assessed = next(row for row in check.fair_chance.all() if row.kind == FairChance.BEARING)
    if assessed.recorded_by_id == actor.pk:
        raise Refused("You made the assessment. Somebody else makes the final decision.")
    return until


def _write(
    check: OfferCheck, step: FairChance, actor: User, at: datetime, values: dict[str, object]
) -> FairChanceStep:
    row = FairChanceStep.objects.create(
        check_of=check, kind=step, happened_on=city_day(at), recorded_by=actor, recorded_at=at, **values
    )
    offers.record(
        check.offer,
        "take_fair_chance_step",
        actor=actor,
        at=at,
        facts={"check": check.pk, "step": step.value},
    )
    return row


def _tell(check: OfferCheck, row: FairChanceStep, at: datetime) -> None:
    kind = {
        FairChance.PRELIMINARY: NoticeKind.PRELIMINARY_NOTICE,
        FairChance.DISPUTED: NoticeKind.RECORD_DISPUTED,
        FairChance.FINAL: NoticeKind.FINAL_NOTICE,
    }.get(FairChance(row.kind))
    if kind:
        offers.tell(check.offer, kind, f"fair_chance:{row.pk}", at=at, step=row)
