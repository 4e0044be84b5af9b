"""Two windows, or an applicant and an analyst, at the same second: one version, and the other learns of it."""

from datetime import timedelta
from typing import Any

import pytest

from screening.domain import correction
from screening.domain import decision as decisions
from screening.domain.correction import Change
from screening.enums import ApplicationState, DecisionReason, Role
from screening.models import Application, User
from tests.factories import FILED_AT, make_evaluated_application, make_job, make_posting, make_staff
from tests.screening.domain.test_decision_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
AT = FILED_AT + timedelta(days=1)


def scene() -> tuple[Application, User]:
    application = make_evaluated_application(make_posting(), jobs=[make_job(end="2023-02-28")])
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    return application, analyst


def correct(application: Application, hours: int) -> Any:
    job = {key: value for key, value in make_job(hours_per_week=hours).items() if key != "key"}
    return correction.correct(
        actor=application.applicant,
        application_id=application.pk,
        change=Change(job=job, number=0),
        certified_name="Rosa Park",
        seen=1,
        at=AT,
    )


def test_two_windows_that_say_different_things_make_one_version() -> None:
    application, _ = scene()
    said = at_once(lambda: correct(application, 20), lambda: correct(application, 30))
    assert sorted(words == "Submission" for words in said) == [False, True]
    assert any("another window" in words for words in said)
    assert application.submissions.count() == 2


def test_a_double_click_makes_one_version() -> None:
    application, _ = scene()
    assert at_once(*[lambda: correct(application, 20)] * 3) == ["Submission"] * 3
    assert application.submissions.count() == 2


def test_a_correction_and_a_reversal_at_once_never_both_hold() -> None:
    application, analyst = scene()
    standing = application.decisions.get()

    def reverse() -> Any:
        return decisions.reverse(
            actor=analyst, decision_id=standing.pk, reason=DecisionReason.EVIDENCE_ON_RECORD,
            note="The letter shows it.", at=AT,
        )  # fmt: skip

    said = at_once(lambda: correct(application, 20), reverse)
    application.refresh_from_db()
    corrected = application.submissions.count() == 2
    assert sorted(words in ("Submission", "Decision") for words in said) == [False, True]
    assert application.state == (ApplicationState.SUBMITTED if corrected else ApplicationState.QUALIFIED)
