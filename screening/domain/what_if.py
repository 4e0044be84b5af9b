"""A draft over the real pool: asked for, tried batch by batch in the background, cancelled. The pool is only ever read."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from postings.models import DraftVersion, Posting
from screening.domain import history, what_if_figures
from screening.domain.what_if_queries import what_if_rows_for
from screening.domain.what_if_rules import Rules, rules_in, rules_of, tried
from screening.doorbell import ring
from screening.enums import ApplicationState, WhatIfState
from screening.errors import Refused
from screening.models import Application, Evaluation, User, WhatIf, WhatIfRow
from screening.permissions import authorise

log = logging.getLogger(__name__)
BATCH: Final = 500
TRIES: Final = 3
LOCK: Final = 1_947
"""The advisory locks of trials that run; a killed worker lets go of its own."""
LIVE: Final = (WhatIfState.QUEUED, WhatIfState.RUNNING)


def ask(*, actor: User, posting: Posting, at: datetime) -> WhatIf:
    """Ask what the posting's draft, as it is saved now, would find over the pool.

    Raises NotAllowed; Refused without a draft or a pool, where the draft cannot be read, or while another trial runs.
    """
    authorise(actor, "try_draft", posting)
    with transaction.atomic():
        posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting.pk)
        version = DraftVersion.objects.filter(draft__posting=posting, draft__ended_at__isnull=True).first()
        if version is None:
            raise Refused("No draft of this posting is being written. Begin one, then try it over the pool.")
        total = _pool(posting.pk).count()
        if posting.current_revision is None or not total:
            raise Refused(
                "Nobody has applied to this posting yet, so there is no pool to try the draft over."
            )
        if WhatIf.objects.filter(posting=posting, state__in=LIVE).exists():
            raise Refused(
                "A draft of this posting is being tried already. Wait until that ends, or cancel it."
            )
        what_if = WhatIf.objects.create(
            posting=posting,
            version=version,
            base=posting.current_revision,
            rules_sha256=rules_in(version, posting).sha256,
            asked_by=actor,
            asked_at=at,
            total=total,
        )
        _note(what_if, actor=actor, verb="try_draft", at=at)
        ring("screening.tasks.try_draft", what_if.pk)
    return what_if


def cancel(*, actor: User, what_if_id: int, at: datetime) -> WhatIf:
    """Stop a trial before its next batch. Raises NotAllowed; Refused once it has ended."""
    with transaction.atomic():
        what_if = WhatIf.objects.select_for_update(of=("self",)).select_related("posting").get(pk=what_if_id)
        authorise(actor, "try_draft", what_if.posting)
        if not what_if.is_live:
            raise Refused("This trial has ended already. There is nothing to cancel.")
        what_if.state, what_if.cancelled_by, what_if.ended_at = WhatIfState.CANCELLED, actor, at
        what_if.save(update_fields=["state", "cancelled_by", "ended_at"])
        _note(what_if, actor=actor, verb="cancel_trial", at=at)
    return what_if


def take_out(*, actor: User, what_if: WhatIf, at: datetime) -> QuerySet[WhatIfRow]:
    """The rows that this person may see, for a file, and a line of history that they took them. Raises NotAllowed."""
    authorise(actor, "export_pool")
    _note(what_if, actor=actor, verb="take_out_trial", at=at)
    return what_if_rows_for(actor, what_if)


def try_due(
    *, clock: Callable[[], datetime], only: int | None = None, batch: int = BATCH, batches: int | None = None
) -> int:
    """Go on with every trial that is due and that nobody else holds; how many batches were done.

    Each batch is a transaction of its own, so a worker that is killed loses one batch at most and the next begins there.
    ``batches``: stop after so many of each.
    """
    rows = WhatIf.objects.filter(state__in=LIVE).order_by("pk")
    ids = list((rows.filter(pk=only) if only else rows).values_list("pk", flat=True))
    return sum(_under_lock(one, clock, batch, batches) for one in ids)


def _under_lock(what_if_id: int, clock: Callable[[], datetime], batch: int, batches: int | None) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, what_if_id])
        if cursor.fetchone() != (True,):
            return 0
    done = 0
    try:
        rules = None
        while (batches is None or done < batches) and _begins(what_if_id, clock):
            rules = rules or rules_of(what_if_id)
            _one_batch(what_if_id, rules, clock, batch)
            done += 1
    except Exception as error:  # whatever it is, a person is told; the other trials flow on
        log.exception("what-if %s did not go on", what_if_id)
        WhatIf.objects.filter(pk=what_if_id, state__in=LIVE).update(
            last_error=f"{type(error).__name__}: {error}"[:2000]
        )
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, what_if_id])
    return done


def _begins(what_if_id: int, clock: Callable[[], datetime]) -> bool:
    """Count the beginning of a batch, committed before it, so that one that kills its workers is given up."""
    with transaction.atomic():
        what_if = WhatIf.objects.select_for_update(of=("self",)).get(pk=what_if_id)
        if not what_if.is_live:
            return False
        if what_if.tries >= TRIES:
            what_if.state, what_if.ended_at = WhatIfState.FAILED, clock()
            what_if.last_error = what_if.last_error or "The worker process ended while it tried a batch."
            what_if.save(update_fields=["state", "ended_at", "last_error"])
            _note(what_if, actor=None, verb="give_up_trial", at=what_if.ended_at)
            return False
        what_if.state, what_if.tries = WhatIfState.RUNNING, what_if.tries + 1
        what_if.save(update_fields=["state", "tries"])
    return True


def _one_batch(what_if_id: int, rules: Rules, clock: Callable[[], datetime], batch: int) -> None:
    """Try the next applications and keep their rows; after the last, the figures."""
    with transaction.atomic():
        what_if = WhatIf.objects.select_for_update(of=("self",)).get(pk=what_if_id)
        if not what_if.is_live:
            return
        ids = list(
            _pool(what_if.posting_id).filter(pk__gt=what_if.reached).values_list("pk", flat=True)[:batch]
        )
        latest = (
            Evaluation.objects.filter(submission__application__in=ids)
            .order_by("submission__application_id", "-pk")
            .distinct("submission__application_id")
            .select_related("submission")
        )
        WhatIfRow.objects.bulk_create([tried(what_if, one, rules) for one in latest], ignore_conflicts=True)
        what_if.tries, what_if.done = 0, what_if.done + len(ids)
        what_if.reached = ids[-1] if ids else what_if.reached
        if len(ids) < batch:
            what_if.total, what_if.state, what_if.ended_at = what_if.done, WhatIfState.DONE, clock()
            what_if_figures.place(what_if)
            what_if.figures = what_if_figures.count(what_if)
            _note(what_if, actor=None, verb="finish_trial", at=what_if.ended_at)
        what_if.save()


def _pool(posting_id: int) -> QuerySet[Application]:
    gone = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    return Application.objects.filter(posting_id=posting_id).exclude(state__in=gone).order_by("pk")


def _note(what_if: WhatIf, *, actor: User | None, verb: str, at: datetime) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=what_if,
        posting_id=what_if.posting_id,
        facts={"rules_sha256": what_if.rules_sha256, "done": what_if.done},
        at=at,
    )
