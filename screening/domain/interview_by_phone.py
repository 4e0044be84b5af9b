"""An interview time that the department sets or cancels because the candidate called and asked for it."""

from datetime import datetime

from django.db import transaction

from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain.disposition import last_kind
from screening.domain.interview_agreed import on_record, to_be_agreed_again
from screening.domain.interview_booking import booking_of, must_be_before_the_cut_off, set_time
from screening.domain.interview_slot import locked_list
from screening.domain.offered_interview import end, move, record, tell
from screening.enums import ApplicationState, InterviewOfferEvent, NoticeKind
from screening.errors import NotAllowed, Refused
from screening.models import InterviewBooking, InterviewOffer, User

MOST_NOTE = 500


def book(*, actor: User, offer_id: int, slot_id: int, note: str, at: datetime) -> InterviewBooking:
    """Set or change the time of a candidate who called, also past the cut-off; the candidate is told.

    ``note``: what the candidate said. Raises NotAllowed; MoveNotAllowed; Refused without the note, when the time is taken or
    has begun, and when the name is done with.
    """
    with transaction.atomic():
        offer = _locked(actor, offer_id)
        said = _said(note)
        booking, _is_new = set_time(offer, slot_id, actor=actor, at=at, late=True, note=f"By phone: {said}")
    return booking


def cancel(*, actor: User, offer_id: int, note: str, at: datetime) -> InterviewOffer:
    """Cancel the interview of a candidate who called, also past the cut-off; the candidate is told. Raises as ``book`` does."""
    with transaction.atomic():
        offer = _locked(actor, offer_id)
        said = _said(note)
        had = booking_of(offer)
        if had is None:
            raise Refused(
                "No time is set for this name. Record on its page what the candidate told you instead."
            )
        must_be_before_the_cut_off(had.slot, at, late=True)
        end(had, actor=actor, at=at)
        to_be_agreed_again(
            offer, actor=actor, at=at, note=f"Canceled by phone ({on_record(had.slot)}): {said}"
        )
        before, _after = move(offer, InterviewOfferEvent.SAY_NO, at=at)
        record(offer, "cancel_interview", actor=actor, at=at, before=before, slot=had.slot)
        tell(
            offer,
            NoticeKind.INTERVIEW_NO,
            f"interview_no:{offer.pk}:{had.pk}:{at.isoformat()}",
            at=at,
            slot=had.slot,
        )
    return offer


def _locked(actor: User, offer_id: int) -> InterviewOffer:
    """The offer under the lock of its list, with which the actor's department works. Raises NotAllowed, Refused."""
    list_id = (
        InterviewOffer.objects.filter(pk=offer_id).values_list("referral__interview_list", flat=True).first()
    )
    interview_list = locked_list(actor, "book_for_candidate", list_id or 0)
    offer = (
        InterviewOffer.objects.select_for_update(of=("self",))
        .select_related("referral__entry__application__posting", "referral__entry__person", "offered_by")
        .get(pk=offer_id)
    )
    offer.referral.interview_list = interview_list
    if offer.referral.entry.person_id == actor.pk:
        raise NotAllowed("nobody arranges their own interview")
    if offer.referral.entry.application.state == ApplicationState.WITHDRAWN:
        raise Refused("This person withdrew, so there is no interview to arrange.")
    if last_kind(offer.referral) in FINAL_DISPOSITIONS:
        raise Refused(
            "What became of this name is recorded already. Correct that on its page first, if it is wrong."
        )
    return offer


def _said(note: str) -> str:
    said = " ".join(note.split())
    if not said:
        raise Refused("Write what the candidate told you, and when. It is kept with the record.")
    if len(said) > MOST_NOTE:
        raise Refused(f"The note has {len(said)} characters; {MOST_NOTE} fit. Shorten it.")
    return said
