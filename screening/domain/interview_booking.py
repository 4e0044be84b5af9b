"""An interview time chosen, changed and canceled by the candidate until its cut-off, or called off by the department."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from screening.city import city
from screening.city_time import instant_in_words
from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain import notice
from screening.domain.disposition import last_kind
from screening.domain.interview_agreed import agreed, on_record, to_be_agreed_again
from screening.domain.interview_queries import offers_of
from screening.domain.interview_slot import locked_list, tell_panel
from screening.domain.offered_interview import end, move, record, tell
from screening.enums import ApplicationState, InterviewListState, InterviewOfferEvent, NoticeKind
from screening.errors import NotAllowed, Refused
from screening.models import (
    InterviewBooking,
    InterviewList,
    InterviewOffer,
    InterviewSlot,
    SlotPanelist,
    User,
)
from screening.permissions import authorise


def choose(*, actor: User, offer_id: int, slot_id: int, at: datetime) -> InterviewBooking:
    """Choose a time, or change to another one. The time that one had is kept when the other cannot be had.

    Raises NotAllowed; MoveNotAllowed; Refused when the time is taken, past its cut-off, or at the same time as another
    interview of the person, and when the department is done with the name.
    """
    with transaction.atomic():
        offer = _locked(actor, offer_id)
        booking, is_new = set_time(offer, slot_id, actor=actor, at=at)
        if is_new:
            _tell_manager(offer, f"interview:{booking.pk}", booking.slot, at=at)
    return booking


def set_time(
    offer: InterviewOffer, slot_id: int, *, actor: User, at: datetime, late: bool = False, note: str = ""
) -> tuple[InterviewBooking, bool]:
    """The time of a locked offer, and whether it is a new one; the candidate is told and the disposition follows.

    ``late``: also past the cut-off, as the department may. Raises MoveNotAllowed, Refused.
    """
    slot = InterviewSlot.objects.filter(
        pk=slot_id, interview_list=offer.referral.interview_list_id, called_off_at__isnull=True
    ).first()
    if slot is None:
        raise Refused(_("This time is no longer offered. Choose another one."))
    had = booking_of(offer)
    if had and had.slot_id == slot.pk:
        return had, False
    if at > (slot.starts_at if late else slot.changes_until):
        raise Refused(_("It is too late to choose this time. Choose a later one."))
    if had:
        must_be_before_the_cut_off(had.slot, at, late=late)
        end(had, actor=actor, at=at)
    before, _after = move(offer, InterviewOfferEvent.CHOOSE, at=at)
    booking = _book(offer, slot, actor, at)
    record(offer, "choose_interview", actor=actor, at=at, before=before, slot=slot)
    tell(offer, NoticeKind.INTERVIEW_SET, f"interview:{booking.pk}", at=at, booking=booking, slot=slot)
    agreed(offer, actor=actor, at=at, note=note or f"The candidate chose {on_record(slot)}.")
    return booking, True


def say_no(*, actor: User, offer_id: int, at: datetime) -> InterviewOffer:
    """Cancel one's interview, or say that one does not want it. Raises NotAllowed, MoveNotAllowed, Refused."""
    with transaction.atomic():
        offer = _locked(actor, offer_id)
        had = booking_of(offer)
        if had:
            must_be_before_the_cut_off(had.slot, at)
            end(had, actor=actor, at=at)
            to_be_agreed_again(offer, actor=actor, at=at, note="The candidate canceled the interview.")
        before, _after = move(offer, InterviewOfferEvent.SAY_NO, at=at)
        record(offer, "cancel_interview", actor=actor, at=at, before=before, slot=had.slot if had else None)
        cause = f"interview_no:{offer.pk}:{had.pk if had else 0}:{at.isoformat()}"
        tell(offer, NoticeKind.INTERVIEW_NO, cause, at=at, slot=had and had.slot)
        _tell_manager(offer, cause, None, at=at)
    return offer


