"""A posting that is revised while a draft is open: answers are kept, and only what is asked is sent."""

import json
from typing import Any

import pytest

from postings.enums import QuestionKind
from screening.domain import application as applications
from screening.domain import evaluation
from screening.domain.completeness import missing
from screening.domain.newest_revision import move_to_newest_revision
from screening.enums import ApplicationState, Section
from screening.errors import NotAllowed, Refused
from screening.models import Application, EvaluationFailure, Submission
from tests.factories import (
    DUTIES,
    FILED_AT,
    QUESTIONS,
    make_application,
    make_evaluated_application,
    make_job,
    make_posting,
    make_revision,
)

pytestmark = pytest.mark.django_db
SHIFTS: dict[str, Any] = {
    "slug": "shifts",
    "kind": QuestionKind.ONE,
    "text": "Which shifts can you work?",
    "choices": [{"value": "day", "label": "Day"}, {"value": "night", "label": "Night"}],
}
TYPES: dict[str, Any] = {
    "tag": "types",
    "scale": "primary",
    "label": "Typing",
    "question": "Was typing one of your duties?",
}


def to_newest(application: Application) -> Application:
    return move_to_newest_revision(actor=application.applicant, application_id=application.pk, at=FILED_AT)


def send(application: Application) -> dict[str, Any]:
    applications.submit(
        actor=application.applicant,
        application_id=application.pk,
        certified_name="Rosa Park",
        arrived_at=FILED_AT,
    )
    facts: dict[str, Any] = json.loads(Submission.objects.get(application=application).facts)
    return facts


def test_a_draft_stays_under_its_revision_until_its_owner_moves_it() -> None:
    posting = make_posting()
    draft = make_application(posting)
    old = draft.revision
    new = make_revision(posting, number=2)
    assert Application.objects.get().revision == old
    assert to_newest(draft).revision == new
    send(draft)
    assert Submission.objects.get().revision == new


def test_a_draft_under_an_older_text_is_not_sent_until_its_owner_moves_it() -> None:
    posting = make_posting()
    draft = make_application(posting)
    make_revision(posting, number=2)
    with pytest.raises(Refused, match="Look at what changed, then check and send."):
        send(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.receipt, Submission.objects.count()) == (ApplicationState.DRAFT, None, 0)
    assert send(to_newest(draft))["answers"] == {"phone_system": "yes"}


def test_an_application_that_was_sent_is_evaluated_under_the_revision_it_was_sent_under() -> None:
    posting = make_posting()
    draft = make_application(posting)
    assert send(draft)["answers"] == {"phone_system": "yes"}
    make_revision(posting, number=2, questions=(SHIFTS,))
    evaluation.evaluate_due(clock=lambda: FILED_AT)
    draft.refresh_from_db()
    assert (draft.state, draft.outcome) == (ApplicationState.IN_REVIEW, "met")
    assert draft.revision.number == 1


def test_answers_that_are_asked_no_more_are_left_out_and_new_ones_are_missing() -> None:
    posting = make_posting()
    draft = make_application(posting)
    make_revision(posting, number=2, questions=(SHIFTS,), duties=[*DUTIES, TYPES], highly_desirable=[])
    draft = to_newest(draft)
    assert missing(draft) == {
        Section.WORK_HISTORY: [
            "Call Center Agent: answer 1 more question about your duties. 'Not sure' is an answer."
        ],
        Section.QUESTIONS: ["Answer: Which shifts can you work?"],
    }
    section = draft.sections.get(section=Section.QUESTIONS)
    section.content = {"answers": {**section.content["answers"], "shifts": "day"}}
    section.save()
    work = draft.sections.get(section=Section.WORK_HISTORY)
    work.content = {"jobs": [make_job(duties={"clerical": "yes", "call_center": "yes", "types": "primary"})]}
    work.save()
    assert send(draft)["answers"] == {"shifts": "day"}
    evaluation.evaluate_due(clock=lambda: FILED_AT)
    draft.refresh_from_db()
    assert (draft.state, EvaluationFailure.objects.count()) == (ApplicationState.IN_REVIEW, 0)


def test_an_answer_that_is_offered_no_more_must_be_given_again() -> None:
    posting = make_posting(questions=(SHIFTS,), highly_desirable=[])
    draft = make_application(posting, answers={"shifts": "night"})
    make_revision(
        posting, number=2, questions=({**SHIFTS, "choices": SHIFTS["choices"][:1]},), highly_desirable=[]
    )
    draft = to_newest(draft)
    assert missing(draft) == {Section.QUESTIONS: ["Answer: Which shifts can you work?"]}


def test_a_duty_that_is_asked_no_more_is_left_out_of_what_is_sent() -> None:
    posting = make_posting(duties=[*DUTIES, TYPES])
    job = make_job(duties={"clerical": "yes", "call_center": "yes", "types": "sometimes"})
    draft = make_application(posting, jobs=[job])
    make_revision(posting, number=2)
    assert send(to_newest(draft))["jobs"][0]["duties"] == {"clerical": "yes", "call_center": "yes"}


def test_a_sent_application_is_never_moved() -> None:
    posting = make_posting()
    sent = make_evaluated_application(posting)
    make_revision(posting, number=2, questions=QUESTIONS[:1])
    with pytest.raises(NotAllowed):
        to_newest(sent)
