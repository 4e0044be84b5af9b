"""A large file of a pool: asked for, made in the background with progress, cancelled, handed to its asker, discarded."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from screening.city_time import instant_in_words
from screening.domain import history
from screening.domain.pool_export import chosen, write_down
from screening.domain.queries import applications_for_review, pool_files_of
from screening.doorbell import ring
from screening.errors import NotAllowed, Refused
from screening.models import Application, PoolFile, User
from screening.models.pool_file import WAITS
from screening.permissions import authorise
from screening.pool_writing import Written, about_file, write_pool

log = logging.getLogger(__name__)
FOLDER: Final = "pool-files"
AT_ONCE: Final = 500
TRIES: Final = 3
KEPT: Final = timedelta(days=3)
LOCK: Final = 1_948
"""The advisory locks of files under construction; a killed worker lets go of its own."""


class _Cancelled(Exception):
    """Its asker does not want it any more."""


def ask(
    *,
    actor: User,
    rows: QuerySet[Application],
    query: str,
    form: str,
    columns: Sequence[str],
    questions: Mapping[str, str],
    only_new: bool,
    at: datetime,
) -> PoolFile:
    """Ask for the rows as the filter shows them now. Raises NotAllowed; Refused as ``chosen`` says, and while one is made."""
    found, until = chosen(actor=actor, rows=rows, query=query, only_new=only_new)
    ids = list(found.values_list("pk", flat=True))
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        if PoolFile.objects.filter(WAITS, asked_by=actor).exists():
            raise Refused("A file is being made for you already. Wait until it is finished, or cancel it.")
        made = PoolFile.objects.create(
            query=query,
            form=form,
            columns=list(columns),
            questions=dict(questions),
            only_new=only_new,
            application_ids=ids,
            total=len(ids),
            history_id=until,
            asked_by=actor,
            asked_at=at,
        )
        facts = {"form": form, "rows": len(ids), "query": query}
        history.record(actor=actor, verb="ask_for_pool", subject=made, facts=facts, at=at)
        ring("screening.tasks.make_pool_file", made.pk)
    return made


def cancel(*, actor: User, pool_file_id: int, at: datetime) -> None:
    """Stop a file that is being made. Raises NotAllowed unless it is one's own; Refused when it has ended."""
    with transaction.atomic():
        row = _own(actor, pool_file_id, pool_files_of(actor).select_for_update(of=("self",)))
        if not row.waits:
            raise Refused("This file is not being made any more, so there is nothing to cancel.")
        row.cancelled_at, row.application_ids = at, []
        row.save(update_fields=["cancelled_at", "application_ids"])
        history.record(actor=actor, verb="cancel_pool", subject=row, at=at)


def hand_out(*, actor: User, pool_file_id: int, at: datetime) -> tuple[PoolFile, Path]:
    """The finished file, and a line of history that it was fetched. Raises NotAllowed; Refused before and after it is kept."""
    row = _own(actor, pool_file_id, pool_files_of(actor))
    if row.finished_at is None:
        raise Refused("This file is not finished. Look again in a few minutes.")
    if not row.file:
        raise Refused(f"Files are kept for {KEPT.days} days, and this one is gone. Take the list out again.")
    history.record(actor=actor, verb="fetch_pool", subject=row, at=at)
    return row, Path(default_storage.path(row.file))


def make_due(*, clock: Callable[[], datetime], only: int | None = None) -> int:
    """Make what is due and nobody else is making; how many were made."""
    rows = PoolFile.objects.filter(WAITS).order_by("pk")
    ids = (rows.filter(pk=only) if only else rows).values_list("pk", flat=True)
    return sum(_under_lock(one, clock) for one in list(ids))


def discard_old(*, at: datetime) -> int:
    """Delete the files that were kept long enough; how many. What was taken out stays written down."""
    rows = PoolFile.objects.filter(finished_at__lte=at - KEPT).exclude(file="")
    for row in rows:
        Path(default_storage.path(row.file)).unlink(missing_ok=True)
        PoolFile.objects.filter(pk=row.pk).update(file="")
    return len(rows)


def _own(actor: User, pool_file_id: int, rows: QuerySet[PoolFile]) -> PoolFile:
    authorise(actor, "export_pool")
    row = rows.filter(pk=pool_file_id).first()
    if row is None:
        raise NotAllowed("a file is its asker's alone")
    return row


def _under_lock(pool_file_id: int, clock: Callable[[], datetime]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, pool_file_id])
        if cursor.fetchone() != (True,):
            return False
    try:
        row = PoolFile.objects.filter(WAITS, pk=pool_file_id).select_related("asked_by").first()
        return row is not None and _tried(row, clock)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, pool_file_id])


def _tried(row: PoolFile, clock: Callable[[], datetime]) -> bool:
    mine = PoolFile.objects.filter(WAITS, pk=row.pk)
    mine.update(tries=row.tries + 1, done=0)
    try:
        _make(row, clock)
    except _Cancelled:
        return False
    except Exception as error:  # noqa: BLE001  (whatever it is, its asker is told; the other files flow on)
        log.error("pool file %s was not made: %s", row.pk, type(error).__name__)
        given_up = clock() if row.tries + 1 >= TRIES else None
        mine.update(last_error=type(error).__name__, failed_at=given_up)
        return False
    return True


def _make(row: PoolFile, clock: Callable[[], datetime]) -> None:
    at = clock()
    name = f"{FOLDER}/{get_random_string(32)}.{row.form}"
    path = Path(default_storage.path(name))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            written = write_pool(
                file,
                _applications(row),
                form=row.form,
                columns=row.columns,
                questions=row.questions,
                about=about_file(
                    made=instant_in_words(at), by=str(row.asked_by), query=row.query, only_new=row.only_new
                ),
            )
        os.replace(part, path)
        _finish(row, name, path.stat().st_size, written, at)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        part.unlink(missing_ok=True)


def _applications(row: PoolFile) -> Iterator[Application]:
    """In the order in which the list showed them; what its asker may not see any more is left out."""
    authorise(row.asked_by, "export_pool")
    for start in range(0, len(row.application_ids), AT_ONCE):
        if not PoolFile.objects.filter(WAITS, pk=row.pk).update(done=start):
            raise _Cancelled
        ids = row.application_ids[start : start + AT_ONCE]
        found = applications_for_review(row.asked_by).in_bulk(ids)
        yield from (found[pk] for pk in ids if pk in found)


def _finish(row: PoolFile, name: str, size: int, written: Written, at: datetime) -> None:
    with transaction.atomic():
        if not PoolFile.objects.select_for_update(of=("self",)).filter(WAITS, pk=row.pk).exists():
            raise _Cancelled
        export = write_down(
            actor=row.asked_by,
            query=row.query,
            form=row.form,
            columns=[*row.columns, *row.questions],
            only_new=row.only_new,
            written=written,
            history_id=row.history_id,
            at=at,
        )
        PoolFile.objects.filter(pk=row.pk).update(
            export=export, file=name, size=size, done=row.total, application_ids=[], finished_at=at
        )
