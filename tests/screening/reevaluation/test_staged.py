"""A pool staged again: in batches, begun again, stale, refreshed, abandoned; who may not. Nothing of the pool changes."""

import pytest
from django.db import IntegrityError, connection, transaction

from postings.enums import QuestionKind
from screening.domain import reevaluation, reevaluation_run
from screening.domain.document import supplement
from screening.domain.evaluation import evaluate_due
from screening.domain.recusal import recuse
from screening.domain.reevaluation_publication import stale_because
from screening.enums import Role, SubmissionCause
from screening.enums_conflict import ConflictKind
from screening.enums_reevaluation import ReevaluationState
from screening.errors import NotAllowed, Refused
from screening.models import History, Reevaluation, StagedEvaluation, Submission, User
from tests.factories import (
    QUESTIONS,
    make_evaluated_application,
    make_posting,
    make_revision,
    make_staff,
    make_submitted_application,
    make_user,
)
from tests.screening.admin.scene import AT, confirm
from tests.screening.domain.test_what_if import digest_of_pool
from tests.screening.reevaluation.pools import SHORT, WHY, make_pool, months, people, revise, staged

pytestmark = pytest.mark.django_db


def test_staging_says_who_would_change_and_writes_nothing_to_the_pool() -> None:
    posting, pool = make_pool()
    analyst, _ = people(posting)
    confirm(analyst, pool[1])
    make_submitted_application(posting, make_user("waits@example.org"))
    revise(posting)
    before = digest_of_pool()
    stage = staged(posting, analyst)
    assert digest_of_pool() == before
    assert (stage.state, stage.done, stage.total) == (ReevaluationState.STAGED, 6, 6)
    assert stage.figures["outcomes"][:2] == [
        {"outcome": "met", "before": 3, "after": 5},
        {"outcome": "not_met", "before": 2, "after": 0},
    ]
    assert (stage.figures["untried"], stage.figures["returns"], stage.figures["decided"]) == (1, 1, 1)
    [node] = stage.figures["nodes"]
    assert (node["number"], node["on"], node["off"]) == (2, 2, 0)
    assert [row.application_id for row in stage.rows.filter(returns=True)] == [pool[1].pk]
    assert list(History.objects.filter(subject_kind="reevaluation").values_list("verb", "actor_id")) == [
        ("stage_reevaluation", analyst.pk),
        ("finish_reevaluation", None),
    ]


def test_a_killed_worker_costs_one_batch_and_the_next_begins_there() -> None:
    posting, _ = make_pool()
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst, batch=2, batches=1)
    assert (stage.state, stage.done, stage.rows.count()) == (ReevaluationState.RUNNING, 2, 2)
    Reevaluation.objects.update(reached=0)  # as though the mark had been lost
    assert reevaluation_run.stage_due(clock=lambda: AT, batch=2) == 2
    stage.refresh_from_db()
    assert (stage.state, stage.done, stage.rows.count()) == (ReevaluationState.STAGED, 5, 5)
    assert reevaluation_run.stage_due(clock=lambda: AT) == 0


def test_what_kills_its_workers_is_given_up() -> None:
    posting, _ = make_pool(SHORT)
    analyst, _ = people(posting)
    revise(posting)
    stage = reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=AT)
    Reevaluation.objects.update(tries=reevaluation_run.TRIES)
    assert reevaluation_run.stage_due(clock=lambda: AT) == 0
    stage.refresh_from_db()
    assert (stage.state, stage.last_error) == (
        ReevaluationState.FAILED,
        "The worker process ended while it evaluated a batch.",
    )


def test_what_changes_in_between_makes_it_stale_and_a_refresh_evaluates_only_that() -> None:
    posting, pool = make_pool()
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    assert stale_because(stage) == ""
    with transaction.atomic():
        supplement(application=pool[0], cause=SubmissionCause.DOCUMENT_RECEIVED, actor=None, at=AT)
    evaluate_due(clock=lambda: AT)
    assert stale_because(stage) == "1 of the applications changed since this was staged."
    kept = set(stage.rows.exclude(application=pool[0]).values_list("pk", flat=True))
    reevaluation.refresh(actor=analyst, reevaluation_id=stage.pk, at=AT)
    reevaluation_run.stage_due(clock=lambda: AT)
    stage.refresh_from_db()
    assert (stage.state, stage.done, stage.total, stale_because(stage)) == (
        ReevaluationState.STAGED,
        5,
        5,
        "",
    )
    assert kept < set(stage.rows.values_list("pk", flat=True))
    confirm(analyst, pool[2])
    assert "1 of the applications changed" in stale_because(stage)


def test_another_revision_makes_all_of_it_stale() -> None:
    posting, _ = make_pool()
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    newer = revise(posting, 2, number=3)
    posting.refresh_from_db()
    stage = Reevaluation.objects.get()
    assert stale_because(stage) == f"{newer.label} was published since this was staged."
    old = set(stage.rows.values_list("pk", flat=True))
    reevaluation.refresh(actor=analyst, reevaluation_id=stage.pk, at=AT)
    reevaluation_run.stage_due(clock=lambda: AT)
    stage = Reevaluation.objects.get()
    assert (stage.revision, stale_because(stage)) == (newer, "")
    assert not old & set(stage.rows.values_list("pk", flat=True))


