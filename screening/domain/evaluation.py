"""The machine's part: claim what is due, evaluate, store one immutable evaluation each, move the application on."""

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

import orjson
from django.db import DatabaseError, transaction

from postings.minimum_requirements import Facts, Order, Result, evaluate, order, parse_facts
from screening.domain import evaluation_store as store
from screening.domain import history
from screening.domain.queries import due_submissions
from screening.doorbell import ring
from screening.enums import ApplicationEvent, ApplicationState
from screening.models import EvaluationFailure, Submission, User
from screening.permissions import authorise
from screening.transitions import target

log = logging.getLogger(__name__)

Given = TypeVar("Given")
Done = TypeVar("Done")

TRIES = 3
SUSPECTED = "The worker process ended while it evaluated a batch with this row."
BATCH = 1_000


class WorkerKilled(Exception):
    """No exception told of it: the process was gone (a fault in a library, memory, kill -9)."""


def evaluate_due(*, clock: Callable[[], datetime], only: int | None = None, batch: int = BATCH) -> int:
    """Evaluate what is due, ``batch`` submissions a transaction, until nothing is left; how many were evaluated.

    ``only`` names the one submission a doorbell spoke of. Rows that another worker holds are skipped. A row that
    cannot be evaluated is tried again by later sweeps and set aside for a person after three tries.
    """
    _count_the_killed(at=clock())
    done, skip = 0, set[int]()
    while True:
        evaluated, failed = _one_batch(at=clock(), only=only, batch=batch, skip=skip)
        done += evaluated
        skip |= failed
        if only is not None:
            return done
        if not (evaluated or failed):
            break
    for suspect in store.suspects(skip):
        done += _one_batch(at=clock(), only=suspect, batch=1, skip=set())[0]
    return done


def _count_the_killed(*, at: datetime) -> None:
    """Find the runs whose worker process ended without a word. One row alone is the culprit; of many each is suspected."""
    with transaction.atomic():
        for submission_ids in store.killed():
            if len(submission_ids) == 1:
                _failed(
                    submission_ids[0],
                    WorkerKilled("the worker process ended while it evaluated this row"),
                    at=at,
                )
                continue
            EvaluationFailure.objects.bulk_create(
                [
                    EvaluationFailure(submission_id=one, last_error=SUSPECTED, last_try_at=at)
                    for one in submission_ids
                ],
                ignore_conflicts=True,
            )


def is_backlog() -> bool:
    """Whether more is due than one batch, so that a second worker process is worth waking."""
    return due_submissions()[BATCH : BATCH + 1].exists()


def _one_batch(*, at: datetime, only: int | None, batch: int, skip: set[int]) -> tuple[int, set[int]]:
    failures: list[tuple[int, Exception]] = []
    claimed: list[store.Due] = []
    with transaction.atomic():
        run_id = store.begin(limit=batch, only=only, skip=skip)
    if run_id is None:
        return 0, set()
    try:
        with transaction.atomic():
            claimed = store.claim(run_id, only=only)
            with _uncollected():
                rows, failures = evaluated(claimed)
            if rows:
                to_state = target(ApplicationState.SUBMITTED, ApplicationEvent.EVALUATE)
                store.save(rows, to_state=to_state, at=at)
                if only is not None:
                    EvaluationFailure.objects.filter(submission_id=only, tries=0).delete()
            store.end(run_id)
    except DatabaseError as error:
        store.end(run_id)
        if len(claimed) > 1:
            log.warning("a batch of %s was refused (%s); one by one", len(claimed), type(error).__name__)
            return _one_by_one([due.submission_id for due in claimed], at=at)
        if not claimed:
            raise
        failures = [(claimed[0].submission_id, error)]
        rows = []
    for submission_id, failure in failures:
        _failed(submission_id, failure, at=at)
    return len(rows), {submission_id for submission_id, _ in failures}


@contextmanager
def _uncollected() -> Iterator[None]:
    """An evaluation makes many objects and no circle of them; to look for circles took a quarter of a batch's time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _one_by_one(submission_ids: list[int], *, at: datetime) -> tuple[int, set[int]]:
    results = [_one_batch(at=at, only=each, batch=1, skip=set()) for each in submission_ids]
    return sum(count for count, _ in results), set().union(*(failed for _, failed in results))


def evaluated(claimed: list[store.Due]) -> tuple[list[store.Row], list[tuple[int, Exception]]]:
    """Run the engine over submissions, in their order; those that failed by id, with why.

    Pure but for the rules, which are compiled once a revision. One step over all of them and then the next: going
    through all steps with each row took a quarter more time, for the processor then forgets each step in between.
    """
    failures: list[tuple[int, Exception]] = []
    read = _each(_read, [(due, None) for due in claimed], failures)
    found = _each(_judged, read, failures)
    return [row for _, row in _each(_written, found, failures)], failures


def _each(
    step: Callable[[store.Due, Given], Done],
    rows: list[tuple[store.Due, Given]],
    failures: list[tuple[int, Exception]],
) -> list[tuple[store.Due, Done]]:
    done = []
    for due, given in rows:
        try:
            done.append((due, step(due, given)))
        except Exception as error:  # noqa: BLE001  (whatever one row does, the others flow on)
            failures.append((due.submission_id, error))
    return done


def _read(due: store.Due, _: None) -> Facts:
    return parse_facts(orjson.loads(due.facts))


def _judged(due: store.Due, facts: Facts) -> tuple[Result, Order]:
    rules = store.rules(due.revision_id)
    result = evaluate(
        rules.requirements,
        facts,
        revision=rules.label,
        closing_on=due.closing_on,
        facts_sha256=due.facts_sha256,
    )
    return result, order(rules.points_plan, facts)


def _written(due: store.Due, found: tuple[Result, Order]) -> store.Row:
    result, ranked = found
    return store.Row(
        due=due,
        outcome=result.outcome,
        reasons=result.reasons,
        points=ranked.points,
        order_reasons=ranked.reasons,
        proof=result.proof_bytes(),
    )


def _failed(submission_id: int, error: Exception, *, at: datetime) -> None:
    """Count a failed try and set the row aside after the last; the message is the engine's, never an applicant's text."""
    log.error("submission %s could not be evaluated: %s", submission_id, type(error).__name__)
    with transaction.atomic():
        failure, _ = EvaluationFailure.objects.select_for_update().get_or_create(
            submission_id=submission_id, defaults={"last_error": "", "last_try_at": at}
        )
        failure.tries += 1
        failure.last_error = f"{type(error).__name__}: {error}"[:2000]
        failure.last_try_at = at
        if failure.tries >= TRIES and failure.set_aside_at is None:
            failure.set_aside_at = at
            submission = Submission.objects.select_related("application").get(pk=submission_id)
            history.record(
                actor=None,
                verb="set_aside",
                subject=submission,
                application=submission.application,
                facts={"tries": failure.tries},
                at=at,
            )
        failure.save()


def try_again(*, actor: User, submission_id: int, at: datetime) -> None:
    """Give a row that was set aside three new tries. Raises NotAllowed."""
    with transaction.atomic():
        submission = Submission.objects.select_related("application").get(pk=submission_id)
        authorise(actor, "set_aside_again", submission.application)
        EvaluationFailure.objects.filter(submission=submission).update(tries=0, set_aside_at=None)
        history.record(
            actor=actor, verb="try_again", subject=submission, application=submission.application, at=at
        )
    ring("screening.tasks.evaluate", submission.pk)
