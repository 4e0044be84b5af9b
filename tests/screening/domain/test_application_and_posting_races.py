"""Sending an application while its posting is called off or closed: one waits for the other, in either order.

The negative control: without the lock on the posting an application comes in after the posting was cancelled.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from postings.domain.cancel import cancel_posting
from postings.domain.close import close_posting
from postings.enums import PostingState
from screening.domain import application as applications
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.models import Application
from tests.factories import FILED_AT, make_application, make_posting, make_user

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = 0.5
CLOSES = FILED_AT + timedelta(minutes=1)


def sending(application: Application) -> Callable[[], Any]:
    return lambda: applications.submit(
        actor=application.applicant,
        application_id=application.pk,
        certified_name="Rosa Park",
        arrived_at=FILED_AT,
    )


def cancelling(application: Application) -> Callable[[], Any]:
    return lambda: cancel_posting(actor=None, posting_id=application.posting_id, at=FILED_AT)


def closing(application: Application) -> Callable[[], Any]:
    after = CLOSES + timedelta(minutes=1)
    return lambda: close_posting(actor=None, posting_id=application.posting_id, at=after)


def said_by(verb: Callable[[], Any]) -> str:
    try:
        verb()
    except Refused as refused:
        return str(refused)
    finally:
        connection.close()
    return "done"


def while_uncommitted(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[bool, str]:
    """``first`` did its work and has not committed when ``second`` begins elsewhere: did that wait, and what came of it."""
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            first()
            late: Future[str] = elsewhere.submit(said_by, second)
            threading.Event().wait(A_MOMENT)
            waited = not late.done()
        return waited, late.result(timeout=20)


def now_is() -> tuple[str, str]:
    application = Application.objects.select_related("posting").get()
    return application.state, application.posting.state


@pytest.mark.parametrize(
    ("ending", "state"), [(cancelling, PostingState.CANCELLED), (closing, PostingState.CLOSED)]
)
def test_who_sends_while_the_posting_is_ended_waits_and_is_refused(ending, state):
    application = make_application(make_posting(closes_at=CLOSES))
    waited, said = while_uncommitted(ending(application), sending(application))
    assert waited
    assert said.startswith("This posting takes no applications now.")
    assert now_is() == (ApplicationState.DRAFT, state)


@pytest.mark.parametrize(
    ("ending", "state"), [(cancelling, PostingState.CANCELLED), (closing, PostingState.CLOSED)]
)
def test_who_ends_the_posting_while_somebody_sends_waits_for_them(ending, state):
    application = make_application(make_posting(closes_at=CLOSES))
    waited, said = while_uncommitted(sending(application), ending(application))
    assert (waited, said) == (True, "done")
    assert now_is() == (ApplicationState.SUBMITTED, state)


def test_two_people_send_at_once_without_waiting_for_each_other():
    posting = make_posting(closes_at=CLOSES)
    application = make_application(posting)
    other = make_application(posting, make_user("other@example.org", given="Otto", family="Kern"))
    assert while_uncommitted(sending(application), sending(other)) == (False, "done")


@pytest.mark.parametrize("order", [(sending, cancelling), (cancelling, sending)])
def test_negative_control_without_the_lock_the_later_one_knows_nothing_of_the_other(monkeypatch, order):
    monkeypatch.setattr(applications, "hold_posting", lambda application_id: None)
    application = make_application(make_posting(closes_at=CLOSES))
    first, second = order
    assert while_uncommitted(first(application), second(application)) == (False, "done")
    assert now_is() == (ApplicationState.SUBMITTED, PostingState.CANCELLED)
