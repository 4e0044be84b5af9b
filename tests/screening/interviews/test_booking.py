"""Interview times: made, offered, chosen, changed and canceled until the cut-off, and called off."""

from datetime import UTC, date, datetime, time

import pytest

from screening.domain import interview_booking, interview_slot
from screening.enums import DispositionKind, InterviewOfferState
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import History, InterviewBooking, InterviewOffer, InterviewSlot, SlotPanelist
from tests.factories_eligible_list import AT, make_user
from tests.factories_hiring import make_manager, record
from tests.factories_interviews import (
    TOO_LATE,
    choose,
    issue_elsewhere,
    make_issued,
    make_panelist,
    make_slots,
    new_slots,
    offer_to,
)
from tests.factories_postings import make_department

pytestmark = pytest.mark.django_db


def test_a_row_of_times_follows_the_clock_of_its_zone() -> None:
    slots = make_slots(make_issued(), [make_panelist()], how_many=3)
    assert [(slot.starts_at, slot.minutes) for slot in slots] == [
        (datetime(2025, 5, 20, hour, tzinfo=UTC), 45) for hour in (16, 17, 18)
    ]
    assert slots[0].changes_until == datetime(2025, 5, 19, 16, tzinfo=UTC)


def test_a_row_across_the_change_of_the_clocks_keeps_its_length() -> None:
    slots = make_slots(
        make_issued(),
        [make_panelist()],
        day=date(2025, 11, 2),
        begins=time(0, 30),
        minutes=60,
        pause=0,
        how_many=3,
    )
    assert [slot.starts_at.hour for slot in slots] == [7, 8, 9]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": date(2026, 3, 8), "begins": time(2, 30)}, "This time does not exist"),
        ({"day": date(2025, 5, 13), "begins": time(9)}, "This is too soon."),
        ({"zone": "Mars/Olympus"}, "Choose a time zone from the list."),
        ({"minutes": 4}, "Enter 1 to 40 interviews"),
        ({"how_many": 41}, "Enter 1 to 40 interviews"),
        ({"place": " "}, "Say where it is"),
    ],
)
def test_what_cannot_be_is_refused_in_words(changed: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        make_slots(make_issued(), [make_panelist()], **changed)
    assert InterviewSlot.objects.count() == 0


def test_nobody_with_their_own_name_on_the_list_and_no_stranger_sits_on_the_panel() -> None:
    issued = make_issued("Ada Cole")
    for panel in ([issued.referrals.get().entry.person], [make_user("Una List")], []):
        with pytest.raises(Refused, match="Choose at least one person"):
            make_slots(issued, panel)


def test_a_room_a_link_and_a_panel_member_are_once_at_a_time_and_free_again_when_called_off() -> None:
    issued, pat = make_issued(), make_panelist()
    first = make_slots(issued, [pat], how_many=1, link="https://example.org/v")[0]
    with pytest.raises(Refused, match="This place is taken at Tuesday, May 20, 2025 at 9:30"):
        make_slots(issued, [make_panelist("Lee Wu")], begins=time(9, 30), place="ROOM 4B,  202 C street")
    with pytest.raises(Refused, match="This link is used"):
        make_slots(issued, [issued.issued_by], place="Elsewhere", link="https://example.org/v")
    with pytest.raises(Refused, match="Pat Ortiz sits on another interview panel"):
        make_slots(issued, [pat], begins=time(9, 44), place="Room 5")
    make_slots(issued, [pat], begins=time(9, 45), how_many=1)
    interview_booking.call_off(actor=issued.issued_by, slot_id=first.pk, at=AT)
    assert make_slots(issued, [pat], how_many=1, link="https://example.org/v")
    assert SlotPanelist.objects.filter(released_at__isnull=False).count() == 1


def test_an_offer_is_told_once_and_a_chosen_time_is_told_to_both() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    assert offer_to(issued, "Ada Cole") == []
    ada = offer.referral.entry.person
    booking = choose(offer, slots[0])
    offer.refresh_from_db()
    assert (offer.state, booking.starts_at) == (InterviewOfferState.SET, slots[0].starts_at)
    told = ada.notices.filter(kind__startswith="interview").order_by("pk")
    assert list(told.values_list("subject", flat=True)) == [
        "Please choose a time for your interview by May 19, 2025: Customer Services Representative",
        "Your interview is on May 20, 2025: Customer Services Representative",
    ]
    assert issued.issued_by.notices.get().subject == (
        "Ada Cole answered about the interview (your requisition WB-2025-014)"
    )
    assert list(
        History.objects.filter(application_id=offer.referral.entry.application_id, verb__contains="interview")
        .order_by("pk")
        .values_list("verb", "from_state", "to_state")
    ) == [("offer_interview", "", "offered"), ("choose_interview", "offered", "set")]


def test_a_time_is_changed_and_a_time_that_is_taken_leaves_the_old_one() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()], how_many=3)
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    choose(ada, slots[0])
    choose(ben, slots[1])
    with pytest.raises(Refused, match="Somebody else chose this time just now"):
        choose(ada, slots[1])
    assert InterviewBooking.objects.get(offer=ada, ended_at__isnull=True).slot == slots[0]
    choose(ada, slots[2])
    choose(ada, slots[2])
    assert [(one.slot_id, one.ended_at is None) for one in ada.bookings.all()] == [
        (slots[0].pk, False),
        (slots[2].pk, True),
    ]
    choose(ben, slots[0])


