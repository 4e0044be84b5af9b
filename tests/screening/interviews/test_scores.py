"""Structured scores: entered apart, shown together, locked with the disposition; in the database too."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from screening.domain import interview_score
from screening.domain.interview_score import Given
from screening.enums import DispositionKind as Kind
from screening.errors import NotAllowed, Refused
from screening.models import InterviewBooking, InterviewQuestion, InterviewScore, ScoreSheet, User
from tests.factories_eligible_list import AT
from tests.factories_hiring import make_manager, record
from tests.factories_interviews import choose, make_issued, make_panelist, make_slots, offer_to
from tests.factories_postings import make_department
from tests.screening.hiring_manager.pages import text
from tests.screening.interviews.test_pages import as_

pytestmark = pytest.mark.django_db
Scene = tuple[InterviewBooking, list[User], list[InterviewQuestion]]


@pytest.fixture
def scene() -> Scene:
    """Ada's interview with two questions and a panel of two."""
    issued, panel = make_issued(), [make_panelist(), make_panelist("Lee Wu")]
    manager = issued.issued_by
    questions = [
        interview_score.write_question(
            actor=manager,
            vacancy_id=issued.vacancy_id,
            text=f"What about {about}?",
            low="Nothing",
            middle="Something",
            high="All of it",
            at=AT,
        )
        for about in ("an angry caller", "a wrong bill")
    ]
    slot = make_slots(issued, panel, how_many=1)[0]
    return choose(offer_to(issued, "Ada Cole")[0], slot), panel, questions


def enter(
    scene: Scene, member: int, *scores: int, why: str = "", minutes: int = 50, **more: Any
) -> ScoreSheet:
    booking, panel, questions = scene
    given = {question.pk: Given(score) for question, score in zip(questions, scores, strict=False)}
    at = booking.starts_at + timedelta(minutes=minutes)
    return interview_score.enter(
        actor=panel[member], booking_id=booking.pk, given=given, at=at, why=why, **more
    )


def test_scores_are_shown_when_all_are_in_with_their_spread(scene: Scene) -> None:
    enter(scene, 0, 5, 2)
    stands = interview_score.scores_of(scene[0])
    assert (stands.lines, stands.missing, stands.is_revealed) == ((), [scene[1][1]], False)
    enter(scene, 1, 3, 3)
    stands = interview_score.scores_of(scene[0])
    assert [
        ([cell.score and cell.score.score for cell in line.cells], line.mean, line.spread, line.is_wide)
        for line in stands.lines
    ] == [([5, 3], 4.0, 2, True), ([2, 3], 2.5, 1, False)]
    assert [total for _member, total in stands.totals] == [7, 6]


def test_one_changes_freely_before_the_others_and_with_a_reason_after(scene: Scene) -> None:
    enter(scene, 0, 5, 2)
    enter(scene, 0, 4, 2, seen=1)
    with pytest.raises(Refused, match="since you opened this page"):
        enter(scene, 0, 1, 1, seen=1)
    enter(scene, 1, 3, 3)
    with pytest.raises(Refused, match="Say why you change yours"):
        enter(scene, 0, 3, 3)
    enter(scene, 0, 3, 2, why="We had heard the same answer differently.")
    stands = interview_score.scores_of(scene[0])
    assert [total for _member, total in stands.totals] == [5, 6]
    assert [(row.number, row.why) for row in stands.changes] == [
        (2, ""),
        (3, "We had heard the same answer differently."),
    ]


