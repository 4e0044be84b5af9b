"""Interviews offered to names of an issued list: who may choose a time, and where each offer stands."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain.disposition import last_kind, name
from screening.domain.interview_slot import locked_list
from screening.domain.offered_interview import record, tell
from screening.enums import NoticeKind
from screening.errors import NotAllowed, Refused
from screening.models import InterviewBooking, InterviewOffer, InterviewSlot, User


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


def free_slots(interview_list_id: int, *, at: datetime, late: bool = False) -> list[InterviewSlot]:
    """The times of a list that nobody has and whose cut-off (``late``: whose beginning) has not passed, in their order."""
    taken = InterviewBooking.objects.filter(slot=OuterRef("pk"), ended_at__isnull=True)
    rows = InterviewSlot.objects.filter(
        ~Exists(taken),
        interview_list=interview_list_id,
        called_off_at__isnull=True,
        **{"starts_at__gt" if late else "changes_until__gte": at},
    )
    return list(rows.order_by("starts_at", "pk"))
