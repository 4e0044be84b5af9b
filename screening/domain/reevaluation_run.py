"""The worker's part of a re-evaluation: batch by batch into the stage, beginning again where a killed worker ended."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q

from screening.domain import what_if_figures
from screening.domain.reevaluation import note, pool
from screening.domain.reevaluation_rules import staged
from screening.enums_reevaluation import ReevaluationState
from screening.models import Reevaluation, StagedEvaluation

log = logging.getLogger(__name__)
BATCH: Final = 500
TRIES: Final = 3
LOCK: Final = 1_948
"""The advisory locks of stages that run; a killed worker lets go of its own."""
RUNS: Final = (ReevaluationState.QUEUED, ReevaluationState.RUNNING)


def stage_due(
    *, clock: Callable[[], datetime], only: int | None = None, batch: int = BATCH, batches: int | None = None
) -> int:
    """Go on with every stage that is due and that nobody else holds; how many batches were done.

    Each batch is a transaction of its own, so a worker that is killed loses one batch at most and the next begins there.
    ``batches``: stop after so many of each.
    """
    rows = Reevaluation.objects.filter(state__in=RUNS).order_by("pk")
    ids = list((rows.filter(pk=only) if only else rows).values_list("pk", flat=True))
    return sum(_under_lock(one, clock, batch, batches) for one in ids)


def _under_lock(reevaluation_id: int, clock: Callable[[], datetime], batch: int, batches: int | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, reevaluation_id])
        if cursor.fetchone() != (True,):
            return 0
    done = 0
    try:
        while (batches is None or done < batches) and _begins(reevaluation_id, clock):
            _one_batch(reevaluation_id, clock, batch)
            done += 1
    except Exception as error:  # whatever it is, a person is told; the other stages flow on
        log.exception("re-evaluation %s did not go on", reevaluation_id)
        Reevaluation.objects.filter(pk=reevaluation_id, state__in=RUNS).update(
            last_error=f"{type(error).__name__}: {error}"[:2000]
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, reevaluation_id])
    return done


def _begins(reevaluation_id: int, clock: Callable[[], datetime]) -> bool:
    """Count the beginning of a batch, committed before it, so that one that kills its workers is given up."""
    with transaction.atomic():
        stage = Reevaluation.objects.select_for_update(of=("self",)).get(pk=reevaluation_id)
        if stage.state not in RUNS:
            return False
        if stage.tries >= TRIES:
            stage.state, stage.ended_at = ReevaluationState.FAILED, clock()
            stage.last_error = stage.last_error or "The worker process ended while it evaluated a batch."
            stage.save(update_fields=["state", "ended_at", "last_error"])
            note(stage, actor=None, verb="give_up_reevaluation", at=stage.ended_at)
            return False
        stage.state, stage.tries = ReevaluationState.RUNNING, stage.tries + 1
        stage.save(update_fields=["state", "tries"])
    return True


def _one_batch(reevaluation_id: int, clock: Callable[[], datetime], batch: int) -> None:
    """Stage the next applications that are not staged yet; after the last, the figures."""
    with transaction.atomic():
        stage = (
            Reevaluation.objects.select_for_update(of=("self",))
            .select_related("posting", "revision")
            .get(pk=reevaluation_id)
        )
        if stage.state not in RUNS:
            return
        here = StagedEvaluation.objects.filter(reevaluation=stage, application=OuterRef("pk"))
        applications = list(pool(stage.posting_id).filter(~Exists(here), pk__gt=stage.reached)[:batch])
        StagedEvaluation.objects.bulk_create(staged(stage, applications))
        stage.tries, stage.done, stage.last_error = 0, stage.done + len(applications), ""
        stage.reached = applications[-1].pk if applications else stage.reached
        if len(applications) < batch:
            _finish(stage, at=clock())
        stage.save()


def _finish(stage: Reevaluation, *, at: datetime) -> None:
    stage.total, stage.state = stage.done, ReevaluationState.STAGED
    stage.rows.update(place_before=None, place_after=None)
    what_if_figures.place(stage)
    returns = stage.rows.aggregate(
        returns=Count("pk", filter=Q(returns=True)), decided=Count("pk", filter=Q(decision__isnull=False))
    )
    stage.figures = what_if_figures.count(stage) | returns
    note(stage, actor=None, verb="finish_reevaluation", at=at)
