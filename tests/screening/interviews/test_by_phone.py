"""A candidate calls: the manager sets, changes or cancels the interview; and what the interview makes of the disposition."""

from datetime import datetime, timedelta

import pytest
import time_machine

from screening.domain import interview_booking, interview_by_phone
from screening.enums import DispositionKind
from screening.errors import NotAllowed, Refused
from screening.models import Disposition, InterviewBooking, InterviewOffer, InterviewSlot, Notice, User
from tests.factories import signed_in
from tests.factories_hiring import record
from tests.factories_interviews import (
    LATER,
    TOO_LATE,
    choose,
    issue_elsewhere,
    make_issued,
    make_panelist,
    make_slots,
    offer_to,
)
from tests.screening.domain.test_decision_races import at_once

SAID = "Called on Monday; works in the mornings."


def scene() -> tuple[User, InterviewOffer, list[int]]:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    return issued.issued_by, offer_to(issued, "Ada Cole")[0], [slot.pk for slot in slots]


def book(
    manager: User, offer: InterviewOffer, slot: int, *, note: str = SAID, at: datetime = LATER
) -> InterviewBooking:
    return interview_by_phone.book(actor=manager, offer_id=offer.pk, slot_id=slot, note=note, at=at)


def recorded(offer: InterviewOffer) -> list[tuple[str, str]]:
    rows = Disposition.objects.filter(referral=offer.referral).order_by("pk")
    return [(row.kind, row.note) for row in rows]


@pytest.mark.django_db
def test_set_changed_and_canceled_on_the_candidates_word() -> None:
    manager, offer, (first, second) = scene()
    book(manager, offer, first)
    book(manager, offer, second, note="Called again.")
    interview_by_phone.cancel(actor=manager, offer_id=offer.pk, note="Called off.", at=LATER)
    assert recorded(offer) == [
        ("interview_set", f"By phone: {SAID}"),
        ("contacted", "Canceled by phone (Tuesday, May 20, 2025 at 10:00 a.m. Pacific): Called off."),
    ]
    assert not InterviewBooking.objects.filter(ended_at__isnull=True).exists()
    told = Notice.objects.filter(recipient=offer.referral.entry.person, kind__startswith="interview")
    assert [one.kind for one in told.order_by("pk")] == [
        "interview_offered",
        "interview_set",
        "interview_set",
        "interview_no",
    ]


@pytest.mark.django_db
def test_whoever_writes_by_hand_what_the_booking_recorded_is_told_that_it_stands_already() -> None:
    manager, offer, (first, _second) = scene()
    book(manager, offer, first)
    with pytest.raises(
        Refused, match=r"^Ada Cole: 'Interview set' is on record already, of .*, 2025 \(By phone: Called"
    ):
        record(manager, offer.referral.interview_list, "Ada Cole", DispositionKind.INTERVIEW_SET, at=LATER)


@pytest.mark.django_db
def test_the_department_may_after_the_cut_off_until_it_begins() -> None:
    manager, offer, (first, second) = scene()
    with pytest.raises(Refused, match="too late"):
        choose(offer, InterviewSlot.objects.get(pk=first), at=TOO_LATE)
    booking = book(manager, offer, first, at=TOO_LATE)
    with pytest.raises(Refused, match="has begun"):
        book(manager, offer, second, at=booking.starts_at)
    with pytest.raises(Refused, match="has begun"):
        interview_by_phone.cancel(actor=manager, offer_id=offer.pk, note=SAID, at=booking.starts_at)


@pytest.mark.django_db
def test_what_the_candidate_said_is_written_down() -> None:
    manager, offer, (first, _) = scene()
    with pytest.raises(Refused, match="Write what the candidate told you"):
        book(manager, offer, first, note="  ")
    with pytest.raises(Refused, match="No time is set"):
        interview_by_phone.cancel(actor=manager, offer_id=offer.pk, note=SAID, at=LATER)


@pytest.mark.django_db
def test_only_the_department_that_hires() -> None:
    manager, offer, (first, _) = scene()
    librarian = issue_elsewhere(offer.referral.interview_list).issued_by
    for somebody in (librarian, offer.referral.entry.person, make_panelist("Lee Wu")):
        with pytest.raises(NotAllowed):
            book(somebody, offer, first)
        with pytest.raises(NotAllowed):
            interview_by_phone.cancel(actor=somebody, offer_id=offer.pk, note=SAID, at=LATER)
    assert not InterviewBooking.objects.exists()


@pytest.mark.django_db
def test_what_a_candidate_chooses_and_cancels_is_recorded_once() -> None:
    manager, offer, (first, second) = scene()
    for slot in (first, second):
        choose(offer, InterviewSlot.objects.get(pk=slot))
    interview_booking.say_no(actor=offer.referral.entry.person, offer_id=offer.pk, at=LATER)
    choose(offer, InterviewSlot.objects.get(pk=first))
    interview_booking.call_off(actor=manager, slot_id=first, at=LATER + timedelta(hours=1))
    assert [kind for kind, _ in recorded(offer)] == [
        "interview_set",
        "contacted",
        "interview_set",
        "contacted",
    ]
    assert recorded(offer)[0][1] == "The candidate chose Tuesday, May 20, 2025 at 9:00 a.m. Pacific."


@pytest.mark.django_db(transaction=True)
def test_the_manager_and_another_candidate_do_not_get_one_time() -> None:
    issued = make_issued()
    slot = make_slots(issued, [make_panelist()], how_many=1)[0]
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    said = at_once(lambda: book(issued.issued_by, ada, slot.pk), lambda: choose(ben, slot))
    assert said == ["InterviewBooking", "Somebody else chose this time just now. Choose another one."]


@pytest.mark.django_db
def test_the_page_shows_free_times_and_keeps_what_was_typed() -> None:
    manager, offer, (first, _) = scene()
    client = signed_in(manager)
    address = f"/hiring/interview-offers/{offer.pk}/by-phone/"
    with time_machine.travel(LATER, tick=False):
        assert "Cancel the interview" not in client.get(address).content.decode()
        empty = client.post(address, {"note": SAID})
        assert empty.status_code == 400 and SAID in empty.content.decode()
        assert client.post(address, {"what": str(first), "note": SAID}).status_code == 302
        assert "Cancel the interview" in client.get(address).content.decode()
        assert client.post(address, {"what": "cancel", "note": SAID}).status_code == 302
    assert [kind for kind, _ in recorded(offer)] == ["interview_set", "contacted"]
