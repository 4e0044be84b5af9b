"""Reminders before an interview: to the candidate for each chosen time, to the panel for each day; each once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from screening import civil_service_rules as rules
from screening.city import city
from screening.domain import notice
from screening.domain.offered_interview import tell
from screening.enums import NoticeKind
from screening.models import InterviewBooking, Notice, SlotPanelist

AT_ONCE = 200


def remind_due(*, at: datetime) -> int:
    """Remind of what begins within the hours of the rules; how many were reminded.

    Due because of rows: asked every minute by whoever, a booking is reminded of once (one notice a cause), and one that
    was ended meanwhile not at all.
    """
    before = timedelta(hours=rules.HOURS_BEFORE_AN_INTERVIEW_TO_REMIND.value)
    last_day = at + timedelta(hours=rules.HOURS_BEFORE_AN_INTERVIEW_TO_CHANGE.value)
    told = Notice.objects.filter(
        cause=Concat(Value("interview_reminder:"), Cast(OuterRef("pk"), CharField())),
        recipient=OuterRef("person"),
    )
    due = InterviewBooking.objects.filter(
        ~Exists(told),
        # Whoever chose later than that was told just now, so the reminder waits for the cut-off.
        Q(booked_at__lte=F("starts_at") - before) | Q(starts_at__lte=last_day),
        ended_at__isnull=True,
        starts_at__gt=at,
        starts_at__lte=at + before,
    ).order_by("starts_at", "pk")
    return sum(_remind(pk, at) for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]))


def _remind(booking_id: int, at: datetime) -> bool:
    with transaction.atomic():
        booking = (
            InterviewBooking.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related(
                "slot",
                "offer__referral__entry__application__posting",
                "offer__referral__entry__person",
                "offer__referral__interview_list__vacancy__department",
                "offer__referral__interview_list__vacancy__job_class",
            )
            .filter(pk=booking_id, ended_at__isnull=True)
            .first()
        )
        if booking is None:
            return False
        cause = f"interview_reminder:{booking.pk}"
        tell(booking.offer, NoticeKind.INTERVIEW_REMINDER, cause, at=at, slot=booking.slot)
        day = booking.starts_at.astimezone(ZoneInfo(booking.slot.zone)).date()
        seats = SlotPanelist.objects.filter(slot=booking.slot_id, released_at__isnull=True)
        for seat in seats.select_related("member"):
            interview_list = booking.offer.referral.interview_list
            notice.give(
                kind=NoticeKind.PANEL_REMINDER,
                recipient=seat.member,
                cause=f"panel_reminder:{interview_list.pk}:{day}",
                context={"slot": booking.slot, "vacancy": interview_list.vacancy, **city()},
                at=at,
            )
    return True
