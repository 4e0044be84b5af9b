"""Faults 2 and 3: a submission clicked twice at once, in two tabs, or again after a lost answer. One receipt."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from screening.city_time import now
from screening.domain import application as applications
from screening.domain import facts as facts_room
from screening.models import Application, History, Submission
from tests.factories import make_application, make_posting
from tests.faults.browserless import Visitor, receipt_on


def test_two_clicks_at_once_through_real_web_workers_give_one_submission_and_one_receipt(
    web_process: Callable[..., Any],
) -> None:
    application = make_application(make_posting(opens_at=now() - timedelta(days=1)), at=now())
    web = web_process(workers=2)
    path = f"/applications/{application.pk}/check/"
    visitors = [Visitor(web.url).sign_in(application.applicant.email) for _ in range(2)]
    pages = [visitor.get(path) for visitor in visitors]
    receipts: list[str] = []
    start = threading.Barrier(2)

    def click(visitor: Visitor, page: str) -> None:
        start.wait()
        receipts.append(receipt_on(visitor.post(path, {"certified_name": "Rosa Park"}, page=page)))

    threads = [threading.Thread(target=click, args=pair) for pair in zip(visitors, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 2 and len(set(receipts)) == 1
    assert Submission.objects.count() == 1
    assert History.objects.filter(verb="submit").count() == 1


def test_without_the_row_lock_the_constraint_and_the_trigger_the_same_race_sends_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: with the protection taken off, two submissions come into being."""
    application = make_application(make_posting(opens_at=now() - timedelta(days=1)), at=now())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE screening_submission DROP CONSTRAINT submission_number_once")
        cursor.execute("ALTER TABLE screening_application DISABLE TRIGGER USER")
    monkeypatch.setattr(
        type(Application.objects.all()), "select_for_update", lambda self, *args, **kwargs: self._chain()
    )
    both_have_read = threading.Barrier(2, timeout=10)
    original = facts_room.facts_of

    def meet(*args: Any, **kwargs: Any) -> Any:
        both_have_read.wait()
        return original(*args, **kwargs)

    monkeypatch.setattr(applications, "facts_of", meet)
    try:
        assert _race(application) == 2
    finally:
        _tidy(application)


def test_with_the_row_lock_the_race_sends_once() -> None:
    application = make_application(make_posting(opens_at=now() - timedelta(days=1)), at=now())
    assert _race(application) == 1


def _race(application: Application) -> int:
    errors: list[BaseException] = []

    def send() -> None:
        try:
            applications.submit(
                actor=application.applicant,
                application_id=application.pk,
                certified_name="Rosa Park",
                arrived_at=now(),
            )
        except BaseException as error:  # noqa: BLE001  (told in the test's own thread)
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    return Submission.objects.filter(application=application).count()


def _tidy(application: Application) -> None:
    """Put the data, the constraint and the trigger back, for the invariants and the tests that follow."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "DELETE FROM screening_submission WHERE id <> (SELECT min(id) FROM screening_submission)"
        )
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ALTER TABLE screening_application ENABLE TRIGGER USER")
        cursor.execute(
            "ALTER TABLE screening_submission ADD CONSTRAINT submission_number_once UNIQUE (application_id, number)"
        )
