"""What stands of interviews is kept as it was made, and goes with the records of its posting."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from screening.domain import interview_score, records
from screening.domain.interview_score import Given
from screening.domain.invariants import INVARIANTS
from screening.models import InterviewBooking, InterviewOffer, InterviewScore, InterviewSlot, SlotPanelist
from tests.factories_eligible_list import AT
from tests.factories_interviews import choose, make_issued, make_panelist, make_slots, offer_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking() -> InterviewBooking:
    issued, pat = make_issued(), make_panelist()
    question = interview_score.write_question(
        actor=issued.issued_by,
        vacancy_id=issued.vacancy_id,
        text="Why?",
        low="a",
        middle="b",
        high="c",
        at=AT,
    )
    slot = make_slots(issued, [pat], how_many=1)[0]
    booking = choose(offer_to(issued, "Ada Cole")[0], slot)
    interview_score.enter(
        actor=pat,
        booking_id=booking.pk,
        given={question.pk: Given(3)},
        at=booking.ends_at + timedelta(hours=1),
    )
    return booking


def breaches() -> list[str]:
    invariant = next(one for one in INVARIANTS if one.words.startswith("an offered interview"))
    return invariant.breaches(AT)


@pytest.mark.parametrize(
    "model", [InterviewSlot, SlotPanelist, InterviewOffer, InterviewBooking, InterviewScore]
)
def test_no_row_is_removed_by_itself(booking: InterviewBooking, model: type) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all()._raw_delete("default")  # type: ignore[attr-defined]


def test_a_time_a_seat_and_a_choice_stay_as_they_were_made(booking: InterviewBooking) -> None:
    for rows, changed in (
        (InterviewSlot.objects.all(), {"place": "Elsewhere"}),
        (SlotPanelist.objects.all(), {"starts_at": AT}),
        (InterviewBooking.objects.all(), {"ends_at": AT}),
        (InterviewOffer.objects.all(), {"offered_at": AT + timedelta(1)}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**changed)


def test_nobody_is_put_into_the_interview_of_another_in_the_database_either(
    booking: InterviewBooking,
) -> None:
    with pytest.raises(DatabaseError, match="is not offered to this person"), transaction.atomic():
        InterviewBooking.objects.create(
            offer=booking.offer,
            slot=booking.slot,
            person=make_panelist("Una Else"),
            starts_at=AT,
            ends_at=AT,
            booked_at=AT,
        )


def test_the_invariant_finds_an_offer_whose_state_lies(booking: InterviewBooking) -> None:
    assert breaches() == []
    InterviewOffer.objects.update(state="no")
    assert breaches() == [f"interview offer {booking.offer_id} no"]


def test_interviews_go_with_the_records_of_their_posting(booking: InterviewBooking) -> None:
    names = {table.model.__name__ for table in records.tables()}
    interviews = {
        "InterviewBooking",
        "InterviewOffer",
        "InterviewScore",
        "InterviewSlot",
        "ScoreSheet",
        "SlotPanelist",
    }
    assert names & interviews == interviews
    with records.without_guards(), transaction.atomic():
        for table in records.tables():
            if table.model.__name__ in interviews:
                rows = table.rows(booking.slot.interview_list.eligible_list.posting)
                model = table.model._default_manager
                model.filter(pk__in=rows.order_by().values("pk"))._raw_delete("default")
    assert (InterviewBooking.objects.count(), InterviewSlot.objects.count()) == (0, 0)
