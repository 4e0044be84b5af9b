"""A withdrawal at the same second as the evaluation, the analyst's list and the manager's interview list."""

from datetime import timedelta
from typing import Any

import pytest

from screening.domain import decision as decisions
from screening.domain import eligible_list as eligible_lists
from screening.domain import evaluation, standing, withdrawal
from screening.enums import ApplicationState, Role, StandingKind
from screening.models import EligibleListEntry, Referral, StandingChange
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_submitted_application,
)
from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import issue_list, make_manager, make_vacancy
from tests.screening.domain.test_decision_races import at_once
from tests.screening.hiring_manager.test_races import raced

pytestmark = pytest.mark.django_db(transaction=True)
LATER = FILED_AT + timedelta(days=1)


def withdraw(application: Any, kind: StandingKind = StandingKind.WITHDRAW) -> StandingChange:
    return withdrawal.withdraw(
        actor=application.applicant, application_id=application.pk, kind=kind, at=LATER
    )


def test_a_withdrawal_waits_for_the_interview_list_that_was_first() -> None:
    entries = make_names(make_list(make_class_posting()), "Ada Cole", "Ben Diaz")
    manager = make_manager()
    vacancy = make_vacancy(manager, entries[0].eligible_list.posting.job_class)
    said = raced(
        lambda: issue_list(manager, vacancy, entries[0].eligible_list),
        lambda: withdrawal.withdraw(
            actor=entries[0].person,
            application_id=entries[0].application_id,
            kind=StandingKind.LEAVE_LIST,
            at=AT,
        ),
    )
    assert (said, Referral.objects.count()) == (("done", "done"), 2)
    assert manager.notices.filter(kind="candidate_withdrew").count() == 1


def test_the_interview_list_waits_for_the_withdrawal_that_was_first() -> None:
    entries = make_names(make_list(make_class_posting()), "Ada Cole", "Ben Diaz")
    manager = make_manager()
    vacancy = make_vacancy(manager, entries[0].eligible_list.posting.job_class)
    said = raced(
        lambda: withdrawal.withdraw(
            actor=entries[0].person,
            application_id=entries[0].application_id,
            kind=StandingKind.LEAVE_LIST,
            at=AT,
        ),
        lambda: issue_list(manager, vacancy, entries[0].eligible_list),
    )
    names = list(Referral.objects.values_list("entry__application__name", flat=True))
    assert (said, names) == (("done", "done"), ["Ben Diaz"])


def test_without_the_lists_lock_the_same_race_sends_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the lock of the list is what keeps the two apart."""
    entries = make_names(make_list(make_class_posting()), "Ada Cole", "Ben Diaz")
    manager = make_manager()
    vacancy = make_vacancy(manager, entries[0].eligible_list.posting.job_class)
    from screening.models import EligibleList

    monkeypatch.setattr(standing, "EligibleList", type("Unlocked", (), {"objects": Unlocked(EligibleList)}))
    raced(
        lambda: withdrawal.withdraw(
            actor=entries[0].person,
            application_id=entries[0].application_id,
            kind=StandingKind.LEAVE_LIST,
            at=AT,
        ),
        lambda: issue_list(manager, vacancy, entries[0].eligible_list),
    )
    assert Referral.objects.count() == 2


class Unlocked:
    """A manager of rows whose lock does nothing."""

    def __init__(self, model: Any) -> None:
        self.rows = model.objects

    def filter(self, **where: Any) -> Any:
        return self.rows.filter(**where)

    def select_for_update(self, **_: Any) -> Any:
        return self.rows.all()


def test_a_withdrawal_and_an_evaluation_at_once_leave_it_withdrawn() -> None:
    application = make_submitted_application(make_posting(), jobs=[make_job()])
    at_once(lambda: withdraw(application), lambda: evaluation.evaluate_due(clock=lambda: LATER))
    application.refresh_from_db()
    change = StandingChange.objects.get()
    evaluated = application.submissions.get().evaluations.exists()
    assert application.state == ApplicationState.WITHDRAWN
    assert change.from_state == (ApplicationState.IN_REVIEW if evaluated else ApplicationState.SUBMITTED)


def test_a_withdrawal_and_the_eligible_list_at_once_never_both_hold() -> None:
    posting = make_posting()
    application = make_evaluated_application(posting, jobs=[make_job()])
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    decisions.confirm(actor=analyst, application_id=application.pk, at=LATER)
    at_once(
        lambda: withdraw(application),
        lambda: eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=LATER),
    )
    application.refresh_from_db()
    placed = EligibleListEntry.objects.count()
    assert application.state == (ApplicationState.LISTED if placed else ApplicationState.WITHDRAWN)
    assert StandingChange.objects.count() == 1 - placed


def test_a_double_click_withdraws_once() -> None:
    application = make_submitted_application(make_posting(), jobs=[make_job()])
    at_once(*[lambda: withdraw(application)] * 3)
    assert StandingChange.objects.count() == 1
