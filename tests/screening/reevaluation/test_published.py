"""The publication: one step by a second person; states, decisions and notices stay; what it contradicts comes back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from postings.list_policy import ListPolicy
from screening.domain import decision as decisions
from screening.domain import eligible_list, records_deletion, reevaluation, returned_decision, withdrawal
from screening.domain.document import supplement
from screening.domain.evaluation import evaluate_due
from screening.domain.queries import latest_evaluation
from screening.domain.reevaluation_publication import publish
from screening.domain.reevaluation_queries import open_returns
from screening.enums import ApplicationState, DecisionReason, Finding, Role, StandingKind, SubmissionCause
from screening.enums_reevaluation import ReevaluationState
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import (
    Application,
    Decision,
    Evaluation,
    History,
    Notice,
    ReturnedDecision,
    StagedEvaluation,
)
from tests.factories import make_staff, make_submitted_application, make_user
from tests.screening.admin.scene import AT, confirm
from tests.screening.domain.test_what_if import digest_of_pool
from tests.screening.reevaluation.pools import LONG, SHORT, make_pool, people, revise, staged

pytestmark = pytest.mark.django_db


def must_hold() -> None:
    call_command("check_invariants", stdout=StringIO())
    call_command("replay", "--all", stdout=StringIO())


def test_the_whole_pool_changes_in_one_step_and_no_state_or_notice_does() -> None:
    posting, pool = make_pool()
    analyst, supervisor = people(posting)
    confirm(analyst, pool[1])
    waits = make_submitted_application(posting, make_user("waits@example.org"), jobs=SHORT)
    newer = revise(posting)
    stage = staged(posting, analyst)
    states = dict(Application.objects.values_list("pk", "state"))
    notices = Notice.objects.count()
    published = publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    assert (published.state, published.published_by) == (ReevaluationState.PUBLISHED, supervisor)
    assert dict(Application.objects.values_list("pk", "state")) == states
    assert Notice.objects.count() == notices
    found = [latest_evaluation(application) for application in pool]
    assert [(one.outcome, one.revision) for one in found if one] == [("met", newer)] * 5
    assert set(Application.objects.exclude(pk=waits.pk).values_list("outcome", flat=True)) == {"met"}
    assert {one.submission.cause for one in found if one} == {SubmissionCause.RE_EVALUATED}
    assert Evaluation.objects.count() == 10
    lines = History.objects.filter(verb="reevaluate", application_id__isnull=False)
    assert {line.actor_id for line in lines} == {supervisor.pk}
    assert lines.count() == 5
    evaluate_due(clock=lambda: AT)
    late = latest_evaluation(waits)
    assert late is not None
    assert (late.outcome, late.revision) == ("met", newer)
    must_hold()


def test_a_later_paper_is_evaluated_under_the_rules_of_the_pool() -> None:
    posting, [application] = make_pool(SHORT)
    analyst, supervisor = people(posting)
    newer = revise(posting)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    application.refresh_from_db()
    supplement(application=application, cause=SubmissionCause.DOCUMENT_RECEIVED, actor=None, at=AT)
    evaluate_due(clock=lambda: AT)
    latest = latest_evaluation(application)
    assert latest is not None
    assert (latest.outcome, latest.revision) == ("met", newer)


def test_who_comes_back_after_a_withdrawal_comes_back_under_the_rules_of_the_pool() -> None:
    posting, [application, _] = make_pool(SHORT, LONG)
    analyst, supervisor = people(posting)
    newer = revise(posting)
    owner = application.applicant
    withdrawal.withdraw(actor=owner, application_id=application.pk, kind=StandingKind.WITHDRAW, at=AT)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    withdrawal.undo(actor=owner, application_id=application.pk, at=AT)
    evaluate_due(clock=lambda: AT)
    latest = latest_evaluation(application)
    assert latest is not None
    assert (latest.outcome, latest.revision) == ("met", newer)
    must_hold()


def test_a_decision_that_it_contradicts_stands_and_comes_back() -> None:
    posting, [short, long] = make_pool(SHORT, LONG)
    analyst, supervisor = people(posting)
    first, _ = confirm(analyst, short), confirm(analyst, long)
    revise(posting)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    [returned] = open_returns()
    assert (returned.application_id, returned.decision_id) == (short.pk, first.pk)
    assert Application.objects.get(pk=short.pk).state == ApplicationState.NOT_QUALIFIED
    for note, words in (("", "Say why"),):
        with pytest.raises(Refused, match=words):
            returned_decision.keep(actor=analyst, returned_id=returned.pk, note=note, at=AT)
    told = Notice.objects.filter(recipient=short.applicant).count()
    made = returned_decision.follow(actor=analyst, returned_id=returned.pk, note="Rev. 2 asks less.", at=AT)
    assert (made.finding, made.replaces_id, made.reason) == (
        Finding.QUALIFIED,
        first.pk,
        DecisionReason.AS_EVALUATED,
    )
    assert Application.objects.get(pk=short.pk).state == ApplicationState.QUALIFIED
    assert Notice.objects.filter(recipient=short.applicant, cancelled_at__isnull=True).count() >= told
    assert not open_returns().exists()
    with pytest.raises(Refused, match="already"):
        returned_decision.keep(actor=analyst, returned_id=returned.pk, note="Again", at=AT)
    must_hold()


def test_a_decision_may_be_kept_with_a_note_or_reversed_by_hand() -> None:
    posting, [first, second] = make_pool(SHORT, SHORT)
    analyst, supervisor = people(posting)
    kept, reversed_one = confirm(analyst, first), confirm(analyst, second)
    revise(posting)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    returned = ReturnedDecision.objects.get(application=first)
    returned_decision.keep(actor=analyst, returned_id=returned.pk, note="Out of time.", at=AT)
    assert Decision.objects.filter(application=first).get() == kept
    decisions.reverse(
        actor=analyst,
        decision_id=reversed_one.pk,
        reason=DecisionReason.EVIDENCE_ON_RECORD,
        note="As the rules are now.",
        at=AT,
    )
    assert not open_returns().exists()


def test_a_name_on_a_list_stays_there_and_leaves_it_only_by_a_removal() -> None:
    posting, [application] = make_pool(LONG)
    analyst, supervisor = people(posting)
    confirm(analyst, application)
    eligible_list.establish(actor=analyst, posting_id=posting.pk, at=AT)
    revise(posting, 400)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    application.refresh_from_db()
    assert (application.state, application.outcome) == (ApplicationState.LISTED, "not_met")
    [returned] = open_returns()
    with pytest.raises(MoveNotAllowed):
        returned_decision.follow(actor=analyst, returned_id=returned.pk, note="Asks more.", at=AT)
    assert open_returns().count() == 1
    must_hold()


def test_the_order_of_a_list_says_the_points_of_the_newest_rules() -> None:
    posting, [application] = make_pool(LONG)
    analyst, supervisor = people(posting)
    confirm(analyst, application)
    revise(posting)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    application.refresh_from_db()
    [placed] = eligible_list.preview(posting, ListPolicy())
    assert (
        sum(one["points"] for one in placed.order_reasons) == application.points == placed.application.points
    )


def test_what_is_stale_or_could_not_be_evaluated_is_not_published() -> None:
    posting, [first, second] = make_pool(SHORT, LONG)
    analyst, supervisor = people(posting)
    revise(posting)
    stage = staged(posting, analyst)
    confirm(analyst, second)
    before = digest_of_pool()
    with pytest.raises(Refused, match="1 of the applications changed since this was staged. Refresh it"):
        publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    reevaluation.refresh(actor=analyst, reevaluation_id=stage.pk, at=AT)
    with pytest.raises(Refused, match="not staged whole"):
        publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    assert digest_of_pool() == before
    reevaluation.abandon(actor=analyst, reevaluation_id=stage.pk, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE screening_submission SET facts = '{\"hours\": 1}' WHERE application_id = %s", [first.pk]
        )
        cursor.execute("SET session_replication_role = DEFAULT")
    stage = staged(posting, analyst)
    assert stage.figures["faults"] == 1
    with pytest.raises(Refused, match="1 of the applications could not be evaluated"):
        publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)


def test_what_was_staged_and_came_back_goes_with_the_records() -> None:
    posting, [short, _] = make_pool(SHORT, LONG)
    analyst, supervisor = people(posting)
    confirm(analyst, short)
    revise(posting)
    publish(actor=supervisor, reevaluation_id=staged(posting, analyst).pk, at=AT)
    posting.refresh_from_db()
    posting.closes_at = AT
    posting.save(update_fields=["closes_at"])
    late, second = AT + timedelta(days=5 * 366), make_staff(Role.SUPERVISING_ANALYST, "second@example.org")
    made = records_deletion.propose(actor=supervisor, posting=posting, reason="Four years are over.", at=late)
    records_deletion.agree(actor=second, deletion_id=made.pk, at=late)
    assert records_deletion.delete_due(clock=lambda: late) == 1
    assert not (StagedEvaluation.objects.exists() or ReturnedDecision.objects.exists())
    assert not Application.objects.exists()


def test_who_may_not_publish() -> None:
    posting, [application, _] = make_pool(SHORT, LONG)
    analyst, supervisor = people(posting)
    confirm(analyst, application)
    revise(posting)
    stage = staged(posting, supervisor)
    with pytest.raises(Refused, match="You staged this"):
        publish(actor=supervisor, reevaluation_id=stage.pk, at=AT)
    for person in (analyst, make_staff(Role.AUDITOR), make_user("stranger@example.org")):
        with pytest.raises(NotAllowed):
            publish(actor=person, reevaluation_id=stage.pk, at=AT)
    own = make_staff(Role.SUPERVISING_ANALYST, "own@example.org")
    make_submitted_application(posting, own)
    with pytest.raises(Refused, match="conflict of interest"):
        publish(actor=own, reevaluation_id=stage.pk, at=AT)
    second = make_staff(Role.SUPERVISING_ANALYST, "second@example.org")
    publish(actor=second, reevaluation_id=stage.pk, at=AT)
    [returned] = open_returns()
    for verb in (returned_decision.keep, returned_decision.follow):
        with pytest.raises(NotAllowed):
            verb(actor=application.applicant, returned_id=returned.pk, note="Please", at=AT)
