"""Structured questions, and scores that each panel member enters alone: shown to the others when all are in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain import history, vacancy
from screening.domain.disposition import last_kind
from screening.domain.interview_queries import live_bookings, vacancies_with_questions_for
from screening.enums import DispositionKind
from screening.errors import NotAllowed, Refused
from screening.models import (
    InterviewBooking,
    InterviewList,
    InterviewQuestion,
    InterviewScore,
    ScoreSheet,
    SlotPanelist,
    User,
    Vacancy,
)
from screening.models.interview_score import HIGHEST, LOWEST
from screening.permissions import authorise

MOST_QUESTIONS, MOST_WORDS = 30, 2000
A_WIDE_SPREAD = 2
"""From this difference between two panel members on, they should talk about what each heard."""
_DECIDED = (DispositionKind.SELECTED, DispositionKind.NOT_SELECTED)


class Given(NamedTuple):
    """One score of a sheet that is to be entered."""

    score: int
    note: str = ""


class Cell(NamedTuple):
    member: User
    score: InterviewScore | None


class Line(NamedTuple):
    """One question in the table of revealed scores: each member's score in the order of the panel, None where missing."""

    question: InterviewQuestion
    cells: tuple[Cell, ...]
    mean: float
    spread: int

    @property
    def is_wide(self) -> bool:
        return self.spread >= A_WIDE_SPREAD


class Scores(NamedTuple):
    """What stands of an interview's scores. ``lines`` is empty until they are revealed, whoever asks."""

    panel: tuple[User, ...]
    sheets: Mapping[int, ScoreSheet]
    questions: Sequence[InterviewQuestion]
    is_locked: bool
    lines: tuple[Line, ...]
    changes: tuple[ScoreSheet, ...]
    a_wide_spread: int = A_WIDE_SPREAD

    @property
    def missing(self) -> list[User]:
        return [member for member in self.panel if member.pk not in self.sheets]

    @property
    def is_revealed(self) -> bool:
        return self.is_locked or not self.missing

    @property
    def totals(self) -> list[tuple[User, int | None]]:
        return [
            (member, sum(one.score for one in sheet.scores.all()) if sheet else None)
            for member, sheet in ((member, self.sheets.get(member.pk)) for member in self.panel)
        ]


def write_question(
    *, actor: User, vacancy_id: int, text: str, low: str, middle: str, high: str, at: datetime
) -> InterviewQuestion:
    """Add a question to those that everybody of a vacancy is asked. Raises NotAllowed; Refused once anybody was scored."""
    with transaction.atomic():
        locked = _locked(actor, vacancy_id)
        words = [each.strip() for each in (text, low, middle, high)]
        if not all(words) or max(map(len, words)) > MOST_WORDS:
            raise Refused(
                f"Write the question and what answers score 1, 3 and 5, each in at most {MOST_WORDS} characters."
            )
        written = locked.interview_questions.all()
        if written.count() >= MOST_QUESTIONS:
            raise Refused(
                f"There are {MOST_QUESTIONS} questions already. Take one away before you add another."
            )
        question = InterviewQuestion.objects.create(
            vacancy=locked,
            number=(written.aggregate(last=Max("number"))["last"] or 0) + 1,
            text=words[0],
            low=words[1],
            middle=words[2],
            high=words[3],
            written_by=actor,
            written_at=at,
        )
        history.record(actor=actor, verb="write_interview_question", subject=question, at=at)
    return question


def remove_question(*, actor: User, vacancy_id: int, question_id: int, at: datetime) -> None:
    """Take a question away. Raises NotAllowed; Refused once anybody was scored."""
    with transaction.atomic():
        locked = _locked(actor, vacancy_id)
        question = locked.interview_questions.filter(pk=question_id).first()
        if question is None:
            raise NotAllowed("no such question")
        history.record(
            actor=actor,
            verb="remove_interview_question",
            subject=question,
            facts={"text": question.text},
            at=at,
        )
        question.delete()


