"""What panel members scored in interviews, as data and in words, for the dossier of a posting and the record of an application."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from postings.models import Posting
from screening.city_time import instant_in_words
from screening.domain.interview_score import Scores, scores_of
from screening.models import Application, InterviewBooking, ScoreSheet, SlotPanelist


def scored_in(posting: Posting) -> QuerySet[InterviewBooking]:
    """The interviews of a posting's applications for which anybody entered scores, the oldest first."""
    return _scored().filter(offer__referral__entry__application__posting=posting)


def scored_of(application: Application) -> QuerySet[InterviewBooking]:
    """The interviews of one application for which anybody entered scores, the oldest first."""
    return _scored().filter(offer__referral__entry__application=application)


def interview_data(booking: InterviewBooking) -> dict[str, Any]:
    """One interview as data: the panel, the questions with their anchors, mean and spread, and each sheet that was entered.

    Until the scores are revealed, no score, note or reason stands in it, as on the pages: only whose are missing.
    """
    stands = scores_of(booking)
    return {
        "interview": booking.pk,
        "starts_at": booking.starts_at,
        "requisition": booking.offer.referral.interview_list.vacancy.requisition,
        "panel": [str(member) for member in stands.panel],
        "left": [
            {"member": str(seat.member), "at": seat.released_at, "why": seat.released_why}
            for seat in _left(booking)
        ],
        "missing": [str(member) for member in stands.missing],
        "revealed": stands.is_revealed,
        "locked": stands.is_locked,
        "questions": _questions(stands),
        "sheets": [_sheet(sheet) for sheet in _sheets(booking, stands)],
    }


def interview_in_words(booking: InterviewBooking) -> str:
    """The same in words: each question with its anchors and spread, then what each member entered, with every change."""
    data = interview_data(booking)
    lines = [
        f"Interview of {instant_in_words(booking.starts_at)}, requisition {data['requisition']}",
        f"Panel: {', '.join(data['panel'])}",
    ]
    lines += [
        f"Left the panel: {one['member']}, {instant_in_words(one['at'])}: {one['why']}"
        for one in data["left"]
    ]
    if data["missing"]:
        lines.append(f"No scores of: {', '.join(data['missing'])}")
    if not data["revealed"]:
        lines.append("The scores are shown when all of the panel have entered theirs.")
    for one in data["questions"]:
        lines += [
            "",
            f"{one['number']}. {one['text']}",
            f"1: {one['low']}",
            f"3: {one['middle']}",
            f"5: {one['high']}",
        ]
        if data["revealed"]:
            lines.append(f"Mean {one['mean']:.2f}, spread {one['spread']}")
    for sheet in data["sheets"]:
        changed = f", changed because: {sheet['why']}" if sheet["why"] else ""
        lines += ["", f"{sheet['member']}, {instant_in_words(sheet['entered_at'])}{changed}"]
        lines += [
            f"{given['question']}: {given['score']}{'. ' if given['note'] else ''}{given['note']}"
            for given in sheet["scores"]
        ]
    return "\n".join(lines)


def _scored() -> QuerySet[InterviewBooking]:
    return (
        InterviewBooking.objects.filter(Exists(ScoreSheet.objects.filter(booking=OuterRef("pk"))))
        .select_related(
            "slot", "offer__referral__entry__application", "offer__referral__interview_list__vacancy"
        )
        .order_by("pk")
    )


def _left(booking: InterviewBooking) -> QuerySet[SlotPanelist]:
    return (
        SlotPanelist.objects.filter(slot=booking.slot_id)
        .exclude(released_why="")
        .select_related("member")
        .order_by("released_at", "pk")
    )


def _questions(stands: Scores) -> list[dict[str, Any]]:
    found = {line.question.pk: {"mean": line.mean, "spread": line.spread} for line in stands.lines}
    return [
        {
            "number": question.number,
            "text": question.text,
            "low": question.low,
            "middle": question.middle,
            "high": question.high,
            **found.get(question.pk, {}),
        }
        for question in stands.questions
    ]


def _sheets(booking: InterviewBooking, stands: Scores) -> list[ScoreSheet]:
    if not stands.is_revealed:
        return []
    rows = booking.score_sheets.select_related("member").prefetch_related("scores__question")
    return list(rows.order_by("pk"))


def _sheet(sheet: ScoreSheet) -> dict[str, Any]:
    return {
        "member": str(sheet.member),
        "number": sheet.number,
        "why": sheet.why,
        "entered_at": sheet.entered_at,
        "scores": [
            {"question": one.question.number, "score": one.score, "note": one.note}
            for one in sheet.scores.all()
        ],
    }
