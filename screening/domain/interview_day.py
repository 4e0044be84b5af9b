"""The day sheet: who comes when on one day, what qualifies them, what must be provided, and the questions for all."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from screening.domain import history
from screening.domain.accommodation import to_provide
from screening.domain.certified import CertifiedName, names_on
from screening.models import InterviewList, InterviewQuestion, InterviewSlot, User


class Interview(NamedTuple):
    """One time of the day; ``candidate`` is None while nobody has chosen it."""

    slot: InterviewSlot
    candidate: CertifiedName | None
    provide: list[str]


class DaySheet(NamedTuple):
    interview_list: InterviewList
    day: date
    interviews: list[Interview]
    questions: list[InterviewQuestion]


def day_of(slot: InterviewSlot) -> date:
    """The day of an interview in its own zone."""
    return slot.starts_at.astimezone(ZoneInfo(slot.zone)).date()


def days_of(slots: Iterable[InterviewSlot]) -> list[date]:
    """The days on which there are interviews, the first one first."""
    return sorted({day_of(slot) for slot in slots})


def day_sheet(
    interview_list: InterviewList, slots: Iterable[InterviewSlot], day: date, *, today: date
) -> DaySheet:
    """The sheet of those of ``slots`` (as ``slots_of`` reads them) that are on a day; no other name of the list is read out."""
    shown = [slot for slot in slots if day_of(slot) == day]
    by_referral = {one.referral.pk: one for one in names_on(interview_list, day=today)}
    taken = {slot.pk: booking for slot in shown for booking in slot.taken}  # type: ignore[attr-defined]
    provide = to_provide(
        [booking.person_id for booking in taken.values()], posting_id=interview_list.eligible_list.posting_id
    )
    return DaySheet(
        interview_list,
        day,
        [
            Interview(slot, by_referral[booking.offer.referral_id], provide.get(booking.person_id, []))
            if (booking := taken.get(slot.pk))
            else Interview(slot, None, [])
            for slot in shown
        ],
        list(interview_list.vacancy.interview_questions.all()),
    )


def take_out(*, actor: User, sheet: DaySheet, form: str, at: datetime) -> None:
    """Write down who takes a day sheet out of the house, and how (print, pdf)."""
    history.record(
        actor=actor,
        verb="take_out_day_sheet",
        subject=sheet.interview_list,
        posting_id=sheet.interview_list.eligible_list.posting_id,
        facts={
            "form": form,
            "day": sheet.day.isoformat(),
            "names": sum(one.candidate is not None for one in sheet.interviews),
        },
        at=at,
    )
