"""Faults 10, 11, 12 and 13: a worker is killed, told too often, given a poisoned row, or deaf."""

import json
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.db import connection

from screening.city_time import now
from screening.domain import evaluation
from screening.domain.queries import due_submissions, oldest_due_since
from screening.enums import ApplicationState
from screening.models import Application, Evaluation, EvaluationFailure, History
from tests.factories import make_job, make_posting, make_submitted_application, make_user
from tests.faults.conftest import evaluations, others_in_a_transaction, wait_until, waits_for

Worker = Callable[..., Any]


def sent(count: int) -> list[Application]:
    posting = make_posting(opens_at=now() - timedelta(days=1))
    people = [make_user(f"person{number}@example.org") for number in range(count)]
    return [make_submitted_application(posting, person, at=now()) for person in people]


@pytest.mark.parametrize("step", ["screening_evaluation", "screening_history"])
def test_a_worker_killed_at_a_step_leaves_the_rows_due_and_the_next_one_evaluates_each_once(
    step: str, celery_worker_process: Worker, held_table: Any
) -> None:
    sent(20)
    with held_table(step):
        worker = celery_worker_process()
        wait_until(lambda: waits_for(step))
        worker.kill()
    wait_until(lambda: not others_in_a_transaction())
    assert (evaluations(), due_submissions().count()) == (0, 20)
    celery_worker_process()
    current_app.send_task("screening.tasks.sweep")
    wait_until(lambda: evaluations() == 20)
    assert Application.objects.filter(state=ApplicationState.IN_REVIEW).count() == 20


def test_one_message_delivered_five_times_to_several_workers_gives_one_evaluation(
    celery_worker_process: Worker,
) -> None:
    [application] = sent(1)
    submission = application.submissions.get()
    for _ in range(5):
        current_app.send_task("screening.tasks.evaluate", args=[submission.pk])
    celery_worker_process(concurrency=4)
    wait_until(lambda: evaluations() == 1)
    wait_until(lambda: not due_submissions().exists())
    assert Evaluation.objects.filter(submission=submission).count() == 1


def test_a_poisoned_row_is_set_aside_after_three_tries_and_the_rest_flows() -> None:
    poisoned, *rest = sent(5)
    poison(poisoned)
    for _ in range(4):
        evaluation.evaluate_due(clock=now)
    failure = EvaluationFailure.objects.get()
    assert (failure.submission_id, failure.tries) == (poisoned.submissions.get().pk, 3)
    assert failure.set_aside_at is not None
    assert Application.objects.filter(state=ApplicationState.IN_REVIEW).count() == len(rest)
    heal(poisoned)


def test_a_deaf_worker_is_seen_by_the_age_of_the_oldest_due_row(celery_worker_process: Worker) -> None:
    worker = celery_worker_process()
    worker.signal(signal.SIGSTOP)
    [application] = sent(1)
    assert worker.alive
    assert oldest_due_since() == application.waiting_since
    worker.signal(signal.SIGCONT)
    current_app.send_task("screening.tasks.sweep")
    wait_until(lambda: oldest_due_since() is None)


def poison(application: Application) -> None:
    """Facts that the engine refuses, as a fault of ours might have stored them; the trigger is off for that moment."""
    _rewrite(application, lambda facts: {**facts, "hours": "what is this"})


def heal(application: Application) -> None:
    """The row as it was, for the invariants."""
    _rewrite(application, lambda facts: {name: value for name, value in facts.items() if name != "hours"})


def _rewrite(application: Application, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    submission = application.submissions.get()
    facts = json.dumps(
        change(json.loads(submission.facts)), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE screening_submission SET facts = %s WHERE id = %s", [facts, submission.pk])
        cursor.execute("SET session_replication_role = DEFAULT")


DEADLY = """
import os
import orjson

read = orjson.loads


def loads(text):
    if "Deadly Works" in str(text):
        os._exit(9)
    return read(text)


orjson.loads = loads
"""


def test_a_row_that_kills_its_worker_is_set_aside_after_three_tries_and_the_rest_flows(
    celery_worker_process: Worker, tmp_path: Any
) -> None:
    """A library that ends the process on one person's facts, as a segmentation fault would: no exception tells of it."""
    rest = sent(4)
    deadly = make_submitted_application(
        rest[0].posting,
        make_user("deadly@example.org"),
        at=now() - timedelta(minutes=1),
        jobs=[make_job(employer="Deadly Works")],
    )
    (tmp_path / "sitecustomize.py").write_text(DEADLY)
    celery_worker_process(env={"PYTHONPATH": str(tmp_path)})

    def is_set_aside() -> bool:
        current_app.send_task("screening.tasks.sweep")
        threading.Event().wait(0.5)
        return EvaluationFailure.objects.filter(set_aside_at__isnull=False).exists()

    wait_until(is_set_aside)
    failure = EvaluationFailure.objects.get()
    assert (failure.submission_id, failure.tries) == (deadly.submissions.get().pk, 3)
    assert failure.last_error.startswith("WorkerKilled")
    assert Application.objects.filter(state=ApplicationState.IN_REVIEW).count() == len(rest)
    assert History.objects.filter(verb="set_aside", application_id=deadly.pk).count() == 1