def test_until_the_cut_off_and_not_a_second_longer() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    choose(ada, slots[0], at=slots[0].changes_until)
    with pytest.raises(Refused, match="It is too late to choose this time"):
        choose(ben, slots[0], at=TOO_LATE)
    with pytest.raises(Refused, match="You could change this interview until Monday, May 19, 2025 at 9:00"):
        choose(ada, slots[1], at=TOO_LATE)
    with pytest.raises(Refused, match="You could change this interview until"):
        interview_booking.say_no(actor=ada.referral.entry.person, offer_id=ada.pk, at=TOO_LATE)
    interview_booking.say_no(actor=ada.referral.entry.person, offer_id=ada.pk, at=slots[0].changes_until)
    ada.refresh_from_db()
    assert (ada.state, InterviewBooking.objects.get().ended_by) == ("no", ada.referral.entry.person)


def test_saying_no_twice_is_refused_and_thinking_better_of_it_is_not() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    ada = offer.referral.entry.person
    interview_booking.say_no(actor=ada, offer_id=offer.pk, at=AT)
    with pytest.raises(MoveNotAllowed, match="Said no"):
        interview_booking.say_no(actor=ada, offer_id=offer.pk, at=AT)
    choose(offer, slots[0])
    assert InterviewOffer.objects.get().state == "set"


def test_two_departments_never_have_one_person_at_one_time() -> None:
    issued = make_issued("Ada Cole")
    elsewhere = issue_elsewhere(issued)
    mine = make_slots(issued, [make_panelist()])
    theirs = make_slots(elsewhere, [make_panelist("Lee Wu")], begins=time(9, 30), place="Library")
    choose(offer_to(issued, "Ada Cole")[0], mine[0])
    offer = offer_to(elsewhere, "Ada Cole")[0]
    with pytest.raises(Refused, match="You have another interview at this time"):
        choose(offer, theirs[0])
    assert choose(offer, theirs[1]).slot == theirs[1]


