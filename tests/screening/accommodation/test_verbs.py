"""Asked by anybody, answered by the officer alone; each move by the table, each line of history without its words."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from screening.domain import accommodation
from screening.domain.invariants import INVARIANTS
from screening.enums import AccommodationEvent, AccommodationState, AccommodationStep, NoticeKind, Role
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import AccommodationReply, AccommodationRequest, History, Notice, RoleAssignment, User
from tests.factories import FILED_AT, make_posting, make_staff, make_user
from tests.factories_postings import make_department
from tests.screening.accommodation.conftest import NEED, PANEL, REACH, WORDS

pytestmark = pytest.mark.django_db
LATER = FILED_AT + timedelta(days=1)


def arrange(officer: User, asked: AccommodationRequest) -> AccommodationReply:
    return accommodation.answer(
        actor=officer,
        request_id=asked.pk,
        event=AccommodationEvent.ARRANGE,
        words=WORDS,
        panel_provides=PANEL,
        at=LATER,
    )


def test_asking_tells_the_officer_and_the_person_once_and_repeats_nothing(
    asked: AccommodationRequest, person: User, officer: User
) -> None:
    told = [(row.recipient, row.kind) for row in Notice.objects.filter(kind__startswith="accommodation")]
    assert sorted(told, key=str) == sorted(
        [(officer, NoticeKind.ACCOMMODATION_NEW), (person, NoticeKind.ACCOMMODATION_ASKED)], key=str
    )
    for row in Notice.objects.filter(kind__startswith="accommodation"):
        assert row.application_id is None
        assert "Canary" not in row.subject + row.body


def test_somebody_who_is_not_signed_in_can_ask(officer: User) -> None:
    asked = accommodation.ask(
        actor=None, step=AccommodationStep.APPLYING, need=NEED, reach=REACH, at=FILED_AT
    )
    assert (asked.person, asked.state) == (None, AccommodationState.WAITING)
    assert Notice.objects.get().recipient == officer
    arrange(officer, asked)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(("need", "reach"), [("", REACH), (NEED, "  ")])
def test_a_request_says_what_and_where(need: str, reach: str) -> None:
    with pytest.raises(Refused):
        accommodation.ask(actor=None, step=AccommodationStep.TEST, need=need, reach=reach, at=FILED_AT)
    assert AccommodationRequest.objects.count() == 0


def test_the_officer_arranges_and_the_person_is_told(asked: AccommodationRequest, officer: User) -> None:
    reply = arrange(officer, asked)
    asked.refresh_from_db()
    assert (asked.state, reply.panel_provides) == (AccommodationState.ARRANGED, PANEL)
    told = Notice.objects.get(kind=NoticeKind.ACCOMMODATION_REPLY)
    assert told.recipient == asked.person
    assert "Canary" not in told.subject + told.body


def test_history_names_the_request_and_none_of_its_words(asked: AccommodationRequest, officer: User) -> None:
    arrange(officer, asked)
    lines = History.objects.filter(subject_kind="accommodationrequest").order_by("pk")
    assert [
        (row.verb, row.from_state, row.to_state, row.facts, row.application_id, row.posting_id)
        for row in lines
    ] == [
        ("ask_for_accommodation", "", "waiting", {}, None, None),
        ("arrange_accommodation", "waiting", "arranged", {}, None, None),
    ]


@pytest.mark.parametrize(
    "role",
    [Role.ANALYST, Role.SUPERVISING_ANALYST, Role.AUDITOR, Role.HIRING_MANAGER, Role.SYSTEM_ADMINISTRATOR],
)
def test_no_other_role_answers(asked: AccommodationRequest, role: Role) -> None:
    other = make_staff(
        role,
        posting=make_posting("other") if role == Role.ANALYST else None,
        department=make_department("library", "Library") if role == Role.HIRING_MANAGER else None,
    )
    with pytest.raises(NotAllowed):
        arrange(other, asked)


def test_an_officer_does_not_answer_ones_own_request(asked: AccommodationRequest, person: User) -> None:
    RoleAssignment.objects.create(user=person, role=Role.ACCOMMODATION_OFFICER)
    with pytest.raises(NotAllowed):
        arrange(person, asked)


def test_only_the_person_withdraws(asked: AccommodationRequest, person: User, officer: User) -> None:
    for other in (officer, make_user("stranger@example.org")):
        with pytest.raises(NotAllowed):
            accommodation.withdraw(actor=other, request_id=asked.pk, at=LATER)
    accommodation.withdraw(actor=person, request_id=asked.pk, at=LATER)
    with pytest.raises(MoveNotAllowed):
        arrange(officer, asked)


@pytest.mark.parametrize(
    ("event", "words", "panel"),
    [
        (AccommodationEvent.REPLY, "  ", ""),
        (AccommodationEvent.REPLY, WORDS, PANEL),
        (AccommodationEvent.WITHDRAW, WORDS, ""),
    ],
)
def test_an_answer_has_words_and_panels_provide_what_is_arranged(
    asked: AccommodationRequest, officer: User, event: AccommodationEvent, words: str, panel: str
) -> None:
    with pytest.raises(Refused):
        accommodation.answer(
            actor=officer, request_id=asked.pk, event=event, words=words, panel_provides=panel, at=LATER
        )
    assert asked.replies.count() == 0


def test_the_database_keeps_what_was_asked_and_answered(asked: AccommodationRequest, officer: User) -> None:
    reply = arrange(officer, asked)
    with pytest.raises(InternalError), transaction.atomic():
        AccommodationRequest.objects.filter(pk=asked.pk).update(need="nothing")
    with pytest.raises(InternalError), transaction.atomic():
        AccommodationReply.objects.filter(pk=reply.pk).update(words="nothing")
    with pytest.raises(InternalError), transaction.atomic():
        AccommodationRequest.objects.filter(pk=asked.pk)._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        AccommodationReply.objects.create(
            request=asked,
            event=AccommodationEvent.REPLY,
            words="x",
            panel_provides="x",
            made_by=officer,
            made_at=LATER,
        )


def test_a_request_without_any_officer_is_a_breach(asked: AccommodationRequest, officer: User) -> None:
    one = next(each for each in INVARIANTS if "accommodation" in each.words)
    assert one.breaches(LATER) == []
    officer.roles.all().delete()
    assert len(one.breaches(LATER)) == 1