@pytest.mark.parametrize(
    ("scores", "more", "words"),
    [
        ((5,), {}, "Give a score for each question"),
        ((0, 3), {}, "A score is 1 to 5"),
        ((6, 3), {}, "A score is 1 to 5"),
        ((5, 5), {"minutes": -1}, "has not begun"),
    ],
)
def test_half_a_sheet_and_a_score_too_soon_are_refused(
    scene: Scene, scores: tuple[int, ...], more: dict[str, int], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        enter(scene, 0, *scores, **more)
    assert ScoreSheet.objects.count() == 0


def test_the_disposition_locks_the_scores_in_the_database_too(scene: Scene) -> None:
    booking, panel, questions = scene
    sheet = enter(scene, 0, 5, 2)
    issued = booking.slot.interview_list
    manager, later = issued.issued_by, booking.starts_at + timedelta(hours=2)
    record(manager, issued, "Ada Cole", Kind.INTERVIEWED, at=later)
    assert interview_score.is_locked(booking) is False
    record(manager, issued, "Ada Cole", Kind.NOT_SELECTED, at=later)
    stands = interview_score.scores_of(booking)
    assert (stands.is_locked, len(stands.lines)) == (True, 2)
    with pytest.raises(Refused, match="scores are locked"):
        enter(scene, 1, 3, 3)
    for row in (
        ScoreSheet(booking=booking, member=panel[1], entered_at=later),
        InterviewScore(sheet=sheet, question=questions[0], score=1),
    ):
        with pytest.raises(DatabaseError, match="scores of interview"), transaction.atomic():
            row.save()
    record(manager, issued, "Ada Cole", Kind.INTERVIEWED, at=later)
    assert interview_score.is_locked(booking) is True


def test_a_no_show_that_was_a_mistake_opens_them_again(scene: Scene) -> None:
    booking = scene[0]
    issued, later = booking.slot.interview_list, booking.starts_at + timedelta(hours=2)
    record(issued.issued_by, issued, "Ada Cole", Kind.NO_SHOW, at=later)
    with pytest.raises(Refused, match="scores are locked"):
        enter(scene, 0, 3, 3)
    record(issued.issued_by, issued, "Ada Cole", Kind.INTERVIEWED, at=later)
    assert enter(scene, 0, 3, 3).number == 1


def test_questions_are_fixed_once_anybody_was_scored_in_the_database_too(scene: Scene) -> None:
    booking, _panel, questions = scene
    vacancy = booking.slot.interview_list.vacancy
    manager = vacancy.opened_by
    third = interview_score.write_question(
        actor=manager, vacancy_id=vacancy.pk, text="And?", low="a", middle="b", high="c", at=AT
    )
    interview_score.remove_question(actor=manager, vacancy_id=vacancy.pk, question_id=third.pk, at=AT)
    enter(scene, 0, 5, 2)
    with pytest.raises(Refused, match="They stay as they are"):
        interview_score.remove_question(
            actor=manager, vacancy_id=vacancy.pk, question_id=questions[0].pk, at=AT
        )
    with pytest.raises(Refused, match="They stay as they are"):
        interview_score.write_question(
            actor=manager, vacancy_id=vacancy.pk, text="And?", low="a", middle="b", high="c", at=AT
        )
    with pytest.raises(DatabaseError, match="somebody was scored"), transaction.atomic():
        InterviewQuestion.objects.create(
            vacancy=vacancy,
            number=9,
            text="x",
            low="a",
            middle="b",
            high="c",
            written_by=manager,
            written_at=AT,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        questions[0].delete()


def test_nobody_off_the_panel_scores_and_no_other_department_writes_questions(scene: Scene) -> None:
    booking, _panel, questions = scene
    issued = booking.slot.interview_list
    librarian = make_manager("Otto Kern", make_department("library", "Library"))
    for somebody in (issued.issued_by, make_panelist("Una Else"), librarian, booking.person):
        with pytest.raises(NotAllowed):
            enter((booking, [somebody], questions), 0, 3, 3)
    with pytest.raises(NotAllowed):
        interview_score.write_question(
            actor=librarian, vacancy_id=issued.vacancy_id, text="x", low="a", middle="b", high="c", at=AT
        )
    with pytest.raises(NotAllowed):
        interview_score.remove_question(
            actor=librarian, vacancy_id=issued.vacancy_id, question_id=questions[0].pk, at=AT
        )


def test_the_pages_show_no_score_of_another_before_all_are_in(client: Client, scene: Scene) -> None:
    booking, (pat, lee), questions = scene
    manager = booking.slot.interview_list.issued_by
    page = reverse("panel:interview", args=[booking.pk])
    hers = reverse("hiring:interview_scores", args=[booking.slot_id])
    typed = {
        "seen": "0",
        f"score-{questions[0].pk}": "5",
        f"note-{questions[0].pk}": "HEARD-BY-PAT",
        f"score-{questions[1].pk}": "2",
    }
    with time_machine.travel(booking.starts_at + timedelta(hours=1), tick=False):
        assert client.post(page, typed).status_code == 401
        as_(client, pat)
        assert "Choose a score for question 2." in text(
            client.post(page, {**typed, f"score-{questions[1].pk}": ""})
        )
        assert "1 of 2 panel members have entered" in text(client.post(page, typed, follow=True))
        for somebody, where in ((lee, page), (manager, hers)):
            shown = text(as_(client, somebody).get(where))
            assert ("HEARD-BY-PAT" in shown, "Missing: Lee Wu" in shown) == (False, True)
        as_(client, lee).post(page, typed | {f"score-{questions[0].pk}": "2"})
        for somebody, where in ((lee, page), (manager, hers)):
            shown = text(as_(client, somebody).get(where))
            assert ("HEARD-BY-PAT" in shown, "Talk about it" in shown) == (True, True)


def test_a_manager_writes_and_takes_away_questions(client: Client, scene: Scene) -> None:
    vacancy = scene[0].slot.interview_list.vacancy
    page = reverse("hiring:interview_questions", args=[vacancy.pk])
    with time_machine.travel(AT, tick=False):
        as_(client, vacancy.opened_by)
        assert "Write what an answer is like that scores 3." in text(client.post(page, {"text": "x"}))
        said = client.post(page, {"text": "Third?", "low": "a", "middle": "b", "high": "c"}, follow=True)
        assert "3. Third?" in text(said)
        third = InterviewQuestion.objects.get(text="Third?")
        gone = client.post(
            reverse("hiring:interview_question_remove", args=[vacancy.pk, third.pk]), follow=True
        )
        assert "Third?" not in text(gone)


@pytest.mark.parametrize("count", [1, 2])
def test_queries_do_not_grow_with_sheets(
    client: Client, scene: Scene, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    booking, panel, _questions = scene
    for member in range(count):
        enter(scene, member, 3, 3)
    with time_machine.travel(booking.starts_at + timedelta(hours=1), tick=False):
        as_(client, panel[0])
        page = reverse("panel:interview", args=[booking.pk])
        client.get(page)
        with django_assert_num_queries(16):
            client.get(page)