def call_off(*, actor: User, slot_id: int, at: datetime) -> InterviewSlot:
    """Call a time off: its room and panel are free, and whoever had it is told to choose another one.

    Raises NotAllowed; Refused once it has begun or was called off.
    """
    list_id = InterviewSlot.objects.filter(pk=slot_id).values_list("interview_list_id", flat=True).first()
    with transaction.atomic():
        interview_list = locked_list(actor, "call_off_interview", list_id or 0)
        slot = InterviewSlot.objects.get(pk=slot_id)
        slot.interview_list = interview_list
        if slot.called_off_at is not None:
            raise Refused("This time was called off already. Nothing is left to do.")
        if slot.starts_at <= at:
            raise Refused("This interview has begun. Record what became of it on the interview list.")
        slot.called_off_by, slot.called_off_at = actor, at
        slot.save(update_fields=["called_off_by", "called_off_at"])
        seats = SlotPanelist.objects.filter(slot=slot, released_at__isnull=True).select_related("member")
        for seat in seats:
            if seat.member_id != actor.pk:
                tell_panel(NoticeKind.PANEL_CALLED_OFF, seat.member, [slot], at=at)
        seats.update(released_at=at)
        holds = InterviewBooking.objects.filter(slot=slot, ended_at__isnull=True)
        list(InterviewOffer.objects.select_for_update().filter(pk__in=holds.values("offer")))
        had = holds.select_related("person", "offer__referral__entry__application__posting").first()
        if had:
            offer = had.offer
            offer.referral.interview_list = interview_list
            end(had, actor=actor, at=at)
            before, _after = move(offer, InterviewOfferEvent.CALL_OFF, at=at)
            record(offer, "call_off_interview", actor=actor, at=at, before=before, slot=slot)
            to_be_agreed_again(offer, actor=actor, at=at, note="The department called the time off.")
            tell(offer, NoticeKind.INTERVIEW_CALLED_OFF, f"called_off:{had.pk}", at=at, slot=slot)
    return slot


def _locked(actor: User, offer_id: int) -> InterviewOffer:
    """One's own offer under the lock of its list, which must still work with the name. Raises NotAllowed, Refused."""
    found = offers_of(actor).filter(pk=offer_id).first()
    if found is None:
        raise NotAllowed("no such interview")
    InterviewList.objects.select_for_update(of=("self",)).get(pk=found.referral.interview_list_id)
    InterviewOffer.objects.select_for_update().get(pk=offer_id)
    offer = offers_of(actor).select_related("referral__entry__person", "offered_by").get(pk=offer_id)
    authorise(actor, "answer_interview_offer", offer)
    if offer.referral.entry.application.state == ApplicationState.WITHDRAWN:
        raise Refused(
            _("You withdrew, so there is no interview to choose. You may undo your withdrawal for a day.")
        )
    closed = offer.referral.interview_list.state != InterviewListState.ISSUED
    if closed or last_kind(offer.referral) in FINAL_DISPOSITIONS:
        raise Refused(
            _(
                "The department has finished with this interview, so it cannot be changed here. If you think that this is "
                "wrong, call the department."
            )
        )
    return offer


def booking_of(offer: InterviewOffer) -> InterviewBooking | None:
    return offer.bookings.filter(ended_at__isnull=True).select_related("slot", "person").first()


def must_be_before_the_cut_off(slot: InterviewSlot, at: datetime, *, late: bool = False) -> None:
    """Raises Refused when a time that was chosen can no longer be changed: by the candidate, or (``late``) by anybody."""
    if late and at >= slot.starts_at:
        raise Refused("This interview has begun. Record what became of it on the interview list.")
    if not late and at > slot.changes_until:
        raise Refused(
            _("You could change this interview until %(until)s. Call the department if you cannot come.")
            % {"until": instant_in_words(slot.changes_until, zone_name=slot.zone)}
        )


def _book(offer: InterviewOffer, slot: InterviewSlot, actor: User, at: datetime) -> InterviewBooking:
    # two rows that exclude each other, written at once, wait for each other: PostgreSQL would end one as a deadlock
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=offer.referral.entry.person_id)
    try:
        with transaction.atomic():
            return InterviewBooking.objects.create(
                offer=offer,
                slot=slot,
                person=offer.referral.entry.person,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                booked_at=at,
            )
    except IntegrityError as error:
        if "slot_taken_once" in str(error):
            raise Refused(_("Somebody else chose this time just now. Choose another one.")) from error
        if "candidate_once_at_a_time" in str(error):
            raise Refused(
                _("You have another interview at this time. Choose a time that does not overlap with it.")
            ) from error
        raise


def _tell_manager(offer: InterviewOffer, cause: str, slot: InterviewSlot | None, *, at: datetime) -> None:
    """Whoever offered the interview learns what the candidate did."""
    notice.give(
        kind=NoticeKind.CANDIDATE_ANSWERED,
        recipient=offer.offered_by,
        cause=cause,
        context={
            "referral": offer.referral,
            "interview_list": offer.referral.interview_list,
            "slot": slot,
            **city(),
        },
        at=at,
    )
