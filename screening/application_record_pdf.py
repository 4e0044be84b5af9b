"""The record of an application for an appeal, as a tagged PDF: one document to print and to put on the table."""

from datetime import datetime
from typing import Any

from screening import typesetting
from screening.answers_in_words import summaries_of
from screening.city import city
from screening.city_time import city_day, instant_in_words
from screening.domain.appeal import requirement_words
from screening.domain.application_record import decisions_of, evaluations_of, history_line, proof_lines
from screening.domain.examination_score import versions_of
from screening.domain.interview_score_record import interview_in_words, scored_of
from screening.domain.queries import history_of
from screening.domain.sent_copy import content_of
from screening.models import Application, SentCopy
from screening.sent_pdf import summary_block, table_row
from screening.settled_in_words import every_step


def record_pdf(application: Application, *, at: datetime) -> bytes:
    """Everything in words: what was sent, what was found, decided, appealed, told, and who did what."""
    day, here = city_day(at), city()
    data = {
        "language": "en",
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "title": f"Record of the application of {application.name}",
        "office": f"{here['CITY_NAME']} {here['CITY_DEPARTMENT']}",
        "introduction": ["Everything that stands behind the decision, as the City holds it."],
        "key-words": "What",
        "value-words": "As on record",
        "page-words": "Page {page} of {pages}",
        "foot": f"Receipt {application.receipt}, made {instant_in_words(at)}",
        "facts": [
            table_row("Receipt number", application.receipt or ""),
            table_row("Position", application.posting.title),
            table_row("Text of the posting", application.revision.label),
            table_row("Received", instant_in_words(application.submitted_at or application.started_at)),
            table_row("Stands", str(application.get_state_display())),
        ],
        "blocks": [*_found(application), *_told(application), *_sent(application)],
    }
    return typesetting.pdf("sent_application", data, made_at=at)


def _found(application: Application) -> list[dict[str, Any]]:
    decisions = [
        table_row(
            f"{row.get_finding_display()}, {instant_in_words(row.decided_at)}",
            "\n".join(filter(None, [str(row.decided_by), str(row.get_reason_display()), row.note])),
        )
        for row in decisions_of(application)
    ]
    evaluations = [
        table_row(
            f"{row.get_outcome_display()}, {instant_in_words(row.made_at)}",
            "\n".join(
                [*proof_lines(row), f"Facts {row.submission.facts_sha256}", f"Proof {row.proof_sha256}"]
            ),
        )
        for row in evaluations_of(application)
    ]
    settled = [
        table_row(
            f"{row.label}, {instant_in_words(row.at)}",
            "\n".join(
                [
                    f"The applicant: {row.said}",
                    f"Counted: {row.counts}"
                    if row.counts
                    else "Taken back: the applicant's own answer counts",
                    f"{row.by}: {row.reason}",
                    *([row.source] if row.source else []),
                ]
            ),
        )
        for row in every_step(application)
    ]
    appeals = [
        table_row(
            requirement_words(row),
            "\n".join(filter(None, [str(row.get_state_display()), row.why, row.reasons])),
        )
        for row in application.appeals.select_related("decision__evaluation").order_by("pk")
    ]
    return [
        _block("Decisions by people", decisions),
        _block("What the evaluation found", evaluations),
        _block("Facts settled by the City", settled),
        _block("Examination scores", _scores(application)),
        _block("Interview scores", _interviews(application)),
        _block("Appeals", appeals),
    ]


def _scores(application: Application) -> list[dict[str, Any]]:
    rows = versions_of(application)
    corrected = {row.supersedes_id for row in rows}
    return [
        table_row(
            f"{row.examination}, {row.score_import.held_on:%Y-%m-%d}",
            "\n".join(
                [
                    f"{row.score.normalize():f} of {row.score_import.highest.normalize():f}"
                    + (" (corrected later)" if row.pk in corrected else ""),
                    f"Held by {row.score_import.source}. Taken in by {row.score_import.taken_in_by}: "
                    f"{row.score_import.file_name}, row {row.row}",
                    f"SHA-256 {row.score_import.sha256}",
                ]
            ),
        )
        for row in rows
    ]


def _interviews(application: Application) -> list[dict[str, Any]]:
    return [
        table_row(head, body)
        for head, _newline, body in (
            interview_in_words(row).partition("\n") for row in scored_of(application)
        )
    ]


def _told(application: Application) -> list[dict[str, Any]]:
    notices = [
        table_row(
            instant_in_words(row.created_at), row.subject + (" (cancelled)" if row.cancelled_at else "")
        )
        for row in application.notices.order_by("pk")
    ]
    papers = [
        table_row(paper.original_name, f"{instant_in_words(paper.received_at)}\nSHA-256 {paper.sha256}")
        for paper in application.documents.order_by("pk")
    ]
    lines = [history_line(row).split(": ", 1) for row in history_of(application)]
    return [
        _block("Notices", notices),
        _block("Documents received", papers),
        _block("History", [table_row(when, what) for when, what in lines]),
    ]


def _sent(application: Application) -> list[dict[str, Any]]:
    copy = SentCopy.objects.filter(submission__application=application).order_by("pk").first()
    if copy is None:
        return []
    papers: list[Any] = []
    summaries = summaries_of(application, content_of(copy)["sections"], papers)
    return [summary_block(summary) for summary in summaries if summary.rows]


def _block(heading: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"heading": heading, "rows": rows or [table_row("None", "")]}