def test_somebody_who_joins_under_the_newer_revision_does_not_make_it_stale() -> None:
    posting, _ = make_pool()
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    posting.refresh_from_db()
    make_evaluated_application(posting, make_user("new@example.org"))
    assert stale_because(Reevaluation.objects.get(pk=stage.pk)) == ""


def test_an_abandoned_stage_stays_as_it_is_also_in_the_database() -> None:
    posting, _ = make_pool(SHORT)
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    ended = reevaluation.abandon(actor=analyst, reevaluation_id=stage.pk, at=AT)
    assert (ended.state, ended.abandoned_by, ended.rows.count()) == (ReevaluationState.ABANDONED, analyst, 1)
    for again in (reevaluation.abandon, reevaluation.refresh):
        with pytest.raises(Refused):
            again(actor=analyst, reevaluation_id=stage.pk, at=AT)
    with pytest.raises(Exception, match="has ended"), transaction.atomic():
        StagedEvaluation.objects.update(after="met")
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Reevaluation.objects.update(state=ReevaluationState.STAGED, abandoned_by=None, ended_at=None)


def test_one_at_a_time_and_two_people_also_in_the_database() -> None:
    posting, _ = make_pool(SHORT)
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    with pytest.raises(Refused, match="under way already"):
        reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=AT)
    with pytest.raises(IntegrityError, match="published_by_a_second_person"), transaction.atomic():
        Reevaluation.objects.update(state=ReevaluationState.PUBLISHED, published_by=analyst, ended_at=AT)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Reevaluation.objects.update(staged_by=make_user("another@example.org"))
    stage.pk = None
    with pytest.raises(IntegrityError, match="reevaluation_once_at_a_time"), transaction.atomic():
        stage.save(force_insert=True)


def test_without_a_reason_a_pool_or_anything_new_it_says_what_to_do() -> None:
    posting, _ = make_pool(SHORT)
    analyst, supervisor = people(posting)
    with pytest.raises(Refused, match="by the engine of today already"):
        reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=AT)
    revise(posting)
    with pytest.raises(Refused, match="Say why"):
        reevaluation.stage(actor=analyst, posting=posting, why=" \n", at=AT)
    with pytest.raises(Refused, match="Nobody has applied"):
        reevaluation.stage(actor=supervisor, posting=make_posting("empty", title="Empty"), why=WHY, at=AT)


def test_nobody_is_judged_by_what_they_were_not_asked_and_what_is_asked_no_more_is_not_read() -> None:
    posting, _ = make_pool(SHORT)
    analyst, _ = people(posting)
    more = {"slug": "car", "kind": QuestionKind.YES_NO, "text": "Do you have a car?", "required": True}
    make_revision(posting, number=2, tree=months(1), questions=(*QUESTIONS, more))
    with pytest.raises(Refused, match="were never asked, the first: “Do you have a car"):
        reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=AT)
    other = {**QUESTIONS[0], "kind": QuestionKind.LONG_TEXT}
    make_revision(posting, number=3, tree=months(1), questions=(other,), highly_desirable=[])
    with pytest.raises(Refused, match="Have you worked with a phone system"):
        reevaluation.stage(actor=analyst, posting=posting, why=WHY, at=AT)
    make_revision(
        posting, number=4, tree=months(1), questions=QUESTIONS[:1], documents=(), out_of_class_document=None
    )
    stage = staged(posting, analyst)
    assert (stage.figures["faults"], stage.figures["changed"]) == (0, 1)


def test_an_older_engine_is_reason_enough_under_the_same_revision() -> None:
    posting, _ = make_pool(SHORT)
    analyst, _ = people(posting)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE screening_evaluation SET engine_version = '0.9'")
        cursor.execute("SET session_replication_role = DEFAULT")
    stage = staged(posting, analyst)
    assert (stage.state, stage.figures["changed"]) == (ReevaluationState.STAGED, 0)
    assert Submission.objects.count() == 1


def test_who_may_not() -> None:
    posting, pool = make_pool()
    analyst, _ = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    elsewhere = make_staff(Role.ANALYST, "other@example.org", posting=make_posting("other", title="Other"))
    for person in (elsewhere, make_staff(Role.AUDITOR), make_user("stranger@example.org")):
        with pytest.raises(NotAllowed):
            reevaluation.stage(actor=person, posting=posting, why=WHY, at=AT)
        for verb in (reevaluation.refresh, reevaluation.abandon):
            with pytest.raises(NotAllowed):
                verb(actor=person, reevaluation_id=stage.pk, at=AT)
    reevaluation.abandon(actor=analyst, reevaluation_id=stage.pk, at=AT)
    recuse(actor=analyst, application_id=pool[0].pk, kind=ConflictKind.values[0], note="My cousin", at=AT)
    again = User.objects.get(pk=analyst.pk)
    with pytest.raises(Refused, match="conflict of interest"):
        reevaluation.stage(actor=again, posting=posting, why=WHY, at=AT)
