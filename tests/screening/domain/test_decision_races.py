"""Two people, one application, the same second: one decision, and the other person learns of it."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from screening.domain import decision as decisions
from screening.domain import eligible_list as eligible_lists
from screening.domain import notice
from screening.enums import DecisionReason, NoticeKind, Role
from screening.errors import Refused
from screening.models import Decision, EligibleList, Notice
from tests.factories import FILED_AT, make_evaluated_application, make_posting, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
AT = FILED_AT + timedelta(days=1)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Start every act at the same moment, each on its own connection; what each gave, or the words of its refusal."""
    gate = threading.Barrier(len(acts))
    said: list[str] = [""] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            said[number] = type(act()).__name__
        except Refused as refused:
            said[number] = str(refused)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def scene():
    posting = make_posting()
    people = [make_staff(Role.ANALYST, posting=posting), make_staff(Role.SUPERVISING_ANALYST)]
    return posting, people, make_evaluated_application(posting)


def test_two_people_confirm_at_once_and_there_is_one_decision_and_one_notice():
    _, people, application = scene()
    said = at_once(
        *(
            lambda who=who: decisions.confirm(actor=who, application_id=application.pk, at=AT)
            for who in people
        )
    )
    made = Decision.objects.get()
    assert said == [
        "Decision",
        f"{made.decided_by} decided already on 2025-05-02: Qualified. Reverse that decision if it is wrong.",
    ]
    assert Notice.objects.filter(kind=NoticeKind.QUALIFIED).count() == 1


def test_one_confirms_while_another_decides_otherwise_and_one_finding_stands():
    _, (first, second), application = scene()
    said = at_once(
        lambda: decisions.confirm(actor=first, application_id=application.pk, at=AT),
        lambda: decisions.decide_otherwise(
            actor=second,
            application_id=application.pk,
            finding="not_qualified",
            requirement="clerical",
            reason=DecisionReason.DUTIES_DO_NOT_QUALIFY,
            note="Retail.",
            at=AT,
        ),
    )
    made = Decision.objects.get()
    application.refresh_from_db()
    assert (said[0], application.state) == ("Decision", made.finding)
    assert "decided already" in said[1]


def test_a_list_established_twice_at_once_is_one_list():
    posting, people, application = scene()
    decisions.confirm(actor=people[0], application_id=application.pk, at=AT)
    said = at_once(
        *(lambda who=who: eligible_lists.establish(actor=who, posting_id=posting.pk, at=AT) for who in people)
    )
    assert said[1] == "EligibleList" or said[0] == "EligibleList"
    assert EligibleList.objects.count() == 1
    assert EligibleList.objects.get().entries.count() == 1


def test_a_decision_reversed_while_its_notice_is_due_sends_the_last_one_only_or_corrects_the_first():
    _, people, application = scene()
    first = decisions.confirm(actor=people[0], application_id=application.pk, at=AT)
    at_once(
        lambda: decisions.reverse(
            actor=people[1],
            decision_id=first.pk,
            requirement="clerical",
            reason=DecisionReason.DUTIES_DO_NOT_QUALIFY,
            note="Retail.",
            at=AT,
        ),
        lambda: notice.send_due(at=AT),
    )
    notice.send_due(at=AT)
    told = Notice.objects.get(cause=f"decision:{first.pk}")
    last = Notice.objects.get(kind=NoticeKind.APPLICATION_REVIEW)
    assert (told.sent_at is None) != (told.cancelled_at is None)
    assert ("replaces our earlier notice" in last.body) == (told.sent_at is not None)
    assert last.sent_at == AT
