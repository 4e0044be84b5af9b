"""Plain makers of offers, their answers and their checks."""

from datetime import date, datetime, timedelta
from typing import Any

from screening.city_time import city_day
from screening.domain import offer, offer_answer, offer_check
from screening.domain.offer import NewOffer
from screening.enums import DispositionKind as Kind
from screening.models import InterviewList, Offer, OfferCheck, User
from screening.offer_enums import CheckResult
from tests.factories_eligible_list import AT
from tests.factories_hiring import record
from tests.factories_interviews import make_issued

LATER = AT + timedelta(days=1)


def select(issued: InterviewList, name: str = "Ada Cole", *, at: datetime = AT) -> InterviewList:
    """The name, interviewed and selected."""
    record(issued.issued_by, issued, name, Kind.INTERVIEW_SET, Kind.INTERVIEWED, Kind.SELECTED, at=at)
    return issued


def new_offer(*, at: datetime = AT, **changed: Any) -> NewOffer:
    """A week to answer, and a first day six weeks on."""
    day = city_day(at)
    given = {
        "pay": "Step A, $21.50 an hour",
        "starts_on": day + timedelta(days=42),
        "answer_by": day + timedelta(days=7),
        "signed_name": "Maria Lopez",
    }
    return NewOffer(**{**given, **changed})


def make_offer(issued: InterviewList, name: str = "Ada Cole", *, at: datetime = AT, **changed: Any) -> Offer:
    return offer.make(
        actor=issued.issued_by,
        referral_id=issued.referrals.get(entry__application__name=name).pk,
        new=new_offer(at=at, **changed),
        at=at,
    )


def offered(name: str = "Ada Cole", **changed: Any) -> Offer:
    """An offer to the one selected name of a list of two."""
    return make_offer(select(make_issued(), name), name, **changed)


def accept(made: Offer, *, at: datetime = LATER) -> Offer:
    return offer_answer.accept(
        actor=made.person, offer_id=made.pk, name=made.selection.referral.entry.application.name, at=at
    )


def accepted(**changed: Any) -> Offer:
    return accept(offered(**changed))


def result(
    check: OfferCheck,
    analyst: User,
    what: CheckResult = CheckResult.COMPLETE,
    *,
    on: date | None = None,
    at: datetime = LATER,
) -> None:
    offer_check.record_result(
        actor=analyst, check_id=check.pk, result=what, happened_on=on or city_day(at), at=at
    )


def complete(made: Offer, analyst: User, *, at: datetime = LATER) -> Offer:
    """Every check of an accepted offer recorded as complete."""
    for check in made.checks.all():
        result(check, analyst, at=at)
    return Offer.objects.get(pk=made.pk)
