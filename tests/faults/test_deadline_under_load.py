"""Fault 6: the deadline to the second, with every thread busy. Accepted is exactly what arrived before it."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError

import psycopg2
import pytest

from postings.models import Posting
from screening.city_time import now
from screening.models import Application
from tests.factories import make_application, make_posting, make_user
from tests.faults.browserless import Visitor

IN_TIME, LATE = 6, 2


def test_what_arrived_in_time_is_accepted_though_it_waited_for_a_thread_and_what_came_later_is_not(
    web_process: Callable[..., Any], database_url: str
) -> None:
    sent = _race_the_deadline(web_process(workers=1), database_url)
    assert sent == [True] * IN_TIME + [False] * LATE


def test_by_the_instant_of_serving_those_who_waited_for_a_thread_would_be_refused(
    web_process: Callable[..., Any], database_url: str
) -> None:
    """The negative control: a worker that does not note when a request reached it."""
    web = web_process(workers=1, env={"GUNICORN_CMD_ARGS": "--worker-class gthread"})
    sent = _race_the_deadline(web, database_url)
    # four had a thread before the deadline; who waited is refused although it came in time
    assert sorted(sent) == [False] * (IN_TIME - 4 + LATE) + [True] * 4


def _race_the_deadline(web: Any, database_url: str) -> list[bool]:
    """Whether each of the applicants was accepted, in the order in which they sent."""
    posting = make_posting(opens_at=now() - timedelta(days=1))
    applications = [
        make_application(posting, applicant=make_user(f"person{number}@example.org"), at=now())
        for number in range(IN_TIME + LATE)
    ]
    paths = [f"/applications/{application.pk}/check/" for application in applications]
    visitors = [Visitor(web.url).sign_in(application.applicant.email) for application in applications]
    pages = [visitor.get(path) for visitor, path in zip(visitors, paths, strict=True)]
    closes_at = (now() + timedelta(seconds=3)).replace(microsecond=0)
    Posting.objects.filter(pk=posting.pk).update(closes_at=closes_at)

    def send(number: int) -> None:
        try:
            visitors[number].post(paths[number], {"certified_name": "Rosa Park"}, page=pages[number])
        except HTTPError as refused:
            assert refused.code == 409  # noqa: PT017

    threads = [threading.Thread(target=send, args=(number,)) for number in range(len(visitors))]
    with psycopg2.connect(database_url) as other, other.cursor() as cursor:
        cursor.execute("LOCK TABLE postings_posting IN EXCLUSIVE MODE")  # every sender waits behind this
        for thread in threads[:IN_TIME]:
            thread.start()
            time.sleep(0.1)
        assert now() < closes_at, "the machine was too slow to send in time"
        time.sleep((closes_at - now()).total_seconds() + 1)
        for thread in threads[IN_TIME:]:
            thread.start()
        time.sleep(0.5)
        other.rollback()
    for thread in threads:
        thread.join()
    return [
        Application.objects.filter(pk=application.pk, submitted_at__isnull=False).exists()
        for application in applications
    ]


@pytest.fixture(autouse=True)
def broker(redis_url: str) -> None:
    """Sending rings the doorbell of the test's own broker."""
