"""The worker's part of facts from outside: a confirmed file is written in one transaction, or nothing of it; lifted likewise."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from screening.domain.fact_import import liftable, note, preview
from screening.domain.second_look_queries import set_aside_of
from screening.domain.settled_many import Step, settle_many
from screening.doorbell import ring
from screening.enums import ApplicationState, SubmissionCause
from screening.errors import NotAllowed, Refused
from screening.models import Application, FactImport, SettledFact, User
from screening.models.fact_import import LIFTS, TAKES
from screening.permissions import authorise, may

log = logging.getLogger(__name__)
AT_ONCE: Final = 250
TRIES: Final = 3
LOCK: Final = 1_949
"""The advisory locks of files that are taken in; a killed worker lets go of its own."""


class _DoesNotFit(Exception):
    """An application changed since the file was looked at; the faults say how."""

    def __init__(self, faults: list[Any]) -> None:
        self.faults = faults


def work_due(*, clock: Callable[[], datetime], only: int | None = None) -> int:
    """Take in and take back what is due and nobody else works on; how many files."""
    rows = FactImport.objects.filter(TAKES | LIFTS).order_by("pk")
    ids = (rows.filter(pk=only) if only else rows).values_list("pk", flat=True)
    return sum(_under_lock(one, clock) for one in list(ids))


def _under_lock(fact_import_id: int, clock: Callable[[], datetime]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, fact_import_id])
        if cursor.fetchone() != (True,):
            return False
    try:
        rows = FactImport.objects.filter(TAKES | LIFTS, pk=fact_import_id)
        row = rows.select_related("posting", "confirmed_by", "undo_by").first()
        return row is not None and _tried(row, clock)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, fact_import_id])


def _tried(row: FactImport, clock: Callable[[], datetime]) -> bool:
    """Count the try before it, so that a file that kills its workers is given up."""
    mine = FactImport.objects.filter(pk=row.pk)
    if row.tries >= TRIES:
        _give_up(row, row.last_error or "The worker process ended while it wrote.", [], clock())
        return False
    mine.update(tries=row.tries + 1, done=0)
    try:
        with transaction.atomic():
            (_take_in if row.takes else _lift)(row, clock())
    except _DoesNotFit as error:
        words = "The applications changed since the file was looked at, so nothing was taken in."
        _give_up(row, words, error.faults, clock())
        return False
    except (NotAllowed, Refused) as error:
        _give_up(row, str(error), [], clock())
        return False
    except Exception as error:  # noqa: BLE001  (whatever it is, a person is told; the other files flow on)
        log.error("facts of file %s were not written: %s", row.pk, type(error).__name__)
        mine.update(last_error=type(error).__name__)
        return False
    return True


def _take_in(row: FactImport, at: datetime) -> None:
    actor = row.confirmed_by
    assert actor is not None  # a constraint keeps it
    authorise(actor, "import_facts", row.posting)
    found = preview(actor=actor, fact_import=row)
    ids = sorted({line.application_id for line in found.lines})
    locked = set(Application.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    found = preview(actor=actor, fact_import=row)  # again, now that nobody else can change them
    if found.faults or len(locked) != len(ids):
        raise _DoesNotFit(found.faults)
    changes = sorted(
        (line for line in found.lines if not line.counts_already), key=lambda one: one.application_id
    )
    steps = {
        pk: [Step(line.path, line.value, _reason(row, line.row.note), line.row.number) for line in lines]
        for pk, lines in groupby(changes, key=lambda one: one.application_id)
    }
    row.made = _write(row, steps, SubmissionCause.FACT_SETTLED, actor, at)
    row.taken_in_at, row.done, row.total = at, len(steps), len(steps)
    row.save(update_fields=["made", "taken_in_at", "done", "total"])
    note(row, "take_in_facts", actor=actor, at=at)


def _lift(row: FactImport, at: datetime) -> None:
    """Lift what still counts of applications in review; what this person keeps out of or is set aside stays."""
    actor = row.undo_by
    assert actor is not None  # a constraint keeps it
    authorise(actor, "import_facts", row.posting)
    ids = sorted(set(liftable(row).values_list("application_id", flat=True)))
    rows = Application.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    aside = set_aside_of(locked := list(rows))
    mine = {one.pk for one in locked if one.pk not in aside and may(actor, "settle_fact", one)}
    facts = liftable(row).filter(application__in=mine).order_by("application_id", "pk")
    steps = {
        pk: [_lifting(row, fact) for fact in of_one]
        for pk, of_one in groupby(facts, key=lambda one: one.application_id)
    }
    row.lifted += _write(row, steps, SubmissionCause.FACT_LIFTED, actor, at)
    row.undone_at, row.done, row.total = at, len(steps), len(steps)
    row.save(update_fields=["lifted", "undone_at", "done", "total"])
    note(row, "lift_facts", actor=actor, at=at)


def _lifting(row: FactImport, fact: SettledFact) -> Step:
    assert fact.row is not None  # a constraint keeps it
    return Step(fact.path, None, row.undo_reason, fact.row)


def _write(
    row: FactImport, steps: dict[int, list[Step]], cause: SubmissionCause, actor: User, at: datetime
) -> int:
    ids, made = sorted(steps), 0
    with _progress(row) as tell:
        for start in range(0, len(ids), AT_ONCE):
            some = list(Application.objects.filter(pk__in=ids[start : start + AT_ONCE]).order_by("pk"))
            assert all(one.state == ApplicationState.IN_REVIEW for one in some)  # looked at under the lock
            made += settle_many(
                applications=some, steps=steps, fact_import=row, cause=cause, actor=actor, at=at
            )
            tell(start + len(some), len(ids))
    if ids:
        ring("screening.tasks.evaluate_backlog")
    return made


@contextmanager
def _progress(row: FactImport) -> Iterator[Callable[[int, int], None]]:
    """How far it is, told beside the transaction, which nobody sees into before it ends."""
    beside = connections.create_connection(DEFAULT_DB_ALIAS)

    def tell(done: int, total: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE screening_factimport SET done = %s, total = %s WHERE id = %s", [done, total, row.pk]
            )

    try:
        yield tell
    finally:
        beside.close()


def _reason(row: FactImport, note_of_row: str) -> str:
    return f"{row.reason} {note_of_row}".strip()


def _give_up(row: FactImport, words: str, faults: list[Any], at: datetime) -> None:
    """Nothing of it was written. A file that could not be lifted stays taken in and may be taken back again."""
    mine = FactImport.objects.filter(pk=row.pk)
    if row.takes:
        mine.update(failed_at=at, last_error=words, faults=faults)
    else:
        mine.update(undone_at=at, last_error=words)
    note(row, "give_up_facts", actor=None, at=at)
