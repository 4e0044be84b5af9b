"""History: appended by every verb in its transaction, sealed in a hash chain afterwards."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from postings.minimum_requirements import canonical_json
from screening.models import Application, History, HistorySeal, User

SEAL_LOCK = 7_101_964
FIRST = "0" * 64


def record(
    *,
    actor: User | None,
    verb: str,
    subject: Model,
    at: datetime,
    application: Application | None = None,
    posting_id: int | None = None,
    from_state: str = "",
    to_state: str = "",
    facts: dict[str, Any] | None = None,
) -> History:
    """Append one line: who (None: the machine) did what to which row, when. Free text of people stays in its own row."""
    done = {"actor": actor, "verb": verb, "at": at, "from_state": from_state, "to_state": to_state}
    line = _line(subject, application, facts or {}, posting_id, done)
    line.save(force_insert=True)
    return line


def record_many(
    *,
    actor: User | None,
    verb: str,
    lines: list[tuple[Model, Application, dict[str, Any]]],
    at: datetime,
    from_state: str = "",
    to_state: str = "",
) -> None:
    """Append one line a (subject, application, facts) in a few statements: for verbs over a whole pool."""
    done = {"actor": actor, "verb": verb, "at": at, "from_state": from_state, "to_state": to_state}
    History.objects.bulk_create(
        (_line(subject, application, facts, None, done) for subject, application, facts in lines),
        batch_size=1000,
    )


def _line(
    subject: Model,
    application: Application | None,
    facts: dict[str, Any],
    posting_id: int | None,
    done: dict[str, Any],
) -> History:
    """A line not yet stored; ``done`` is what a whole pool shares: who, what, when, from and to which state."""
    return History(
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        application_id=application.pk if application else None,
        posting_id=application.posting_id if application else posting_id,
        facts=facts,
        **done,
    )


def row_bytes(row: History) -> bytes:
    """The bytes of one line that the chain covers."""
    return canonical_json(
        [
            row.pk,
            row.at.isoformat(),
            row.actor_id,
            row.verb,
            row.subject_kind,
            row.subject_id,
            row.application_id,
            row.posting_id,
            row.from_state,
            row.to_state,
            row.facts,
        ]
    )


def chain(previous_sha256: str, rows: Iterable[History]) -> tuple[str, int]:
    """SHA-256 over the seal before and each row in order, and how many rows there were."""
    digest = hashlib.sha256(previous_sha256.encode())
    count = 0
    for row in rows:
        body = row_bytes(row)
        digest.update(len(body).to_bytes(8, "big"))
        digest.update(body)
        count += 1
    return digest.hexdigest(), count


def settled_until() -> int:
    """The last id below which no row can still appear: all writers of the moment have been waited for.

    A number is given before its row is visible; a writer holds its table lock before it takes a number, so whoever
    gets the SHARE lock has seen every number given so far committed or rolled back. Raises OperationalError when a
    writer takes longer than ten seconds: seal later.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute("LOCK TABLE screening_history IN SHARE MODE")
        return History.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def seal(*, at: datetime) -> HistorySeal | None:
    """Seal what was appended since the last seal; None when there is nothing new."""
    until = settled_until()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
        last = HistorySeal.objects.order_by("-last_id").first()
        after, previous = (last.last_id, last.sha256) if last else (0, FIRST)
        rows = History.objects.filter(pk__gt=after, pk__lte=until).order_by("pk")
        first_id = rows.values_list("pk", flat=True).first()
        if first_id is None:
            return None
        sha256, count = chain(previous, rows.iterator(chunk_size=2000))
        return HistorySeal.objects.create(
            first_id=first_id,
            last_id=until,
            rows=count,
            previous_sha256=previous,
            sha256=sha256,
            sealed_at=at,
        )


def faults() -> list[str]:
    """What does not agree between the history and its seals, in words; empty when all of it does."""
    found: list[str] = []
    previous, after = FIRST, 0
    for seal_row in HistorySeal.objects.order_by("last_id").iterator():
        rows = History.objects.filter(pk__gt=after, pk__lte=seal_row.last_id).order_by("pk")
        sha256, count = chain(previous, rows.iterator(chunk_size=2000))
        if seal_row.previous_sha256 != previous:
            found.append(
                f"Seal {seal_row.pk} does not follow the seal before it: a seal was removed or altered."
            )
        if count != seal_row.rows:
            found.append(
                f"History {after + 1} to {seal_row.last_id}: {count} rows where {seal_row.rows} were sealed."
            )
        elif sha256 != seal_row.sha256:
            found.append(f"History {after + 1} to {seal_row.last_id}: a row is not what was sealed.")
        previous, after = seal_row.sha256, seal_row.last_id
    return found
