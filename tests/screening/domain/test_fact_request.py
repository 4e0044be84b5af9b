"""The applicant is asked for what would settle it: one entry, until a day; the answer is a new version, late ones are kept."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, transaction

from screening.corrections_in_words import corrections
from screening.domain import correctable, correction, evaluation, fact_request, request_reminder, withdrawal
from screening.domain import decision as decisions
from screening.domain.correction import Change
from screening.domain.open_facts import OpenFact, open_facts
from screening.domain.queries import latest_evaluation
from screening.domain.queues import BY_SLUG
from screening.enums import ApplicationState, DecisionReason, Finding, Role, StandingKind
from screening.errors import NotAllowed, Refused
from screening.models import Application, FactRequest, History, Notice, User
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_user,
)
from tests.screening.domain.test_decision_races import at_once

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
DUE = date(2025, 5, 12)
VAGUE = make_job(start="2024-01", end="2024-12")
EXACT = {key: value for key, value in make_job(start="2024-01-01", end="2024-12-31").items() if key != "key"}
NOTE = "On which day did you begin, and on which did you leave?"


def scene() -> tuple[Application, User]:
    application = make_evaluated_application(make_posting(), jobs=[VAGUE])
    assert application.outcome == "undetermined"
    return application, make_staff(Role.SUPERVISING_ANALYST)


def ask(application: Application, analyst: User, **changes: Any) -> FactRequest:
    given = {"actor": analyst, "what": "job-1", "note": NOTE, "due_on": DUE, "at": AT} | changes
    return fact_request.ask_for_facts(application_id=application.pk, **given)


def answer(application: Application, change: Change | None = None, at: Any = AT) -> Any:
    return correction.correct(
        actor=application.applicant, application_id=application.pk, change=change or Change(job=EXACT, number=0),
        certified_name="Rosa Park", seen=application.submissions.count(), at=at,
    )  # fmt: skip


def test_what_is_open_is_named_with_why_from_the_proof_alone() -> None:
    application, _ = scene()
    stored = latest_evaluation(application)
    assert stored is not None
    [found] = open_facts(application, stored)
    assert (found.what, found.name) == ("job-1", "Call Center Agent, Sweetwater Water")
    assert any("month" in words for words in found.why)
    settled = make_evaluated_application(make_posting("other"), make_user("other@example.org"))
    stored = latest_evaluation(settled)
    assert stored is not None and open_facts(settled, stored) == list[OpenFact]()


def test_asked_the_application_waits_and_the_person_is_told_until_when() -> None:
    application, analyst = scene()
    made = ask(application, analyst)
    application.refresh_from_db()
    assert application.state == ApplicationState.INCOMPLETE
    told = Notice.objects.get(kind="facts_requested")
    assert "by May 12, 2025" in told.subject and NOTE in told.body
    assert f"/applications/{application.pk}/correct/job-1/" in told.body
    assert History.objects.get(verb="ask_for_facts").facts == {"what": "job-1", "due_on": "2025-05-12"}
    assert made.questions == []


def test_the_answer_is_a_new_version_that_settles_it_and_the_first_words_stay() -> None:
    application, analyst = scene()
    ask(application, analyst)
    first = application.submissions.get(number=1).facts
    answer(application)
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    assert (application.outcome, application.state) == ("met", ApplicationState.IN_REVIEW)
    assert application.submissions.get(number=1).facts == first
    assert json.loads(application.submissions.get(number=2).facts)["jobs"][0]["start"] == "2024-01-01"
    assert FactRequest.objects.get().answered_at == AT
    assert History.objects.get(verb="correct").facts["fact_request"] == FactRequest.objects.get().pk


def test_only_what_was_asked_can_be_said() -> None:
    application, analyst = scene()
    with pytest.raises(Refused, match="Nothing can be corrected now"):
        answer(application)
    ask(application, analyst)
    for change in (
        Change(job=EXACT),
        Change(typing={"source": "self_reported"}),
        Change(answers={"phone_system": "no"}),
    ):
        with pytest.raises(Refused, match="not what the finding rests on"):
            answer(application, change)
    assert correctable.opened(application) is not None


def test_answers_are_asked_by_their_questions() -> None:
    application, analyst = scene()
    with pytest.raises(Refused, match="Choose which of the posting's questions"):
        ask(application, analyst, what="answers", questions=["no_such"])
    ask(application, analyst, what="answers", questions=["phone_system"])
    answer(application, Change(answers={"phone_system": "no"}))
    assert json.loads(application.submissions.get(number=2).facts)["answers"]["phone_system"] == "no"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": "job-9"}, "no such entry"),
        ({"note": "  "}, "Say what is open"),
        ({"due_on": AT.date()}, "must be after today"),
    ],
)
def test_what_cannot_be_asked_is_refused(changes: dict[str, Any], words: str) -> None:
    application, analyst = scene()
    with pytest.raises(Refused, match=words):
        ask(application, analyst, **changes)


def test_the_same_is_asked_once_at_a_time_and_by_whoever_reviews() -> None:
    application, analyst = scene()
    for person in (application.applicant, make_user("x@example.org"), make_staff(Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            ask(application, person)
    ask(application, analyst)
    with pytest.raises(Refused, match="asked about this already"):
        ask(application, analyst)
    twin = FactRequest(
        application=application, what="job-1", note="x", due_on=DUE, asked_by=analyst, asked_at=AT
    )
    with pytest.raises(IntegrityError, match="fact_asked_once_at_a_time"), transaction.atomic():
        twin.save()
    with pytest.raises(InternalError, match="asked_is_frozen"), transaction.atomic():
        FactRequest.objects.update(note="otherwise")


def test_past_its_day_it_comes_back_to_a_person_and_a_late_answer_is_kept_as_late() -> None:
    application, analyst = scene()
    ask(application, analyst)
    late = AT + timedelta(days=12)
    rows = Application.objects.filter(BY_SLUG["past_due"].due(late.date()))
    assert (rows.count(), fact_request.lapse_due(at=late), fact_request.lapse_due(at=late)) == (1, 1, 0)
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    answer(application, at=late)
    [kept] = corrections(application)
    assert (kept.missed, History.objects.get(verb="correct").facts["late"]) == (DUE, "yes")


def test_a_withdrawn_application_is_not_lapsed_and_not_reminded() -> None:
    application, analyst = scene()
    ask(application, analyst)
    withdrawal.withdraw(
        actor=application.applicant, application_id=application.pk, kind=StandingKind.WITHDRAW, at=AT
    )
    assert fact_request.lapse_due(at=AT + timedelta(days=12)) == 0
    assert request_reminder.remind_due(at=AT + timedelta(days=9)) == 0


def test_a_decision_closes_the_way_to_answer() -> None:
    application, analyst = scene()
    ask(application, analyst)
    decisions.decide_otherwise(
        actor=analyst, application_id=application.pk, finding=Finding.QUALIFIED, reason=DecisionReason.EVIDENCE_ON_RECORD,
        note="Seen.", at=AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="Nothing can be corrected now"):
        answer(application)


@pytest.mark.parametrize(("days", "told"), [(7, 0), (8, 1), (9, 1), (10, 2), (11, 2)])
def test_a_reminder_goes_three_days_and_one_day_before_once_each(days: int, told: int) -> None:
    """Due on May 12: the third day before is May 9, the day before is May 11. Asked on May 2."""
    application, analyst = scene()
    ask(application, analyst)
    for night in range(1, days):
        request_reminder.remind_due(at=AT + timedelta(days=night))
        request_reminder.remind_due(at=AT + timedelta(days=night))
    assert Notice.objects.filter(kind="request_reminder").count() == told


def test_a_missed_night_is_made_good_and_a_request_of_yesterday_needs_no_reminder() -> None:
    application, analyst = scene()
    ask(application, analyst, due_on=date(2025, 5, 4))
    assert request_reminder.remind_due(at=AT) == 0
    other = make_evaluated_application(make_posting("other"), make_user("other@example.org"), jobs=[VAGUE])
    ask(other, analyst)
    assert (
        request_reminder.remind_due(at=AT + timedelta(days=8)) == 1
    )  # two days before: nobody was there on the third


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_answer_at_once_make_one_version() -> None:
    application, analyst = scene()
    ask(application, analyst)
    said = at_once(*[lambda: answer_seen(application)] * 2)
    assert (said, application.submissions.count()) == (["Submission"] * 2, 2)


def answer_seen(application: Application) -> Any:
    return correction.correct(
        actor=application.applicant, application_id=application.pk, change=Change(job=EXACT, number=0),
        certified_name="Rosa Park", seen=1, at=AT,
    )  # fmt: skip
