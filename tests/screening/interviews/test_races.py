"""Two people, one time; one person, two times: each race with its negative control, the constraint taken off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time

import pytest
from django.db import connection

from screening.domain import interview_booking, withdrawal
from screening.enums import StandingKind
from screening.models import InterviewBooking, InterviewOffer, InterviewSlot, SlotPanelist, StandingChange
from tests.factories_interviews import (
    LATER,
    choose,
    issue_elsewhere,
    make_issued,
    make_panelist,
    make_slots,
    offer_to,
)
from tests.screening.domain.test_decision_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def without(model: type, *names: str) -> Iterator[None]:
    """The same database without these constraints, for a negative control."""
    named = [one for one in model._meta.constraints if one.name in names]
    with connection.schema_editor() as editor:
        for one in named:
            editor.remove_constraint(model, one)
    try:
        yield
    finally:
        with connection.cursor() as cursor, connection.schema_editor() as editor:
            cursor.execute(
                "SET session_replication_role = replica; "  # the rows that only the missing constraint allowed
                f"DELETE FROM screening_slotpanelist; DELETE FROM {model._meta.db_table}; "
                "SET session_replication_role = origin"
            )
            for one in named:
                editor.add_constraint(model, one)


def two_choose_one_time() -> list[str]:
    issued = make_issued()
    slot = make_slots(issued, [make_panelist()], how_many=1)[0]
    return at_once(*[lambda one=one: choose(one, slot) for one in offer_to(issued, "Ada Cole", "Ben Diaz")])


def test_one_of_two_gets_the_time() -> None:
    assert two_choose_one_time() == [
        "InterviewBooking",
        "Somebody else chose this time just now. Choose another one.",
    ]
    assert InterviewBooking.objects.filter(ended_at__isnull=True).count() == 1


def test_without_the_constraint_both_get_it() -> None:
    with without(InterviewBooking, "slot_taken_once"):
        assert two_choose_one_time() == ["InterviewBooking"] * 2


def one_chooses_in_two_departments() -> list[str]:
    issued = make_issued("Ada Cole")
    elsewhere = issue_elsewhere(issued)
    mine = make_slots(issued, [make_panelist()], how_many=1)[0]
    theirs = make_slots(
        elsewhere, [make_panelist("Lee Wu")], begins=time(9, 30), place="Library", how_many=1
    )[0]
    pairs = [(offer_to(issued, "Ada Cole")[0], mine), (offer_to(elsewhere, "Ada Cole")[0], theirs)]
    return at_once(*[lambda pair=pair: choose(*pair) for pair in pairs])


def test_one_person_is_not_in_two_interviews() -> None:
    assert one_chooses_in_two_departments() == [
        "InterviewBooking",
        "You have another interview at this time. Choose a time that does not overlap with it.",
    ]


def test_without_the_constraint_one_person_is_in_both() -> None:
    with without(InterviewBooking, "candidate_once_at_a_time"):
        assert one_chooses_in_two_departments() == ["InterviewBooking"] * 2


def two_departments_take(room: str, same_member: bool) -> list[str]:
    issued = make_issued("Ada Cole")
    elsewhere = issue_elsewhere(issued)
    pat = make_panelist()
    other = pat if same_member else make_panelist("Lee Wu")
    return at_once(
        lambda: make_slots(issued, [pat], how_many=1),
        lambda: make_slots(elsewhere, [other], how_many=1, begins=time(9, 30), place=room),
    )


@pytest.mark.parametrize(
    ("room", "same_member", "words"),
    [
        ("room 4b, 202 c street", False, "This place is taken at "),
        ("Library", True, "Pat Ortiz sits on another interview panel at "),
    ],
)
def test_two_departments_do_not_get_one_room_or_one_panel_member(
    room: str, same_member: bool, words: str
) -> None:
    refused, made = two_departments_take(room, same_member)
    assert (refused.startswith(words), made) == (True, "list")
    assert (InterviewSlot.objects.count(), SlotPanelist.objects.count()) == (1, 1)


def test_without_the_constraint_one_panel_member_sits_in_two_rooms() -> None:
    with without(SlotPanelist, "panel_member_once_at_a_time"):
        assert two_departments_take("Library", True) == ["list", "list"]


def leaves_list(offer: InterviewOffer) -> StandingChange:
    entry = offer.referral.entry
    return withdrawal.withdraw(
        actor=entry.person, application_id=entry.application_id, kind=StandingKind.LEAVE_LIST, at=LATER
    )


def test_a_withdrawal_ends_the_interview_and_frees_its_time_whoever_is_first() -> None:
    issued = make_issued()
    slot = make_slots(issued, [make_panelist()], how_many=1)[0]
    ada, ben = offer_to(issued, "Ada Cole", "Ben Diaz")
    at_once(lambda: choose(ada, slot), lambda: leaves_list(ada))
    ada.refresh_from_db()
    assert (ada.state, InterviewBooking.objects.filter(ended_at__isnull=True).count()) == ("no", 0)
    assert choose(ben, slot).slot == slot


def test_a_time_called_off_while_its_candidate_withdraws_leaves_nobody_booked() -> None:
    issued = make_issued()
    slot = make_slots(issued, [make_panelist()], how_many=1)[0]
    ada = offer_to(issued, "Ada Cole")[0]
    choose(ada, slot)
    at_once(
        lambda: interview_booking.call_off(actor=issued.issued_by, slot_id=slot.pk, at=LATER),
        lambda: leaves_list(ada),
    )
    ada.refresh_from_db()
    assert (ada.state, InterviewBooking.objects.filter(ended_at__isnull=True).count()) == ("no", 0)


def test_without_the_constraint_one_room_holds_two_interviews() -> None:
    with without(InterviewSlot, "slot_room_once_at_a_time"):
        assert two_departments_take("room 4b, 202 c street", False) == ["list", "list"]
