"""A conditional offer: made to a selected person for one place, taken back, and over when nobody answers in time."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from screening.city import city
from screening.city_time import city_day
from screening.domain import history, notice, vacancy
from screening.domain.hiring_queries import hiring_managers_of
from screening.domain.offer_checklist import checklist
from screening.domain.offer_queries import is_being_weighed, last_result
from screening.domain.removal_queries import in_words, removed
from screening.enums import ApplicationState, NoticeKind, VacancyState
from screening.errors import NotAllowed, Refused
from screening.models import Application, Notice, Offer, OfferCheck, Referral, Selection, User
from screening.offer_enums import (
    TAKES_A_PLACE,
    CheckResult,
    OfferEvent,
    OfferWithdrawal,
)
from screening.offer_moves import offer_target
from screening.permissions import authorise

BY_THE_DEPARTMENT = (OfferWithdrawal.UNFILLED, OfferWithdrawal.MISTAKE)


class NewOffer(NamedTuple):
    """What the letter says beside the names: pay in words, the first day, the last whole day to answer, who signs."""

    pay: str
    starts_on: date
    answer_by: date
    signed_name: str


def make(*, actor: User, referral_id: int, new: NewOffer, at: datetime) -> Offer:
    """Offer a place of the vacancy to a selected person, with the posting's checks; the person is told.

    Raises NotAllowed; Refused when the person is not selected, has an offer, withdrew, no place is free, a day is too
    early, or the letter is not signed.
    """
    with transaction.atomic():
        selection, application = _locked(actor, referral_id)
        _must_be_whole(new, city_day(at))
        name = application.name
        if application.state == ApplicationState.WITHDRAWN:
            raise Refused(f"{name} withdrew the application, so there is nobody to offer the position to.")
        if off := removed([selection.referral.entry]).get(selection.referral.entry_id):
            raise Refused(f"{name} cannot be offered a position. {in_words(off)}")
        for_vacancy = selection.referral.interview_list.vacancy
        if for_vacancy.state == VacancyState.CANCELLED:
            raise Refused("This vacancy was cancelled, so no position can be offered.")
        taken = Offer.objects.filter(vacancy=for_vacancy, state__in=TAKES_A_PLACE)
        held = set(taken.values_list("place", flat=True))
        free = [place for place in range(1, for_vacancy.positions + 1) if place not in held]
        if taken.filter(selection=selection).exists():
            raise Refused(f"{name} has an offer already. Open it to see how it stands.")
        if not free:
            raise Refused("Every position of this vacancy is offered or filled. Take an offer back first.")
        try:
            with transaction.atomic():
                offer = Offer.objects.create(
                    selection=selection,
                    vacancy=for_vacancy,
                    person=selection.person,
                    place=free[0],
                    pay=" ".join(new.pay.split()),
                    starts_on=new.starts_on,
                    answer_by=new.answer_by,
                    signed_name=" ".join(new.signed_name.split()),
                    made_by=actor,
                    made_at=at,
                )
        except IntegrityError as error:
            raise Refused(
                f"{name} has an offer elsewhere, or this place was offered just now. Look again."
            ) from error
        OfferCheck.objects.bulk_create(checklist(offer, application))
        record(offer, "make_offer", actor=actor, at=at, facts={"place": offer.place})
        tell(offer, NoticeKind.OFFER_MADE, f"offer:{offer.pk}", at=at)
    return offer


def take_back(*, actor: User, offer_id: int, reason: OfferWithdrawal, at: datetime) -> Offer:
    """Take an offer back: the department for its own reasons, an analyst for a check that was not completed.

    Raises NotAllowed, MoveNotAllowed; Refused while the Fair Chance steps run, and for a check without such a result.
    """
    with transaction.atomic():
        offer = locked(offer_id)
        if reason in BY_THE_DEPARTMENT:
            authorise(actor, "take_back_offer", offer.vacancy)
        else:
            authorise(actor, "check_offer", offer)
        checks = list(offer.checks.prefetch_related("results", "fair_chance"))
        if any(map(is_being_weighed, checks)):
            raise Refused(
                "The Personnel Department is in the Fair Chance steps with this person, so the offer stands until they end."
            )
        if reason == OfferWithdrawal.CHECK:
            results = [last.result for check in checks if (last := last_result(check))]
            if CheckResult.NOT_COMPLETE not in results:
                raise Refused("No check was recorded as not completed. Record its result first.")
        elif reason == OfferWithdrawal.FAIR_CHANCE:
            raise NotAllowed("only a final notice takes an offer back for a conviction")
        end(offer, OfferEvent.WITHDRAW, actor=actor, at=at, withdrawal=reason)
        record(offer, "take_back_offer", actor=actor, at=at, facts={"reason": reason.value})
        if reason != OfferWithdrawal.FAIR_CHANCE:
            tell(offer, NoticeKind.OFFER_TAKEN_BACK, f"offer_taken_back:{offer.pk}", at=at)
        if reason not in BY_THE_DEPARTMENT:
            tell_managers(offer, NoticeKind.OFFER_MOVED, f"offer_taken_back:{offer.pk}", at=at)
    return offer


def locked(offer_id: int) -> Offer:
    """The offer under its lock, after the lock of its vacancy. Raises NotAllowed."""
    vacancy_id = Offer.objects.filter(pk=offer_id).values_list("vacancy_id", flat=True).first()
    if vacancy_id is None:
        raise NotAllowed("no such offer")
    for_vacancy = vacancy.lock(vacancy_id)
    offer = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("selection__referral__entry__application__posting", "person", "made_by")
        .get(pk=offer_id)
    )
    offer.vacancy = for_vacancy
    return offer


def end(offer: Offer, event: OfferEvent, *, actor: User | None, at: datetime, withdrawal: str = "") -> None:
    """Move a locked offer to where it ends by the table. Raises MoveNotAllowed."""
    offer.state, offer.ended_at, offer.withdrawal = offer_target(offer.state, event), at, withdrawal
    offer.save(update_fields=["state", "ended_at", "withdrawal", "answered_at", "answered_name"])


def record(
    offer: Offer, verb: str, *, actor: User | None, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=offer,
        application=offer.selection.referral.entry.application,
        to_state=offer.state,
        facts=facts or {},
        at=at,
    )


def tell(offer: Offer, kind: NoticeKind, cause: str, *, at: datetime, **context: Any) -> Notice | None:
    """Tell the person something about their offer, once a cause; None when it was told already."""
    application = offer.selection.referral.entry.application
    page = reverse("applicant:offer", args=[application.pk, offer.pk])
    return notice.give(
        kind=kind,
        recipient=offer.person,
        application=application,
        cause=cause,
        context={"page": settings.SITE_URL + page, **_about(offer), **context},
        at=at,
    )


def tell_managers(offer: Offer, kind: NoticeKind, cause: str, *, at: datetime) -> None:
    """Tell whoever hires for the department; never the person the offer was made to."""
    department = offer.vacancy.department_id
    for manager in hiring_managers_of({department}).get(department, ()):
        if manager.pk != offer.person_id:
            notice.give(kind=kind, recipient=manager, cause=cause, context=_about(offer), at=at)


def _about(offer: Offer) -> dict[str, Any]:
    return {
        "offer": offer,
        "name": offer.selection.referral.entry.application.name,
        "requisition": offer.vacancy.requisition,
        "department": offer.vacancy.department,
        "job_class": offer.vacancy.job_class,
        **city(),
    }


def _locked(actor: User, referral_id: int) -> tuple[Selection, Application]:
    found = (
        Referral.objects.filter(pk=referral_id).values_list("interview_list__vacancy_id", flat=True).first()
    )
    if found is None:
        raise NotAllowed("no such name")
    for_vacancy = vacancy.lock(found)
    authorise(actor, "make_offer", for_vacancy)
    selection = (
        Selection.objects.select_for_update(of=("self",))
        .select_related(
            "person", "referral__interview_list", "referral__entry__application__posting",
            "referral__entry__application__revision", "referral__entry__decision__evaluation__revision",
        )
        .filter(referral=referral_id, ended_at__isnull=True)
        .first()
    )  # fmt: skip
    if selection is None:
        raise Refused("Record first that the person is selected. An offer is made to a selected person.")
    if selection.person_id == actor.pk:
        raise NotAllowed("nobody makes an offer to themselves")
    selection.referral.interview_list.vacancy = for_vacancy
    entry = selection.referral.entry
    # a withdrawal holds this lock while it looks for an offer
    entry.application.state = Application.objects.select_for_update().get(pk=entry.application_id).state
    return selection, entry.application


def _must_be_whole(new: NewOffer, today: date) -> None:
    if not new.signed_name.strip() or not new.pay.strip():
        raise Refused("Enter the pay and type your name to sign the letter.")
    if new.answer_by <= today:
        raise Refused(
            "The last day to answer must be after today, so that the person has a whole day. Choose a later one."
        )
    if new.starts_on <= new.answer_by:
        raise Refused("The first day of work must be after the last day to answer. Choose a later one.")
