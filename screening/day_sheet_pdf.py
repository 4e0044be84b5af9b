"""The day sheet of interviews as a tagged PDF, to print and to put on the table."""

from datetime import datetime
from typing import Any

from screening import typesetting
from screening.city import city
from screening.city_time import day_in_words, instant_in_words
from screening.domain.interview_day import DaySheet, Interview
from screening.sent_pdf import table_row


def day_sheet_pdf(sheet: DaySheet, *, made_for: str, at: datetime) -> bytes:
    """One heading an interview, in the order of the day, then the questions with their anchors."""
    here, vacancy = city(), sheet.interview_list.vacancy
    data = {
        "language": "en",
        "year": sheet.day.year,
        "month": sheet.day.month,
        "day": sheet.day.day,
        "title": f"Interviews on {day_in_words(sheet.day, weekday=True)}",
        "office": f"{here['CITY_NAME']}, {vacancy.department}",
        "introduction": [
            "Ask everybody the same questions. Score what you hear, on your own, before you talk with the others.",
        ],
        "key-words": "What",
        "value-words": "Details",
        "page-words": "Page {page} of {pages}",
        "foot": f"Made for {made_for}, {instant_in_words(at.replace(second=0, microsecond=0))}. Keep it safe and destroy it after use.",
        "facts": [
            table_row("Job", str(vacancy.job_class)),
            table_row("Requisition", vacancy.requisition),
            table_row("Interview list", str(sheet.interview_list.number)),
        ],
        "blocks": [*map(_interview, sheet.interviews), *_questions(sheet)],
    }
    return typesetting.pdf("sent_application", data, made_at=at)


def _interview(one: Interview) -> dict[str, Any]:
    slot, candidate = one.slot, one.candidate
    when = instant_in_words(slot.starts_at, zone_name=slot.zone)
    rows = [
        table_row("Where", "\n".join(filter(None, [slot.place, slot.link]))),
        table_row("How long", f"{slot.minutes} minutes"),
        table_row("Panel", ", ".join(str(seat.member) for seat in slot.panel.all())),
    ]
    if candidate is not None:
        if one.provide:
            rows.append(table_row("Please provide", "\n".join(one.provide)))
        rows.append(table_row("What qualifies", "\n".join(line.sentence for line in candidate.requirements)))
        desirable = "\n".join(str(reason["label"]) for reason in candidate.desirable)
        rows.append(table_row("Highly desirable", desirable or "Nothing beyond the minimum requirements"))
    return {"heading": f"{when}: {candidate.name if candidate else 'nobody yet'}", "rows": rows}


def _questions(sheet: DaySheet) -> list[dict[str, Any]]:
    return [
        {
            "heading": f"Question {question.number}",
            "rows": [
                table_row("Ask", question.text),
                table_row("Score 1", question.low),
                table_row("Score 3", question.middle),
                table_row("Score 5", question.high),
            ],
        }
        for question in sheet.questions
    ]