def enter(
    *,
    actor: User,
    booking_id: int,
    given: Mapping[int, Given],
    at: datetime,
    why: str = "",
    seen: int | None = None,
) -> ScoreSheet:
    """Enter one's scores of an interview, a score for each question (its number in the database → what is given).

    ``seen`` is how many sheets of one's own the page knew of. Raises NotAllowed; Refused before the interview, with a
    score missing, without a reason for a change, and once the disposition is made.
    """
    with transaction.atomic():
        booking = live_bookings().filter(pk=booking_id).first()
        if booking is None:
            raise NotAllowed("no such interview")
        InterviewList.objects.select_for_update(of=("self",)).get(pk=booking.slot.interview_list_id)
        authorise(actor, "enter_scores", booking.slot)
        if at < booking.starts_at:
            raise Refused("This interview has not begun. Enter your scores when you have heard the answers.")
        stands = scores_of(booking)
        if stands.is_locked:
            raise Refused("The department has decided about this name, so the scores are locked.")
        if not stands.questions:
            raise Refused("The hiring manager has not written the questions yet. Ask for them first.")
        if set(given) != {question.pk for question in stands.questions}:
            raise Refused("Give a score for each question, from 1 to 5.")
        if any(not LOWEST <= one.score <= HIGHEST or len(one.note) > MOST_WORDS for one in given.values()):
            raise Refused(f"A score is 1 to 5, and a note has at most {MOST_WORDS} characters.")
        last = stands.sheets.get(actor.pk)
        number = last.number if last else 0
        if seen is not None and seen != number:
            raise Refused(
                "You entered scores since you opened this page. Look at them, then change what is not right."
            )
        if last and stands.is_revealed and not why.strip():
            raise Refused(
                "Everybody's scores are shown already. Say why you change yours; it is kept with them."
            )
        sheet = ScoreSheet.objects.create(
            booking=booking, member=actor, number=number + 1, why=why.strip(), entered_at=at
        )
        InterviewScore.objects.bulk_create(
            InterviewScore(sheet=sheet, question_id=question, score=one.score, note=one.note.strip())
            for question, one in given.items()
        )
        history.record(
            actor=actor,
            verb="enter_scores",
            subject=sheet,
            application=booking.offer.referral.entry.application,
            facts={"interview": booking.pk, "number": sheet.number},
            at=at,
        )
    return sheet


def scores_of(booking: InterviewBooking) -> Scores:
    """Where the scores of one interview stand: revealed when every panel member's are in, or the disposition is made."""
    seats = SlotPanelist.objects.filter(slot=booking.slot_id, released_at__isnull=True)
    panel = tuple(seat.member for seat in seats.select_related("member").order_by("pk"))
    rows = list(booking.score_sheets.select_related("member").prefetch_related("scores").order_by("pk"))
    sheets = {row.member_id: row for row in rows}
    questions = list(booking.offer.referral.interview_list.vacancy.interview_questions.all())
    locked = is_locked(booking)
    revealed = locked or all(member.pk in sheets for member in panel)
    return Scores(
        panel,
        sheets,
        questions,
        locked,
        _lines(panel, sheets, questions) if revealed else (),
        tuple(row for row in rows if row.number > 1) if revealed else (),
    )


def is_locked(booking: InterviewBooking) -> bool:
    """Whether the disposition of the name was made. The database refuses new scores by the same rule."""
    referral = booking.offer.referral
    decided = referral.dispositions.filter(kind__in=_DECIDED).exists()
    return decided or last_kind(referral) in FINAL_DISPOSITIONS


def is_scored(of_vacancy: Vacancy) -> bool:
    """Whether anybody was scored with the questions of a vacancy, which are fixed from then on."""
    return ScoreSheet.objects.filter(booking__slot__interview_list__vacancy=of_vacancy).exists()


def _lines(
    panel: Sequence[User], sheets: Mapping[int, ScoreSheet], questions: Sequence[InterviewQuestion]
) -> tuple[Line, ...]:
    given = {member: {one.question_id: one for one in sheet.scores.all()} for member, sheet in sheets.items()}
    lines = []
    for question in questions:
        cells = tuple(Cell(member, given.get(member.pk, {}).get(question.pk)) for member in panel)
        numbers = [cell.score.score for cell in cells if cell.score]
        mean = sum(numbers) / len(numbers) if numbers else 0.0
        lines.append(Line(question, cells, mean, max(numbers) - min(numbers) if numbers else 0))
    return tuple(lines)


def _locked(actor: User, vacancy_id: int) -> Vacancy:
    """The vacancy under its lock, with nobody scored yet. Raises NotAllowed, Refused."""
    locked = vacancy.lock(vacancy_id)
    authorise(actor, "write_interview_questions", locked)
    if not vacancies_with_questions_for(actor).filter(pk=vacancy_id).exists():
        raise NotAllowed("nobody reads the questions that they may be asked")
    if is_scored(locked):
        raise Refused(
            "Somebody was scored with these questions already. They stay as they are, so that everybody is asked the same."
        )
    return locked
