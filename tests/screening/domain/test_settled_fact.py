"""Settling the facts that keep an outcome open: a new version, the engine's outcome, own words never altered."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from screening.domain import correction, decision, evaluation, replay, settled_fact
from screening.domain.own_words import in_force, own_words
from screening.domain.queries import latest_evaluation, latest_submission
from screening.enums import ApplicationState, Role, SubmissionCause
from screening.errors import NotAllowed, Refused
from screening.models import History, SettledFact
from tests.factories import make_job, make_posting, make_staff
from tests.screening.admin.scene import AT, UNSURE, make_in_pool, make_scene

pytestmark = pytest.mark.django_db

PATH = "jobs/0/duties/call_center"
LATER = AT + timedelta(hours=1)


def settle(analyst, application, values=None, **changes):
    return settled_fact.settle(
        **{
            "actor": analyst,
            "application_id": application.pk,
            "values": {PATH: "yes"} if values is None else values,
            "reason": "The job description on file says so.",
            "evaluation_id": changes.pop("evaluation_id", None) or latest_evaluation(application).pk,
            "at": AT,
            **changes,
        }
    )


def lift(analyst, application, row, **changes):
    return settled_fact.lift(
        **{
            "actor": analyst,
            "settled_fact_id": row.pk,
            "reason": "The description was of another job.",
            "evaluation_id": latest_evaluation(application).pk,
            "at": LATER,
            **changes,
        }
    )


def judged(application):
    evaluation.evaluate_due(clock=lambda: LATER)
    application.refresh_from_db()
    return application.state, application.outcome


@pytest.fixture
def scene():
    posting, analyst = make_scene()
    return analyst, make_in_pool(posting, "Ada", jobs=UNSURE)


def test_only_what_would_change_the_outcome_is_open():
    posting, _ = make_scene()
    jobs = [*UNSURE, make_job("job2", duties={"clerical": "no", "call_center": "no"}, hours_per_week=37)]
    points = settled_fact.open_points_of(latest_evaluation(make_in_pool(posting, "Ada", jobs=jobs)))
    assert [settled_fact.path_of(point) for point in points] == [PATH]


def test_a_decided_outcome_has_nothing_open():
    posting, _ = make_scene()
    assert settled_fact.open_points_of(latest_evaluation(make_in_pool(posting, "Ada"))) == ()


@pytest.mark.parametrize(
    ("job", "path"),
    [
        ({"start": "2023-07"}, "jobs/0/start"),
        ({"start": "2023-07-01", "hours_per_week": 37}, "jobs/0/hours_per_week"),
    ],
)
def test_of_an_imprecise_date_or_nearly_full_time_hours_just_these_are_open(job, path):
    posting, _ = make_scene()
    points = settled_fact.open_points_of(
        latest_evaluation(make_in_pool(posting, "Ada", jobs=[make_job(**job)]))
    )
    assert [settled_fact.path_of(point) for point in points] == [path]


def test_settling_makes_a_new_version_and_the_engine_gives_the_outcome(scene):
    analyst, application = scene
    first = latest_submission(application).facts
    assert (application.state, application.outcome) == (ApplicationState.IN_REVIEW, "undetermined")
    made = settle(analyst, application)
    assert (made.number, made.cause, made.made_by) == (2, SubmissionCause.FACT_SETTLED, analyst)
    assert judged(application) == (ApplicationState.IN_REVIEW, "met")
    [row] = application.settled_facts.all()
    assert (row.path, row.said, row.value, row.submission, row.settled_by, row.settled_at) == (
        PATH,
        "unsure",
        "yes",
        made,
        analyst,
        AT,
    )
    assert own_words(made, [row])["jobs"] == own_words(application.submissions.get(number=1), [])["jobs"]
    assert application.submissions.get(number=1).facts == first
    assert History.objects.get(verb="supplement").facts["settled"] == {PATH: "yes"}


def test_what_was_settled_replays_to_the_same_bytes(scene):
    analyst, application = scene
    settle(analyst, application)
    judged(application)
    assert [each.same for each in replay.replay()] == [True, True]


def test_settled_the_other_way_the_outcome_is_not_met(scene):
    analyst, application = scene
    settle(analyst, application, {PATH: "no"})
    assert judged(application) == (ApplicationState.IN_REVIEW, "not_met")


def test_lifting_gives_the_own_words_back_and_stays_on_record(scene):
    analyst, application = scene
    settle(analyst, application)
    judged(application)
    made = lift(analyst, application, application.settled_facts.get())
    assert judged(application) == (ApplicationState.IN_REVIEW, "undetermined")
    assert (made.number, made.cause) == (3, SubmissionCause.FACT_LIFTED)
    assert made.facts == application.submissions.get(number=1).facts
    rows = list(application.settled_facts.all())
    assert [row.value for row in rows] == ["yes", None]
    assert (rows[1].supersedes, in_force(rows, made)) == (rows[0], {})


def test_what_was_lifted_is_settled_anew_as_a_further_step(scene):
    analyst, application = scene
    settle(analyst, application)
    judged(application)
    lift(analyst, application, application.settled_facts.get())
    judged(application)
    settle(analyst, application, {PATH: "no"}, at=LATER)
    assert judged(application)[1] == "not_met"
    with pytest.raises(Refused, match="taken back or settled anew already"):
        lift(analyst, application, application.settled_facts.first())


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " \n"}, "Say why it is counted so"),
        ({"values": {}}, "Nothing was settled"),
        ({"values": {"jobs/0/duties/clerical": "no"}}, "would not change the outcome"),
        ({"values": {"jobs/0/employer": "Other"}}, "would not change the outcome"),
        ({"values": {PATH: "unsure"}}, "This cannot be counted for 'call_center': unsure"),
        ({"values": {PATH: "primary"}}, "This cannot be counted for 'call_center': primary"),
        ({"evaluation_id": -1}, "evaluated again since this page was opened"),
    ],
)
def test_a_refusal_says_why_and_nothing_is_written(scene, changes, words):
    analyst, application = scene
    with pytest.raises(Refused, match=words):
        settle(analyst, application, **changes)
    assert (SettledFact.objects.count(), application.submissions.count()) == (0, 1)


def test_nothing_is_settled_while_new_facts_wait_for_their_evaluation(scene):
    analyst, application = scene
    seen = latest_evaluation(application).pk
    settle(analyst, application)
    with pytest.raises(Refused, match="waits for its evaluation"):
        settle(analyst, application, evaluation_id=seen)


def test_nothing_is_settled_after_the_decision(scene):
    analyst, application = scene
    settle(analyst, application)
    judged(application)
    decision.confirm(actor=analyst, application_id=application.pk, at=LATER)
    with pytest.raises(Refused, match="decided already"):
        lift(analyst, application, application.settled_facts.get())


def test_who_may_not_settle(scene):
    analyst, application = scene
    elsewhere = make_staff(Role.ANALYST, "else@example.org", posting=make_posting("other"))
    for person in (application.applicant, elsewhere, make_staff(Role.AUDITOR)):
        with pytest.raises(NotAllowed):
            settle(person, application)
    settle(analyst, application)
    judged(application)
    with pytest.raises(NotAllowed):
        lift(elsewhere, application, application.settled_facts.get())


def test_an_applicant_who_corrects_a_settled_answer_is_believed_again(scene):
    analyst, application = scene
    settle(analyst, application, {PATH: "no"})
    judged(application)
    decision.confirm(actor=analyst, application_id=application.pk, at=LATER)
    before = own_words(latest_submission(application), application.settled_facts.all())
    assert before["jobs"][0]["duties"]["call_center"] == "unsure"
    made = correction.correct(
        actor=application.applicant,
        application_id=application.pk,
        change=correction.Change(job=make_job(), number=0),
        certified_name="Ada Lee",
        seen=2,
        at=LATER,
    )
    assert judged(application) == (ApplicationState.IN_REVIEW, "met")
    assert in_force(application.settled_facts.all(), made) == {}
    assert application.settled_facts.last().settled_by == application.applicant


def test_a_correction_of_something_else_keeps_what_was_settled(scene):
    analyst, application = scene
    settle(analyst, application, {PATH: "no"})
    judged(application)
    decision.confirm(actor=analyst, application_id=application.pk, at=LATER)
    made = correction.correct(
        actor=application.applicant,
        application_id=application.pk,
        change=correction.Change(job=make_job("job2", title="Clerk"), number=None),
        certified_name="Ada Lee",
        seen=2,
        at=LATER,
    )
    assert judged(application)[1] == "met"
    assert list(in_force(application.settled_facts.all(), made)) == [PATH]


@pytest.mark.django_db(transaction=True)
def test_the_database_keeps_a_settled_fact_and_its_reason(scene):
    analyst, application = scene
    settle(analyst, application)
    row = SettledFact.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        SettledFact.objects.update(reason="Other")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    row.pk, row.reason = None, "  \n"
    with pytest.raises(IntegrityError, match="settled_fact_says_why"), transaction.atomic():
        row.save(force_insert=True)