def test_a_time_called_off_is_told_and_another_is_chosen() -> None:
    issued = make_issued()
    pat = make_panelist()
    slots = make_slots(issued, [pat])
    offer = offer_to(issued, "Ada Cole")[0]
    choose(offer, slots[0])
    interview_booking.call_off(actor=issued.issued_by, slot_id=slots[0].pk, at=AT)
    offer.refresh_from_db()
    assert offer.state == InterviewOfferState.OFFERED
    assert "called off" in offer.referral.entry.person.notices.latest("pk").subject
    assert list(pat.notices.values_list("kind", flat=True).order_by("pk")) == [
        "panel_asked",
        "panel_called_off",
    ]
    with pytest.raises(Refused, match="called off already"):
        interview_booking.call_off(actor=issued.issued_by, slot_id=slots[0].pk, at=AT)
    with pytest.raises(Refused, match="no longer offered"):
        choose(offer, slots[0])
    with pytest.raises(Refused, match="has begun"):
        interview_booking.call_off(actor=issued.issued_by, slot_id=slots[1].pk, at=slots[1].starts_at)


def test_what_the_department_is_done_with_is_neither_offered_nor_chosen() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    record(issued.issued_by, issued, "Ada Cole", DispositionKind.DECLINED)
    record(issued.issued_by, issued, "Ben Diaz", DispositionKind.WITHDREW)
    with pytest.raises(Refused, match="has finished with this interview"):
        choose(offer, slots[0])
    with pytest.raises(Refused, match="a final disposition already for Ben Diaz"):
        offer_to(issued, "Ben Diaz")


def test_nobody_else_makes_offers_chooses_or_calls_off() -> None:
    issued = make_issued()
    pat = make_panelist()
    slots = make_slots(issued, [pat])
    offer = offer_to(issued, "Ada Cole")[0]
    ben = issued.referrals.get(entry__application__name="Ben Diaz").entry.person
    librarian = make_manager("Otto Kern", make_department("library", "Library"))
    for somebody in (ben, pat, librarian):
        with pytest.raises(NotAllowed):
            interview_slot.make(actor=somebody, interview_list_id=issued.pk, new=new_slots([pat]), at=AT)
        with pytest.raises(NotAllowed):
            interview_booking.choose(actor=somebody, offer_id=offer.pk, slot_id=slots[0].pk, at=AT)
        with pytest.raises(NotAllowed):
            interview_booking.say_no(actor=somebody, offer_id=offer.pk, at=AT)
        with pytest.raises(NotAllowed):
            interview_booking.call_off(actor=somebody, slot_id=slots[0].pk, at=AT)
    with pytest.raises(NotAllowed):
        interview_booking.choose(actor=issued.issued_by, offer_id=offer.pk, slot_id=slots[0].pk, at=AT)


def test_a_final_disposition_ends_what_is_still_to_come_and_a_correction_opens_it_again() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    choose(ada, slots[0])
    for name in ("Ada Cole", "Ben Diaz"):
        record(issued.issued_by, issued, name, DispositionKind.DECLINED)
    for offer in (ada, ben):
        offer.refresh_from_db()
    assert (ada.state, ben.state) == (InterviewOfferState.DONE, InterviewOfferState.DONE)
    assert InterviewBooking.objects.get().ended_by == issued.issued_by
    told = ada.referral.entry.person.notices.get(kind="interview_finished")
    assert (
        told.subject == "Your interview of May 20, 2025 does not take place: Customer Services Representative"
    )
    assert ben.referral.entry.person.notices.filter(kind="interview_finished").count() == 0
    record(issued.issued_by, issued, "Ada Cole", DispositionKind.CONTACTED)
    assert choose(ada, slots[0]).slot == slots[0]


def test_an_interview_that_was_held_stays_with_its_disposition() -> None:
    issued = make_issued()
    slots = make_slots(issued, [make_panelist()])
    offer = offer_to(issued, "Ada Cole")[0]
    booking = choose(offer, slots[0])
    kinds = (DispositionKind.INTERVIEWED, DispositionKind.NOT_SELECTED)
    record(issued.issued_by, issued, "Ada Cole", *kinds, at=booking.ends_at)
    offer.refresh_from_db()
    booking.refresh_from_db()
    assert (offer.state, booking.ended_at) == (InterviewOfferState.SET, None)
