"""Fault 9: the broker is wiped or gone. Applicants notice nothing; everything is evaluated afterwards."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import redis
from celery import current_app

from screening.city_time import now
from screening.domain.queries import due_submissions
from tests.factories import make_posting, make_submitted_application, make_user
from tests.faults.conftest import evaluations, wait_until

Worker = Callable[..., Any]


def test_a_wiped_broker_loses_no_submission(redis_url: str, celery_worker_process: Worker) -> None:
    posting = make_posting(opens_at=now() - timedelta(days=1))
    for number in range(10):
        make_submitted_application(posting, make_user(f"p{number}@example.org"), at=now())
    with redis.from_url(redis_url) as broker:
        assert broker.llen("screening") >= 10
        broker.flushall()
    celery_worker_process()
    assert (evaluations(), due_submissions().count()) == (0, 10)
    current_app.send_task("screening.tasks.sweep")
    wait_until(lambda: evaluations() == 10)


def test_sending_works_and_takes_a_few_seconds_at_most_while_the_broker_is_gone(
    web_process: Callable[..., Any], tmp_path: Any
) -> None:
    posting = make_posting(opens_at=now() - timedelta(days=1))
    dead = {**os.environ, "REDIS_URL": f"unix://{tmp_path}/nobody-listens.sock?db=0"}
    web = web_process(env={"REDIS_URL": dead["REDIS_URL"]})
    from tests.factories import make_application
    from tests.faults.browserless import send_draft

    application = make_application(posting, at=now())
    begun = time.monotonic()
    receipt = send_draft(web.url, application)
    assert time.monotonic() - begun < 10
    application.refresh_from_db()
    assert application.receipt == receipt
    assert due_submissions().count() == 1
