"""Reminders: once a booking and once a panel's day, whoever asks, however often; none for what was canceled."""

from datetime import datetime, timedelta

import pytest

from screening.domain import interview_booking
from screening.domain.interview_reminder import remind_due
from screening.models import InterviewBooking, Notice
from screening.tasks import sweep
from tests.factories_interviews import choose, make_issued, make_panelist, make_slots, offer_to
from tests.screening.domain.test_decision_races import at_once


def booked() -> list[InterviewBooking]:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    return [
        choose(offer, slot)
        for offer, slot in zip(offer_to(issued, "Ada Cole", "Ben Diaz"), slots, strict=True)
    ]


def reminders() -> list[str]:
    rows = Notice.objects.filter(kind__in=["interview_reminder", "panel_reminder"], cancelled_at__isnull=True)
    return sorted(rows.values_list("kind", flat=True))


def before(booking: InterviewBooking, **hours: float) -> datetime:
    return booking.starts_at - timedelta(**hours)


@pytest.mark.django_db
def test_each_once_two_days_before_and_the_panel_once_a_day() -> None:
    ada, ben = booked()
    assert remind_due(at=before(ada, hours=48, seconds=1)) == 0
    assert [remind_due(at=before(ada, hours=48)) for _ in range(5)] == [1, 0, 0, 0, 0]
    assert remind_due(at=before(ben, hours=48)) == 1
    assert reminders() == ["interview_reminder", "interview_reminder", "panel_reminder"]
    sent = ada.person.notices.get(kind="interview_reminder")
    assert sent.subject == "Reminder: your interview on May 20, 2025, Customer Services Representative"


@pytest.mark.django_db
def test_whoever_chose_late_is_reminded_at_the_cut_off_and_nobody_after_it_began() -> None:
    issued = make_issued("Ada Cole")
    slot = make_slots(issued, [make_panelist()], how_many=1)[0]
    booking = choose(offer_to(issued, "Ada Cole")[0], slot, at=slot.starts_at - timedelta(hours=30))
    assert remind_due(at=before(booking, hours=29)) == 0
    assert remind_due(at=booking.starts_at) == 0
    assert remind_due(at=before(booking, hours=24)) == 1


@pytest.mark.django_db
def test_a_canceled_interview_is_not_reminded_of_and_an_unsent_reminder_does_not_leave() -> None:
    ada, ben = booked()
    remind_due(at=before(ada, hours=48))
    for booking in (ada, ben):
        interview_booking.say_no(
            actor=booking.person, offer_id=booking.offer_id, at=before(booking, hours=30)
        )
    assert remind_due(at=before(ada, hours=20)) == 0
    assert reminders() == ["panel_reminder"]


@pytest.mark.django_db
def test_the_sweep_reminds(time_machine: object) -> None:
    ada, _ben = booked()
    time_machine.move_to(before(ada, hours=47), tick=False)  # type: ignore[attr-defined]
    sweep()
    sweep()
    assert reminders() == ["interview_reminder", "interview_reminder", "panel_reminder"]


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_remind_once() -> None:
    ada, _ben = booked()
    at_once(*[lambda: remind_due(at=before(ada, hours=47))] * 4)
    remind_due(at=before(ada, hours=47))
    assert reminders() == ["interview_reminder", "interview_reminder", "panel_reminder"]
