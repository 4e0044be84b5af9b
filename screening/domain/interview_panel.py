"""The panel of an interview time changes: somebody joins, somebody leaves, and what was scored stands."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from screening.domain import history
from screening.domain.interview_queries import live_bookings
from screening.domain.interview_score import scores_of
from screening.domain.interview_slot import (
    locked_list,
    may_sit_on_panel,
    once_at_a_time,
    one_department_at_a_time,
    tell_panel,
)
from screening.enums import NoticeKind
from screening.errors import Refused
from screening.models import InterviewSlot, SlotPanelist, User

MOST_WORDS = 500


def change(
    *, actor: User, slot_id: int, seen: Collection[int], members: Collection[int], why: str = "", at: datetime
) -> InterviewSlot:
    """Seat exactly these people on the panel of an interview time; who joins and who leaves is told.

    ``seen`` is the panel that the page showed, ``why`` is asked for when somebody leaves. What somebody scored is never
    taken away, and nobody joins who could read the others' scores first.

    Raises NotAllowed; Refused for a panel of nobody, a panel changed since, a person who is held elsewhere or has scored,
    and once the scores are shown.
    """
    list_id = InterviewSlot.objects.filter(pk=slot_id).values_list("interview_list_id", flat=True).first()
    with transaction.atomic():
        interview_list = locked_list(actor, "change_interview_panel", list_id or 0)
        slot = InterviewSlot.objects.get(pk=slot_id)
        slot.interview_list = interview_list
        if slot.called_off_at is not None:
            raise Refused("This time was called off, so it has no panel. Make another time if you need one.")
        seats = {
            seat.member_id: seat
            for seat in SlotPanelist.objects.filter(slot=slot, released_at__isnull=True).select_related(
                "member"
            )
        }
        if set(seen) != set(seats):
            raise Refused("The panel was changed since you opened this page. Look at it, then change it.")
        joining = list(may_sit_on_panel(interview_list).filter(pk__in=set(members) - set(seats)))
        leaving = [seat for member, seat in seats.items() if member not in members]
        _check(slot, set(members), set(seats), joining, leaving, why.strip())
        one_department_at_a_time()
        SlotPanelist.objects.filter(pk__in=[seat.pk for seat in leaving]).update(
            released_at=at, released_why=why.strip()
        )
        for member in joining:
            with once_at_a_time(slot, member):
                seat = SlotPanelist.objects.create(
                    slot=slot, member=member, starts_at=slot.starts_at, ends_at=slot.ends_at
                )
            if member.pk != actor.pk:
                tell_panel(NoticeKind.PANEL_ASKED, member, [slot], at=at, seat=seat)
        for seat in leaving:
            if seat.member_id != actor.pk:
                tell_panel(NoticeKind.PANEL_LEFT, seat.member, [slot], at=at, seat=seat)
        history.record(
            actor=actor,
            verb="change_interview_panel",
            subject=slot,
            posting_id=interview_list.eligible_list.posting_id,
            facts={
                "joined": sorted(member.pk for member in joining),
                "left": sorted(seat.member_id for seat in leaving),
            },
            at=at,
        )
    return slot


def _check(
    slot: InterviewSlot,
    members: set[int],
    had: set[int],
    joining: list[User],
    leaving: list[SlotPanelist],
    why: str,
) -> None:
    if not members or {member.pk for member in joining} != members - had:
        raise Refused(
            "Choose at least one person for the panel, from the list. Nobody sits on the panel of a list with their own name."
        )
    if not joining and not leaving:
        raise Refused("This is the panel as it is. Tick who joins, and take the tick from who leaves.")
    if len(why) > MOST_WORDS:
        raise Refused(f"Say in at most {MOST_WORDS} characters why somebody leaves the panel.")
    if leaving and not why:
        raise Refused("Say why somebody leaves the panel. It is kept with the list.")
    booking = live_bookings().filter(slot=slot).first()
    if booking is None:
        return
    stands = scores_of(booking)
    if stands.is_locked:
        raise Refused("The department has decided about this name, so the panel stays as it was.")
    scored = [str(seat.member) for seat in leaving if seat.member_id in stands.sheets]
    if scored:
        raise Refused(
            f"{', '.join(scored)} entered scores of this interview, which stand. Tick the name again."
        )
    if joining and stands.is_revealed:
        raise Refused(
            "Everybody's scores of this interview are shown already, so nobody joins its panel. "
            "Take the tick from whoever you added."
        )
