"""The end of an interview list, by itself or with its vacancy: every name on it has its last word, and is told."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from screening.city import city
from screening.city_time import city_day
from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain import history, notice, vacancy
from screening.domain.disposition import NewDisposition, last_kind, locked_names, name, write
from screening.enums import DispositionKind, InterviewListState, NoticeKind, VacancyState
from screening.errors import Refused
from screening.models import InterviewList, Offer, Referral, User, Vacancy
from screening.offer_enums import LIVE_OFFERS, OfferState
from screening.permissions import authorise


def close(*, actor: User, interview_list_id: int, at: datetime) -> InterviewList:
    """Close a list on which every name has a final disposition; who was not selected is told, and stays on the list.

    Raises NotAllowed; Refused, naming who is open.
    """
    with transaction.atomic():
        interview_list, referrals = locked_names(actor, interview_list_id, None)
        if interview_list.state == InterviewListState.CLOSED:
            raise Refused("This list is closed already. Nothing is left to do.")
        waiting = [name(one) for one in referrals.values() if last_kind(one) not in FINAL_DISPOSITIONS]
        if waiting:
            raise Refused(
                f"{len(waiting)} of {len(referrals)} names still {'needs' if len(waiting) == 1 else 'need'} a final "
                f"disposition: {', '.join(waiting)}. Record what became of each, then close the list."
            )
        _close(interview_list, referrals.values(), actor=actor, at=at)
    return interview_list


def cancel_vacancy(*, actor: User, vacancy_id: int, at: datetime) -> Vacancy:
    """Cancel a vacancy, or what is left of it: each name that still waits is told, and its open lists are closed.

    Raises NotAllowed; Refused when it was cancelled already, or somebody has an offer.
    """
    with transaction.atomic():
        locked = vacancy.lock(vacancy_id)
        authorise(actor, "work_vacancy", locked)
        before = locked.state
        if before == VacancyState.CANCELLED:
            raise Refused("This vacancy was cancelled already. Nothing is left to do.")
        if Offer.objects.filter(vacancy=locked, state__in=LIVE_OFFERS).exists():
            raise Refused(
                "Somebody has an offer for this vacancy. Take the offer back first, because the position will not be filled; "
                "then cancel the vacancy."
            )
        for one in locked.interview_lists.order_by("number").values_list("pk", flat=True):
            _leave_unfilled(one, actor=actor, at=at)
        locked.state = VacancyState.CANCELLED
        locked.save(update_fields=["state"])
        history.record(
            actor=actor,
            verb="cancel_vacancy",
            subject=locked,
            from_state=before,
            to_state=locked.state,
            at=at,
        )
    return locked


def _leave_unfilled(interview_list_id: int, *, actor: User, at: datetime) -> None:
    """Record for each name that waits, or is selected and not appointed, that the position is left unfilled."""
    interview_list, referrals = locked_names(actor, interview_list_id, None)
    appointed = set(
        Offer.objects.filter(selection__referral__in=list(referrals), state=OfferState.APPOINTED).values_list(
            "selection__referral_id", flat=True
        )
    )
    is_open = interview_list.state == InterviewListState.ISSUED
    for referral in referrals.values():
        last = last_kind(referral)
        selected = last == DispositionKind.SELECTED and referral.pk not in appointed
        if selected or (is_open and last not in FINAL_DISPOSITIONS):
            new = NewDisposition(referral.pk, DispositionKind.UNFILLED, city_day(at))
            write(actor, interview_list, referral, new, at)
            _tell(interview_list, referral, NoticeKind.POSITION_UNFILLED, at=at)
    if is_open:
        _close(interview_list, referrals.values(), actor=actor, at=at)


def _close(
    interview_list: InterviewList, referrals: Iterable[Referral], *, actor: User, at: datetime
) -> None:
    before = interview_list.state
    interview_list.state = InterviewListState.CLOSED
    interview_list.save(update_fields=["state"])
    history.record(
        actor=actor,
        verb="close_interview_list",
        subject=interview_list,
        posting_id=interview_list.eligible_list.posting_id,
        from_state=before,
        to_state=interview_list.state,
        at=at,
    )
    for referral in referrals:
        if last_kind(referral) == DispositionKind.NOT_SELECTED:
            _tell(interview_list, referral, NoticeKind.NOT_SELECTED, at=at)


def _tell(interview_list: InterviewList, referral: Referral, kind: NoticeKind, *, at: datetime) -> None:
    application = referral.entry.application
    notice.give(
        kind=kind,
        recipient=referral.entry.person,
        application=application,
        cause=f"{kind}:{referral.pk}",
        context={
            "name": application.name,
            "department": interview_list.vacancy.department,
            "job_class": interview_list.vacancy.job_class,
            "entry": referral.entry,
            "in_force": referral.entry.stands_on(city_day(at)),
            **city(),
        },
        at=at,
    )
