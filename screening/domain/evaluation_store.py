"""How evaluations meet the database: claimed with SKIP LOCKED, written through COPY and one INSERT … ON CONFLICT."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from django.db import connection

from postings.minimum_requirements import ENGINE_VERSION, Result
from postings.models import PostingRevision
from screening.city_time import city_day


class Due(NamedTuple):
    """A claimed submission; its application's row is locked until the transaction ends."""

    submission_id: int
    application_id: int
    posting_id: int
    revision_id: int
    facts: str
    facts_sha256: str
    closing_on: date | None


class Row(NamedTuple):
    """What is stored of one evaluation."""

    due: Due
    result: Result
    points: int
    order_reasons: list[dict[str, Any]]


_CLAIM = """
    SELECT s.id, a.id, a.posting_id, s.revision_id, s.facts, s.facts_sha256, p.closes_at
    FROM screening_application a
    JOIN postings_posting p ON p.id = a.posting_id
    JOIN LATERAL (
        SELECT id, revision_id, facts, facts_sha256 FROM screening_submission
        WHERE application_id = a.id ORDER BY number DESC LIMIT 1
    ) s ON true
    WHERE a.state = 'submitted'
      AND NOT EXISTS (SELECT 1 FROM screening_evaluationfailure f
                      WHERE f.submission_id = s.id AND f.set_aside_at IS NOT NULL)
      AND (%(only)s::bigint IS NULL OR s.id = %(only)s)
      AND NOT s.id = ANY(%(skip)s::bigint[])
    ORDER BY a.waiting_since, a.id
    LIMIT %(limit)s
    FOR UPDATE OF a SKIP LOCKED
"""
_STAGING = """
    CREATE TEMP TABLE IF NOT EXISTS evaluation_staging (
        submission_id bigint, revision_id bigint, application_id bigint, posting_id bigint, outcome text,
        reasons text, points integer, order_reasons text, proof text, proof_sha256 text
    ) ON COMMIT DELETE ROWS
"""
_INSERT = """
    INSERT INTO screening_evaluation (submission_id, revision_id, outcome, reasons, points, order_reasons,
                                      engine_version, proof, proof_sha256, made_at)
    SELECT submission_id, revision_id, outcome, reasons::jsonb, points, order_reasons::jsonb,
           %(engine)s, proof, proof_sha256, %(at)s
    FROM evaluation_staging
    ON CONFLICT (submission_id, revision_id) DO NOTHING
"""
_MOVE = """
    UPDATE screening_application a
    SET state = %(to_state)s, waiting_since = %(at)s, outcome = e.outcome, reasons = e.reasons::jsonb,
        points = e.points
    FROM evaluation_staging e WHERE a.id = e.application_id
"""
_HISTORY = """
    INSERT INTO screening_history (at, actor_id, verb, subject_kind, subject_id, application_id, posting_id,
                                   from_state, to_state, facts)
    SELECT %(at)s, NULL, 'evaluate', 'submission', submission_id, application_id, posting_id,
           'submitted', %(to_state)s, jsonb_build_object('outcome', outcome, 'proof_sha256', proof_sha256)
    FROM evaluation_staging
"""


def claim(*, limit: int, only: int | None = None, skip: Iterable[int] = ()) -> list[Due]:
    """Lock and read the oldest due submissions that nobody else holds."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"limit": limit, "only": only, "skip": list(skip)})
        return [
            Due._make((*known, closes_at and city_day(closes_at))) for *known, closes_at in cursor.fetchall()
        ]


def save(rows: list[Row], *, to_state: str, at: datetime) -> None:
    """Store evaluations and move their applications, in a few statements whatever their number."""
    values: dict[str, Any] = {"at": at, "to_state": to_state, "engine": ENGINE_VERSION}
    with connection.cursor() as cursor:
        cursor.execute(_STAGING)
        cursor.copy_expert("COPY evaluation_staging FROM STDIN", io.StringIO("".join(map(_line, rows))))
        for statement in (_INSERT, _MOVE, _HISTORY):
            cursor.execute(statement, values)
        cursor.execute("TRUNCATE evaluation_staging")


def _line(row: Row) -> str:
    """One line of COPY's text format. Canonical JSON has no raw tab or newline, so only the backslash is escaped."""
    due, result = row.due, row.result
    proof = result.proof_bytes()
    fields = (
        str(due.submission_id),
        str(due.revision_id),
        str(due.application_id),
        str(due.posting_id),
        result.outcome,
        orjson.dumps(result.reasons).decode(),
        str(row.points),
        orjson.dumps(row.order_reasons).decode(),
        proof.decode(),
        sha256(proof).hexdigest(),
    )
    return "\t".join(fields).replace("\\", "\\\\") + "\n"


@lru_cache(maxsize=64)
def revision(revision_id: int) -> PostingRevision:
    """A published revision never changes, so a process reads it once."""
    return PostingRevision.objects.select_related("posting").get(pk=revision_id)


def closing_day_of(proof: str) -> date | None:
    """The closing day that a stored evaluation was made under, whatever the posting says today."""
    day = orjson.loads(proof).get("closing_on")
    return day and date.fromisoformat(day)
