"""The addresses of interviews, an example of each, and who may open it; and an interview with everything in it."""

from datetime import timedelta
from typing import Any

from screening.city_time import city_day, now
from screening.domain import interview_booking, interview_offer, interview_slot
from screening.domain.interview_day import day_of
from screening.models import InterviewList, User
from tests.factories_interviews import new_slots
from tests.screening.addresses import EVERYONE, PANEL, PANELS

_ONE = "applications/{booked}/interviews/{offer}/"
INTERVIEWS: dict[str, tuple[str, frozenset[str]]] = {
    "applications/<int:pk>/interviews/<int:offer_pk>/": (_ONE, frozenset({"candidate"})),
    "applications/<int:pk>/interviews/<int:offer_pk>/no/": (f"{_ONE}no/", EVERYONE),
    "applications/<int:pk>/interviews/<int:offer_pk>/calendar/": (
        f"{_ONE}calendar/",
        frozenset({"candidate"}),
    ),
    "interviews/": ("interviews/", PANELS),
    "interviews/days/<int:pk>/<slug:day>/": ("interviews/days/{list}/{day}/", PANEL),
    "interviews/days/<int:pk>/<slug:day>/pdf/": ("interviews/days/{list}/{day}/pdf/", PANEL),
    "interviews/<int:pk>/": ("interviews/{booking}/", PANEL),
    "interviews/<int:pk>/calendar/": ("interviews/{booking}/calendar/", PANEL),
}


def arrange_interview(issued: InterviewList, panelist: User) -> tuple[dict[str, Any], User]:
    """A time with a panel, chosen by the first name of the list: its numbers, and who the candidate is."""
    slot = interview_slot.make(
        actor=issued.issued_by,
        interview_list_id=issued.pk,
        new=new_slots([panelist], day=city_day(now() + timedelta(days=7))),
        at=now(),
    )[0]
    referral = issued.referrals.select_related("entry__person").filter(dispositions__isnull=True)[0]
    offer = interview_offer.offer(
        actor=issued.issued_by, interview_list_id=issued.pk, referral_ids=[referral.pk], at=now()
    )[0]
    candidate = referral.entry.person
    booking = interview_booking.choose(actor=candidate, offer_id=offer.pk, slot_id=slot.pk, at=now())
    numbers = {
        "day": day_of(slot).isoformat(),
        "slot": slot.pk,
        "offer": offer.pk,
        "booking": booking.pk,
        "booked": referral.entry.application_id,
    }
    return numbers, candidate
