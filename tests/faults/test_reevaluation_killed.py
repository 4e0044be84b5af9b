"""Fault 19: a re-evaluation is killed while it is staged, and while it is published."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

from celery import current_app

from postings.models import Posting
from screening.city_time import now
from screening.domain import notice, reevaluation, reevaluation_run
from screening.domain.reevaluation_publication import publish
from screening.domain.reevaluation_rules import staged
from screening.enums_reevaluation import ReevaluationState
from screening.models import Reevaluation, User
from services.places import PROJECT
from tests.faults.conftest import others_in_a_transaction, wait_until, waits_for
from tests.screening.domain.test_what_if import digest_of_pool
from tests.screening.reevaluation.pools import LONG, SHORT, WHY, make_pool, people, revise

Worker = Callable[..., Any]
PUBLISH = """
from screening.city_time import now
from screening.domain.reevaluation_publication import publish
from screening.models import Reevaluation, User
publish(actor=User.objects.get(email="publishes@example.org"), reevaluation_id=Reevaluation.objects.get().pk, at=now())
"""


def begun() -> tuple[Posting, User, Reevaluation]:
    posting, _ = make_pool(*[LONG, SHORT] * 6)
    analyst, supervisor = people(posting)
    revise(posting)
    notice.send_due(at=now())  # nothing else is due when the sweep looks
    return posting, supervisor, reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=now())


def rows(stage: Reevaluation) -> list[tuple[Any, ...]]:
    return list(
        stage.rows.order_by("application_id").values_list(
            "application_id", "after", "node", "proof", "returns"
        )
    )


def test_a_worker_killed_in_a_batch_loses_that_batch_and_the_next_makes_the_same_bytes(
    celery_worker_process: Worker, held_table: Any
) -> None:
    posting, _, stage = begun()
    before = digest_of_pool()
    reevaluation_run.stage_due(clock=now, batch=5, batches=1)
    assert stage.rows.count() == 5
    with held_table("screening_stagedevaluation"):
        worker = celery_worker_process()
        current_app.send_task("screening.tasks.stage_reevaluation", args=[stage.pk])
        wait_until(lambda: waits_for("screening_stagedevaluation"))
        worker.kill()
    wait_until(lambda: not others_in_a_transaction())
    stage.refresh_from_db()
    assert (stage.state, stage.done, stage.rows.count()) == (ReevaluationState.RUNNING, 5, 5)
    celery_worker_process()
    current_app.send_task("screening.tasks.sweep")
    wait_until(lambda: Reevaluation.objects.get().state == ReevaluationState.STAGED)
    stage.refresh_from_db()
    assert (stage.done, stage.total, digest_of_pool()) == (12, 12, before)
    clean = staged(stage, list(reevaluation.pool(posting.pk)))
    assert rows(stage) == [(row.application_id, row.after, row.node, row.proof, row.returns) for row in clean]


def test_a_publication_killed_before_its_end_leaves_the_pool_as_it_was(
    child_environment: dict[str, str], held_table: Any
) -> None:
    _, supervisor, stage = begun()
    reevaluation_run.stage_due(clock=now)
    before = digest_of_pool()
    command = [sys.executable, str(PROJECT / "manage.py"), "shell", "-c", PUBLISH]
    with held_table("screening_history"):
        process = subprocess.Popen(command, env=child_environment, cwd=PROJECT)
        wait_until(lambda: waits_for("screening_history"))
        process.kill()
        process.wait()
    wait_until(lambda: not others_in_a_transaction())
    assert digest_of_pool() == before
    publish(actor=supervisor, reevaluation_id=stage.pk, at=now())
    assert digest_of_pool() != before
    assert set(stage.posting.applications.values_list("outcome", flat=True)) == {"met"}
