"""A person decides: confirm, decide otherwise, reverse; who may, and what is told."""

from datetime import timedelta

import pytest

from screening.domain import decision as decisions
from screening.domain.queries import latest_evaluation
from screening.enums import ApplicationState, DecisionReason, Finding, NoticeKind, Role
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.lot import drawn
from screening.models import Decision, History, Notice
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_submitted_application,
    make_user,
)

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
SHORT = [make_job(end="2023-04-30")]
UNSURE = [make_job(duties={"clerical": "yes", "call_center": "unsure"})]


def scene(jobs=None):
    posting = make_posting()
    return make_staff(Role.ANALYST, posting=posting), make_evaluated_application(posting, jobs=jobs)


def otherwise(analyst, application, finding=Finding.QUALIFIED, **changes):
    values = {
        "requirement": "customer_service" if finding == Finding.NOT_QUALIFIED else "",
        "reason": DecisionReason.EVIDENCE_ON_RECORD,
        "note": "The letter of the employer shows it.",
        "at": AT,
    } | changes
    return decisions.decide_otherwise(actor=analyst, application_id=application.pk, finding=finding, **values)


def notices(application):
    return list(
        application.notices.exclude(kind=NoticeKind.RECEIVED)
        .order_by("id")
        .values_list("kind", "cause", "cancelled_at")
    )


def test_confirming_what_was_found_met_qualifies_and_tells():
    analyst, application = scene()
    made = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    application.refresh_from_db()
    assert (application.state, application.waiting_since) == (ApplicationState.QUALIFIED, AT)
    assert (made.finding, made.requirement, made.reason, made.note) == ("qualified", "", "as_evaluated", "")
    assert (made.decided_by, made.evaluation) == (analyst, latest_evaluation(application))
    assert notices(application) == [("qualified", f"decision:{made.pk}", None)]
    line = History.objects.get(verb="confirm")
    assert (line.actor, line.subject_id, line.application_id) == (analyst, made.pk, application.pk)
    assert (line.from_state, line.to_state) == ("in_review", "qualified")


def test_confirming_what_was_found_not_met_names_the_requirement_and_the_person():
    analyst, application = scene(SHORT)
    made = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    assert (made.finding, made.requirement) == ("not_qualified", "clerical")
    notice = application.notices.get(kind=NoticeKind.APPLICATION_REVIEW)
    assert (
        notice.subject
        == f"Notice of Application Review, answer by May 12, 2025: Utility Clerk ({application.receipt})"
    )
    assert "One year of full-time clerical experience" in notice.body
    assert f"{analyst}, Personnel Department, decided this." in notice.body
    assert "send it to us by May 12, 2025. That whole day still counts." in notice.body
    assert "you can appeal until May 12, 2025" in notice.body


def test_the_requirement_is_the_included_one_when_only_that_fails():
    duties = {"clerical": "yes", "call_center": "no"}
    analyst, application = scene([make_job(duties=duties)])
    made = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    assert made.requirement == "customer_service"


def test_nobody_is_told_anything_before_a_person_has_decided():
    _, application = scene(SHORT)
    assert notices(application) == []


def test_an_open_question_cannot_be_confirmed():
    analyst, application = scene(UNSURE)
    with pytest.raises(Refused, match="left a question open"):
        decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    assert Decision.objects.count() == 0


def test_what_was_evaluated_again_since_it_was_seen_is_not_confirmed():
    analyst, application = scene()
    seen = latest_evaluation(application).pk - 1
    with pytest.raises(Refused, match="evaluated again since this page was opened"):
        decisions.confirm(actor=analyst, application_id=application.pk, evaluation_id=seen, at=AT)


def test_what_waits_for_its_evaluation_is_not_confirmed():
    posting = make_posting()
    application = make_submitted_application(posting)
    with pytest.raises(Refused, match="waits for its evaluation"):
        decisions.confirm(actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, at=AT)


def test_a_second_person_learns_who_decided_already():
    analyst, application = scene()
    decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    second = make_staff(Role.SUPERVISING_ANALYST)
    with pytest.raises(Refused) as refused:
        decisions.confirm(actor=second, application_id=application.pk, at=AT)
    assert str(refused.value) == (
        f"{analyst} decided already on 2025-05-02: Qualified. Reverse that decision if it is wrong."
    )
    with pytest.raises(Refused, match="decided already"):
        otherwise(second, application, Finding.NOT_QUALIFIED)


def test_deciding_an_open_question_keeps_reason_and_note():
    analyst, application = scene(UNSURE)
    made = otherwise(analyst, application)
    application.refresh_from_db()
    assert (application.state, made.reason) == (ApplicationState.QUALIFIED, "evidence_on_record")
    assert made.note == "The letter of the employer shows it."


def test_deciding_against_tells_the_applicant_the_note():
    analyst, application = scene()
    made = otherwise(analyst, application, Finding.NOT_QUALIFIED, note="The duties are retail sales.")
    body = application.notices.get(cause=f"decision:{made.pk}").body
    assert "Six months of it in a call center" in body
    assert "- The duties are retail sales." in body


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"finding": Finding.NOT_QUALIFIED, "note": "  "}, "Say in the note why"),
        ({"finding": Finding.NOT_QUALIFIED, "reason": DecisionReason.AS_EVALUATED}, "Choose the reason"),
        ({"finding": Finding.NOT_QUALIFIED, "requirement": ""}, "Name the requirement"),
        ({"finding": Finding.NOT_QUALIFIED, "requirement": "height"}, "Name the requirement"),
        ({}, "found the same"),
    ],
)
def test_deciding_otherwise_is_refused_without_what_makes_it_hold_up(changes, words):
    analyst, application = scene()
    with pytest.raises(Refused, match=words):
        otherwise(analyst, application, **changes)
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_REVIEW


