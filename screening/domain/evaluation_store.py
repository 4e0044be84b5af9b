"""How evaluations meet the database: claimed with SKIP LOCKED, written through COPY and one INSERT … ON CONFLICT."""

import io
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from django.db import connection

from postings.domain.queries import compiled, points_plan
from postings.minimum_requirements import ENGINE_VERSION, Requirements
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


class Rules(NamedTuple):
    """What submissions under one revision are judged by."""

    label: str
    requirements: Requirements
    points_plan: list[dict[str, Any]]


class Row(NamedTuple):
    """What is stored of one evaluation."""

    due: Due
    outcome: str
    reasons: tuple[str, ...]
    points: int
    order_reasons: list[dict[str, Any]]
    proof: bytes


# the index of what is due gives the oldest; rows set aside are few, so they are looked up once, not once a row
_CLAIM = """
    SELECT a.id FROM screening_application a
    WHERE a.state = 'submitted'
      AND (%(only)s::bigint IS NULL
           OR a.id = (SELECT application_id FROM screening_submission WHERE id = %(only)s))
      AND a.id <> ALL (ARRAY(
            SELECT s.application_id FROM screening_submission s
            WHERE s.id IN (SELECT unnest(%(skip)s::bigint[]) UNION ALL
                           SELECT submission_id FROM screening_evaluationfailure
                           WHERE set_aside_at IS NOT NULL OR %(only)s::bigint IS NULL)
              AND NOT EXISTS (SELECT 1 FROM screening_submission newer
                              WHERE newer.application_id = s.application_id AND newer.number > s.number)))
      AND a.id NOT IN (SELECT unnest(application_ids) FROM screening_evaluationrun)
    ORDER BY a.waiting_since, a.id
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED
"""
# read after the locks are held: whoever sent a newer submission meanwhile has committed it
_READ = """
    SELECT s.id, a.id, a.posting_id, s.revision_id, s.facts, s.facts_sha256, p.closes_at
    FROM screening_application a
    JOIN postings_posting p ON p.id = a.posting_id
    JOIN LATERAL (
        SELECT id, revision_id, facts, facts_sha256 FROM screening_submission
        WHERE application_id = a.id ORDER BY number DESC LIMIT 1
    ) s ON true
    WHERE a.id = ANY(%(claimed)s) AND (%(only)s::bigint IS NULL OR s.id = %(only)s)
    ORDER BY a.waiting_since, a.id
"""
# between its commit and its lock a run looks like a dead one, so only those older than that moment count
_KILLED = """
    WITH dead AS (
        DELETE FROM screening_evaluationrun WHERE id IN (
            SELECT id FROM screening_evaluationrun
            WHERE started_at < clock_timestamp() - interval '1 second' FOR UPDATE SKIP LOCKED)
        RETURNING id, application_ids
    )
    SELECT array_agg(s.id ORDER BY s.id) FROM dead
    JOIN screening_application a ON a.id = ANY(dead.application_ids) AND a.state = 'submitted'
    JOIN LATERAL (SELECT id FROM screening_submission
                  WHERE application_id = a.id ORDER BY number DESC LIMIT 1) s ON true
    GROUP BY dead.id
"""
_SUSPECTS = """
    SELECT f.submission_id FROM screening_evaluationfailure f
    JOIN screening_submission s ON s.id = f.submission_id
    JOIN screening_application a ON a.id = s.application_id AND a.state = 'submitted'
    WHERE f.set_aside_at IS NULL AND f.submission_id <> ALL (%s::bigint[])
      AND NOT EXISTS (SELECT 1 FROM screening_submission newer
                      WHERE newer.application_id = s.application_id AND newer.number > s.number)
    ORDER BY f.tries, f.submission_id
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


def begin(*, limit: int, only: int | None = None, skip: Iterable[int] = ()) -> int | None:
    """Write down, to be committed before any is evaluated, which due applications come next; None when none is free.

    So that a row that kills its worker is known afterwards. What has failed before is taken alone (``only``).
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"limit": limit, "only": only, "skip": list(skip)})
        claimed = [application_id for (application_id,) in cursor.fetchall()]
        if not claimed:
            return None
        cursor.execute(
            "INSERT INTO screening_evaluationrun (application_ids, started_at)"
            " VALUES (%s, clock_timestamp()) RETURNING id",
            [claimed],
        )
        run_id: int = cursor.fetchone()[0]
        return run_id


