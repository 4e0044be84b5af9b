"""Where an offered interview stands: moved by the table, ended, written down, told; and what a disposition makes of it."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from screening.city import city
from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain import history, notice
from screening.enums import (
    AccommodationStep,
    DispositionKind,
    InterviewOfferEvent,
    InterviewOfferState,
    NoticeKind,
)
from screening.interview_moves import interview_target
from screening.models import InterviewBooking, InterviewOffer, InterviewSlot, Referral, User


def follow(referral: Referral, kind: DispositionKind, *, actor: User, at: datetime) -> None:
    """What a disposition just recorded makes of an offered interview: a final one ends what is still to come and tells
    the candidate; one that is not final opens it again."""
    one = InterviewOffer.objects.select_for_update().filter(referral=referral).first()
    if one is None:
        return
    one.referral = referral
    if kind not in FINAL_DISPOSITIONS:
        if one.state == InterviewOfferState.DONE:
            before, _after = move(one, InterviewOfferEvent.REOPEN, at=at)
            record(one, "reopen_interview", actor=actor, at=at, before=before)
        return
    had = one.bookings.filter(ended_at__isnull=True).select_related("slot", "person").first()
    was_held = had is not None and had.starts_at <= at
    if was_held or one.state in (InterviewOfferState.NO, InterviewOfferState.DONE):
        return
    if had:
        end(had, actor=actor, at=at)
    before, _after = move(one, InterviewOfferEvent.FINISH, at=at)
    record(one, "finish_interview", actor=actor, at=at, before=before, slot=had.slot if had else None)
    if had:
        tell(one, NoticeKind.INTERVIEW_FINISHED, f"interview_finished:{had.pk}", at=at, slot=had.slot)


def lock_all(application_id: int) -> list[InterviewOffer]:
    """Every interview that a name is offered, under their locks. Taken before the lock of the application."""
    rows = InterviewOffer.objects.filter(referral__entry__application=application_id).order_by("pk")
    return list(
        rows.select_for_update(of=("self",)).select_related(
            "referral__entry__application", "referral__interview_list"
        )
    )


def leave(offers: Iterable[InterviewOffer], *, actor: User, at: datetime) -> None:
    """Whoever withdraws comes to no interview: what is still to come is ended, and its time is free for others."""
    for one in offers:
        had = one.bookings.filter(ended_at__isnull=True).select_related("slot", "person").first()
        if (had and had.starts_at <= at) or one.state not in (
            InterviewOfferState.OFFERED,
            InterviewOfferState.SET,
        ):
            continue
        if had:
            end(had, actor=actor, at=at)
        before, _after = move(one, InterviewOfferEvent.SAY_NO, at=at)
        record(one, "cancel_interview", actor=actor, at=at, before=before, slot=had.slot if had else None)


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