def test_a_reversal_names_what_it_replaces_and_cancels_the_unsent_notice():
    analyst, application = scene(SHORT)
    first = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    later = AT + timedelta(hours=1)
    second = decisions.reverse(
        actor=analyst,
        decision_id=first.pk,
        reason=DecisionReason.DATES_CORRECTED,
        note="A paper shows it.",
        at=later,
    )
    assert (second.replaces, second.finding) == (first, "qualified")
    assert notices(application) == [
        ("application_review", f"decision:{first.pk}", later),
        ("qualified", f"decision:{second.pk}", None),
    ]
    assert "replaces our earlier notice" not in application.notices.get(kind="qualified").body
    application.refresh_from_db()
    assert application.state == ApplicationState.QUALIFIED


def test_a_reversal_of_what_was_told_says_that_it_replaces_the_earlier_notice():
    analyst, application = scene()
    first = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    Notice.objects.filter(cause=f"decision:{first.pk}").update(sent_at=AT)
    decisions.reverse(
        actor=analyst,
        decision_id=first.pk,
        requirement="clerical",
        reason=DecisionReason.DUTIES_DO_NOT_QUALIFY,
        note="The duties were retail sales.",
        at=AT,
    )
    assert notices(application)[0] == ("qualified", f"decision:{first.pk}", None)
    assert "replaces our earlier notice" in application.notices.get(kind="application_review").body


def test_only_the_decision_that_stands_can_be_reversed():
    analyst, application = scene(SHORT)
    first = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    why = {"reason": DecisionReason.DATES_CORRECTED, "note": "A paper shows it.", "at": AT}
    decisions.reverse(actor=analyst, decision_id=first.pk, **why)
    with pytest.raises(Refused, match="A later decision replaced this one"):
        decisions.reverse(actor=analyst, decision_id=first.pk, **why)


def test_a_name_on_a_list_is_not_reversed_by_one_person():
    analyst, application = scene()
    made = decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    application.state = ApplicationState.LISTED
    application.waiting_since = AT
    application.save()
    with pytest.raises(MoveNotAllowed, match="On the eligible list"):
        decisions.reverse(
            actor=analyst,
            decision_id=made.pk,
            requirement="clerical",
            reason=DecisionReason.DUTIES_DO_NOT_QUALIFY,
            note="Retail.",
            at=AT,
        )


def seed_that_draws(application, *, among):
    receipts = [each.receipt for each in among]
    return next(seed for seed in map(str, range(1000)) if drawn(seed, receipts, 5) == [application.receipt])


def test_a_pool_is_confirmed_with_words_for_what_was_skipped():
    posting = make_posting()
    analyst = make_staff(Role.ANALYST, posting=posting)
    met, short, other, unsure = (
        make_evaluated_application(posting, make_user(f"{name}@example.org", given=name), jobs=jobs)
        for name, jobs in (("met", None), ("short", SHORT), ("other", None), ("unsure", UNSURE))
    )
    seen = {met.pk: latest_evaluation(met).pk, short.pk: None, other.pk: None, unsure.pk: None}
    seed = seed_that_draws(other, among=(met, short, other))
    result = decisions.confirm_many(actor=analyst, seen=seen, at=AT, seed=seed)
    assert [(d.application_id, d.finding) for d in result.decisions] == [
        (met.pk, "qualified"),
        (short.pk, "not_qualified"),
    ]
    assert [look.application_id for look in result.set_aside] == [other.pk]
    assert [(a.pk, why.split(",")[0]) for a, why in result.skipped] == [
        (unsure.pk, "The evaluation left a question open")
    ]
    states = [type(met).objects.get(pk=each.pk).state for each in (met, short, unsure)]
    assert states == ["qualified", "not_qualified", "in_review"]
    assert Notice.objects.exclude(kind="received").count() == 2


def test_a_pool_costs_the_same_statements_whatever_its_size(django_assert_num_queries):
    posting = make_posting()
    analyst = make_staff(Role.ANALYST, posting=posting)
    analyst.roles.count()
    pool = [make_evaluated_application(posting, make_user(f"p{n}@example.org")) for n in range(5)]
    first, rest = pool[:2], pool[2:]
    decisions.confirm_many(actor=analyst, seen={a.pk: None for a in first}, at=AT)
    with django_assert_num_queries(13):
        decisions.confirm_many(actor=analyst, seen={a.pk: None for a in rest}, at=AT)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_a_role_that_does_not_decide_is_turned_away(role):
    _, application = scene()
    with pytest.raises(NotAllowed):
        decisions.confirm(actor=make_staff(role), application_id=application.pk, at=AT)


def test_an_analyst_of_another_posting_is_turned_away():
    _, application = scene()
    other = make_staff(Role.ANALYST, "other@example.org", posting=make_posting("other", title="Other"))
    with pytest.raises(NotAllowed):
        decisions.confirm(actor=other, application_id=application.pk, at=AT)
    with pytest.raises(NotAllowed):
        otherwise(other, application)
    with pytest.raises(NotAllowed):
        decisions.confirm_many(actor=other, seen={application.pk: None}, at=AT)


def test_nobody_decides_on_their_own_application():
    posting = make_posting()
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    application = make_evaluated_application(posting, analyst)
    with pytest.raises(NotAllowed):
        decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