def claim(run_id: int, *, only: int | None = None) -> list[Due]:
    """Lock a run, which tells others that it is alive, and its applications; read what is still due of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_ids FROM screening_evaluationrun WHERE id = %s FOR UPDATE", [run_id]
        )
        run = cursor.fetchone()
        cursor.execute(
            "SELECT id FROM screening_application WHERE id = ANY(%s) AND state = 'submitted'"
            " ORDER BY id FOR UPDATE SKIP LOCKED",
            [run[0] if run else []],
        )
        claimed = [application_id for (application_id,) in cursor.fetchall()]
        if not claimed:
            return []
        cursor.execute(_READ, {"claimed": claimed, "only": only})
        return [
            Due._make((*known, closes_at and city_day(closes_at))) for *known, closes_at in cursor.fetchall()
        ]


def end(run_id: int) -> None:
    """Strike out a run: its evaluations are stored with it, or its failures are counted."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM screening_evaluationrun WHERE id = %s", [run_id])


def killed() -> list[list[int]]:
    """Take the runs whose worker ended without a word: for each the newest submissions that are still due."""
    with connection.cursor() as cursor:
        cursor.execute(_KILLED)
        return [submissions for (submissions,) in cursor.fetchall()]


def suspects(skip: Iterable[int]) -> list[int]:
    """Due submissions that failed before, or stood in a run that was killed: each is evaluated alone, after the others."""
    with connection.cursor() as cursor:
        cursor.execute(_SUSPECTS, [list(skip)])
        return [submission_id for (submission_id,) in cursor.fetchall()]


def save(rows: list[Row], *, to_state: str, at: datetime) -> None:
    """Store evaluations and move their applications, in a few statements whatever their number."""
    values: dict[str, Any] = {"at": at, "to_state": to_state, "engine": ENGINE_VERSION}
    with connection.cursor() as cursor:
        cursor.execute(_STAGING)
        cursor.execute("SELECT EXISTS (SELECT FROM evaluation_staging)")
        if cursor.fetchone() == (True,):  # a batch before this one in the same transaction
            cursor.execute("TRUNCATE evaluation_staging")
        cursor.copy_expert("COPY evaluation_staging FROM STDIN", io.BytesIO(b"".join(map(_line, rows))))
        for statement in (_INSERT, _MOVE, _HISTORY):
            cursor.execute(statement, values)


def _line(row: Row) -> bytes:
    """One line of COPY's text format. Canonical JSON has no raw tab or newline, so only the backslash is escaped."""
    due = row.due
    fields = (
        b"%d\t%d\t%d\t%d" % (due.submission_id, due.revision_id, due.application_id, due.posting_id),
        row.outcome.encode(),
        orjson.dumps(row.reasons),
        b"%d" % row.points,
        orjson.dumps(row.order_reasons),
        row.proof,
        sha256(row.proof).hexdigest().encode(),
    )
    return b"\t".join(fields).replace(b"\\", b"\\\\") + b"\n"


@lru_cache(maxsize=64)
def rules(revision_id: int) -> Rules:
    """A published revision never changes, so a process reads it and compiles its requirements once."""
    revision = PostingRevision.objects.get(pk=revision_id)
    return Rules(revision.label, compiled(revision), points_plan(revision))


def closing_day_of(proof: str) -> date | None:
    """The closing day that a stored evaluation was made under, whatever the posting says today."""
    day = orjson.loads(proof).get("closing_on")
    return day and date.fromisoformat(day)
