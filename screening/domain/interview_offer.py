"""Interviews offered to names of an issued list: who may choose a time, and where each offer stands."""

from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from screening.city import city
from screening.domain import history, notice
from screening.domain.disposition import last_kind, name
from screening.domain.interview_slot import locked_list
from screening.enums import AccommodationStep, InterviewOfferEvent, InterviewOfferState, NoticeKind
from screening.errors import NotAllowed, Refused
from screening.interview_moves import interview_target
from screening.models import InterviewBooking, InterviewOffer, InterviewSlot, User
from screening.transitions import FINAL_DISPOSITIONS


def offer(
    *, actor: User, interview_list_id: int, referral_ids: Collection[int], at: datetime
) -> list[InterviewOffer]:
    """Offer the free times of a list to names on it; each person is told once, who was offered before is left as it is.

    Raises NotAllowed; Refused without a name, without a time that can still be chosen, or for a name that is done with.
    """
    with transaction.atomic():
        interview_list = locked_list(actor, "offer_interview", interview_list_id)
        referrals = list(
            interview_list.referrals.filter(pk__in=referral_ids)
            .select_related("entry__application__posting", "entry__person", "interview_offer")
            .prefetch_related("dispositions")
        )
        if len(referrals) != len(set(referral_ids)):
            raise NotAllowed("a name that is not on this list")
        if not referrals:
            raise Refused("Tick at least one name.")
        done = [name(one) for one in referrals if last_kind(one) in FINAL_DISPOSITIONS]
        if done:
            raise Refused(
                f"There is a final disposition already for {', '.join(done)}. Record that they are contacted again first, "
                "or leave them out."
            )
        free = free_slots(interview_list.pk, at=at)
        if not free:
            raise Refused("No time can be chosen now. Add interview times first, then offer them.")
        made = []
        for referral in referrals:
            if hasattr(referral, "interview_offer"):
                continue
            one = InterviewOffer.objects.create(
                referral=referral, waiting_since=at, offered_by=actor, offered_at=at
            )
            record(one, "offer_interview", actor=actor, at=at)
            tell(
                one,
                NoticeKind.INTERVIEW_OFFERED,
                f"interview_offer:{one.pk}",
                at=at,
                choose_by=max(slot.changes_until for slot in free),
            )
            made.append(one)
    return made


def free_slots(interview_list_id: int, *, at: datetime) -> list[InterviewSlot]:
    """The times of a list that nobody has and whose cut-off has not passed, in their order."""
    taken = InterviewBooking.objects.filter(slot=OuterRef("pk"), ended_at__isnull=True)
    rows = InterviewSlot.objects.filter(
        ~Exists(taken),
        interview_list=interview_list_id,
        called_off_at__isnull=True,
        changes_until__gte=at,
    )
    return list(rows.order_by("starts_at", "pk"))


def move(one: InterviewOffer, event: InterviewOfferEvent, *, at: datetime) -> tuple[str, InterviewOfferState]:
    """Move an offer by the table under the list's lock; the states before and after. Raises MoveNotAllowed."""
    before, after = one.state, interview_target(one.state, event)
    one.state, one.waiting_since = after, at
    one.save(update_fields=["state", "waiting_since"])
    return before, after


def end(booking: InterviewBooking, *, actor: User, at: datetime) -> None:
    """End a booking that holds; a reminder of it that has not left does not leave."""
    booking.ended_by, booking.ended_at = actor, at
    booking.save(update_fields=["ended_by", "ended_at"])
    notice.cancel_unsent(recipient=booking.person, cause=f"interview_reminder:{booking.pk}", at=at)


def record(
    one: InterviewOffer,
    verb: str,
    *,
    actor: User,
    at: datetime,
    before: str = "",
    slot: InterviewSlot | None = None,
) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=one,
        application=one.referral.entry.application,
        from_state=before,
        to_state=one.state,
        facts={"slot": slot.pk, "starts_at": slot.starts_at.isoformat()} if slot else {},
        at=at,
    )


def tell(one: InterviewOffer, kind: NoticeKind, cause: str, *, at: datetime, **context: object) -> None:
    """Tell the candidate something about their interview."""
    vacancy = one.referral.interview_list.vacancy
    application = one.referral.entry.application
    asked = urlencode({"posting": application.posting.slug, "step": AccommodationStep.INTERVIEW.value})
    notice.give(
        kind=kind,
        recipient=one.referral.entry.person,
        application=application,
        cause=cause,
        context={
            "offer": one,
            "department": vacancy.department,
            "job_class": vacancy.job_class,
            "accommodation_url": f"{settings.SITE_URL}{reverse('applicant:accommodation')}?{asked}",
            **context,
            **city(),
        },
        at=at,
    )
