"""A correction is a new version beside what was sent: only what was asked, signed, once, and marked when it is late."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from screening.corrections_in_words import corrections
from screening.domain import correction, document_request, evaluation
from screening.domain import decision as decisions
from screening.domain.correction import Change
from screening.domain.document import receive
from screening.domain.jobs import jobs_of
from screening.enums import ApplicationState, DecisionReason, Finding, Role, SubmissionCause
from screening.errors import NotAllowed, Refused
from screening.models import Application, History, Submission, User
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
SHORT = make_job(end="2023-02-28")
LONGER = {key: value for key, value in make_job(hours_per_week=40).items() if key != "key"}


@pytest.fixture
def case() -> tuple[Application, User]:
    application = make_evaluated_application(make_posting(), jobs=[SHORT])
    analyst = make_staff(Role.SUPERVISING_ANALYST)
    decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    application.refresh_from_db()
    return application, analyst


def correct(application: Application, change: Change | None = None, **changes) -> Submission:
    given = {"actor": application.applicant, "certified_name": "Rosa Park", "seen": 1, "at": AT} | changes
    return correction.correct(
        application_id=application.pk, change=change or Change(job=LONGER, number=0), **given
    )


def test_a_corrected_job_is_a_new_version_that_is_evaluated_and_the_sent_one_stays(case) -> None:
    application, _ = case
    before = application.submissions.get(number=1).facts
    made = correct(application)
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    assert (made.number, made.cause, made.certified_name) == (2, SubmissionCause.CORRECTED, "Rosa Park")
    assert (made.certified_on - application.submissions.get(number=1).certified_on).days == 1
    assert json.loads(made.facts)["jobs"][0]["end"] == "2024-06-30"
    assert application.submissions.get(number=1).facts == before
    assert (application.state, application.outcome) == (ApplicationState.IN_REVIEW, "met")
    row = History.objects.get(verb="correct")
    assert (row.from_state, row.to_state, row.facts["cause"], "late" in row.facts) == (
        "not_qualified", "submitted", "corrected", False,
    )  # fmt: skip


def test_a_second_correction_builds_on_the_first(case) -> None:
    application, _ = case
    correct(application)
    extra = {**LONGER, "employer": "Bank", "start": "2021-01-01", "end": "2021-12-31"}
    made = correct(application, Change(job=extra), seen=2)
    assert [job["employer"] for job in json.loads(made.facts)["jobs"]] == ["Sweetwater Water", "Bank"]
    assert json.loads(made.facts)["jobs"][0]["end"] == "2024-06-30"


def test_both_versions_stand_side_by_side(case) -> None:
    application, _ = case
    correct(application, Change(job={**LONGER, "hours_per_week": 20}, number=0))
    [found] = corrections(application)
    assert [(line.label.split(" – ")[1], line.before, line.after) for line in found.lines] == [
        ("When", "January 1, 2023 to February 28, 2023", "January 1, 2023 to June 30, 2024"),
        ("Hours a week", "40", "20"),
    ]
    assert found.missed is None


def test_a_repeat_gives_the_same_version_and_an_older_window_sends_nothing(case) -> None:
    application, _ = case
    first = correct(application)
    assert correct(application).pk == first.pk
    with pytest.raises(Refused, match="another window"):
        correct(application, Change(job={**LONGER, "hours_per_week": 30}, number=0))
    assert application.submissions.count() == 2


@pytest.mark.parametrize(
    ("change", "changes", "words"),
    [
        (None, {"certified_name": "  "}, "Type your full name"),
        (Change(job={k: v for k, v in SHORT.items() if k != "key"}, number=0), {}, "Nothing was changed"),
        (Change(job=LONGER, number=1), {}, "There is no such job"),
        (Change(job=LONGER, number=-1), {}, "There is no such job"),
        (Change(answers={"phone_system": "no"}), {}, "not what the finding rests on"),
        (Change(answers={"of_another_posting": "no"}), {}, "not what the finding rests on"),
    ],
)
def test_what_was_not_asked_or_not_signed_is_refused_in_words(case, change, changes, words) -> None:
    application, _ = case
    with pytest.raises(Refused, match=words):
        correct(application, change, **changes)
    assert application.submissions.count() == 1


def test_an_answer_that_the_finding_rests_on_can_be_corrected() -> None:
    tree = {"all": [{"id": "phone", "label": "Phones", "answer": "phone_system", "is": "yes"}]}
    application = make_evaluated_application(
        make_posting(tree=tree, out_of_class_document=None), answers={"phone_system": "no"}
    )
    decisions.confirm(actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, at=AT)
    with pytest.raises(Refused, match="not what the finding rests on"):
        correct(application)
    made = correct(application, Change(answers={"phone_system": "yes"}))
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    assert (json.loads(made.facts)["answers"], application.outcome) == ({"phone_system": "yes"}, "met")


@pytest.mark.parametrize(("days", "late"), [(10, False), (11, True)])
def test_the_last_day_is_whole_and_a_late_one_is_kept_and_marked(case, days: int, late: bool) -> None:
    application, _ = case
    correct(application, at=AT + timedelta(days=days))
    assert (History.objects.get(verb="correct").facts.get("late") == "yes") is late
    assert (corrections(application)[0].missed is not None) is late


def test_nobody_else_corrects_and_nothing_is_corrected_without_a_finding(case) -> None:
    application, analyst = case
    for person in (make_user("eve@example.org"), analyst):
        with pytest.raises(NotAllowed):
            correct(application, actor=person)
    undecided = make_evaluated_application(make_posting("other"), make_user("ada@example.org"), jobs=[SHORT])
    with pytest.raises(Refused, match="Nothing can be corrected now"):
        correct(undecided)


def test_once_it_was_decided_otherwise_nothing_is_corrected(case) -> None:
    application, analyst = case
    decisions.reverse(
        actor=analyst, decision_id=application.decisions.get().pk,
        reason=DecisionReason.EVIDENCE_ON_RECORD, note="The letter shows it.", at=AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="Nothing can be corrected now"):
        correct(application)
    assert application.decisions.order_by("-pk")[0].finding == Finding.QUALIFIED


def test_while_a_paper_is_asked_for_the_paper_comes_first(case) -> None:
    application, analyst = case
    correct(application)
    evaluation.evaluate_due(clock=lambda: AT)
    document_request.ask(
        actor=analyst, application_id=application.pk, kind="oca_documentation", job_key="job1",
        due_on=AT.date() + timedelta(days=9), at=AT,
    )  # fmt: skip
    with pytest.raises(Refused, match="send it first"):
        correct(application, Change(job={**LONGER, "hours_per_week": 30}, number=0), seen=2)


TYPIST = {
    "id": "typing",
    "label": "Typing 30 words a minute",
    "typing": {"net_wpm": 30, "accept": ["self_reported"]},
}
DIPLOMA = {"id": "diploma", "label": "High school diploma", "education": {"level": "high_school"}}


def lacking(tree: dict, **draft) -> Application:
    """An application that was found not to meet the one requirement of its posting."""
    application = make_evaluated_application(make_posting(tree=tree), **draft)
    decisions.confirm(actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, at=AT)
    application.refresh_from_db()
    return application


def test_the_typing_is_corrected_and_said_side_by_side() -> None:
    application = lacking(TYPIST, typing={"source": "self_reported", "net_wpm": 25})
    correct(application, Change(typing={"source": "self_reported", "net_wpm": 35}))
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    [made] = corrections(application)
    assert (application.outcome, made.lines) == ("met", [("Corrected words a minute", "25", "35")])


def test_the_education_is_corrected_and_said_in_words() -> None:
    application = lacking(DIPLOMA, education={"education": []})
    correct(
        application, Change(education={"education": [{"level": "high_school", "completed_on": "2012-06"}]})
    )
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    [made] = corrections(application)
    assert (application.outcome, made.lines) == (
        "met",
        [("Education", "", "High school diploma or equivalent, June 2012")],
    )


def test_only_the_section_that_the_finding_rests_on_is_corrected() -> None:
    application = lacking(TYPIST, typing={"source": "self_reported", "net_wpm": 25})
    for change in (Change(education={"education": []}), Change(job=LONGER)):
        with pytest.raises(Refused, match="not what the finding rests on"):
            correct(application, change)


def test_a_correction_is_confirmed_and_says_whether_it_was_late(case) -> None:
    application, _ = case
    correct(application)
    body = application.notices.get(kind="correction_received").body
    assert ("You need to do nothing." in body, "marked as late" in body) == (True, False)


def test_a_late_correction_is_told_that_it_is_late(case) -> None:
    application, _ = case
    correct(application, at=AT + timedelta(days=11))
    assert "so it is marked as late" in application.notices.get(kind="correction_received").body


def test_a_paper_is_tied_to_a_job_that_came_by_a_correction() -> None:
    city_job = make_job(kind="out_of_class", city_employee=True, employer="City of San Diego")
    application = make_evaluated_application(make_posting(), jobs=[SHORT])
    decisions.confirm(actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, at=AT)
    correct(application, Change(job={key: value for key, value in city_job.items() if key != "key"}))
    application.refresh_from_db()
    assert [job["key"] for job in jobs_of(application)] == ["job1", "added-2"]
    receive(
        actor=application.applicant, application_id=application.pk, kind="oca_documentation", job_key="added-2",
        file=SimpleUploadedFile("oca.pdf", b"%PDF-1.4\n%%EOF"), at=AT,
    )  # fmt: skip
    facts = json.loads(application.submissions.order_by("-number")[0].facts)
    assert [(paper["kind"], paper["job"]) for paper in facts["documents"]] == [("oca_documentation", 1)]
