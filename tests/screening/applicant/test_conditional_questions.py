"""A question is asked when an earlier answer asks it; the answer to a hidden one is kept and never evaluated."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from postings.domain.queries import compiled
from postings.enums import QuestionKind
from postings.minimum_requirements import RequirementsError, compile_requirements
from screening.domain.completeness import missing
from screening.domain.facts import facts_of
from screening.enums import Section
from screening.models import Application, User
from tests.factories import FILED_AT, TREE, make_application, make_posting

pytestmark = pytest.mark.django_db
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"slug": "licence", "kind": QuestionKind.YES_NO, "text": "Do you drive?", "required": True},
    {
        "slug": "since",
        "kind": QuestionKind.NUMBER,
        "text": "For how many years?",
        "required": True,
        "asked_when": {"question": "licence", "is": "yes"},
    },
)


def draft(applicant: User, answers: dict[str, Any]) -> Application:
    posting = make_posting(questions=QUESTIONS, highly_desirable=[])
    return make_application(posting, applicant, answers=answers)


def answers_in(application: Application) -> dict[str, Any]:
    return facts_of(application, filed_on=FILED_AT.date())["answers"]


def test_a_hidden_question_is_not_missing_and_its_answer_is_left_out(applicant: User) -> None:
    hidden = draft(applicant, {"licence": "no", "since": 12})
    assert Section.QUESTIONS not in missing(hidden)
    assert answers_in(hidden) == {"licence": "no"}
    assert hidden.sections.get(section="questions").content["answers"]["since"] == 12


def test_a_question_that_is_asked_is_needed_and_evaluated(applicant: User) -> None:
    application = draft(applicant, {"licence": "yes"})
    assert missing(application)[Section.QUESTIONS] == ["Answer: For how many years?"]
    section = application.sections.get(section="questions")
    section.content = {"answers": {"licence": "yes", "since": 12}}
    section.save()
    assert answers_in(application) == {"licence": "yes", "since": 12}


def test_the_page_says_when_a_question_is_asked_and_the_check_page_hides_it(
    signed_in: Client, applicant: User
) -> None:
    application = draft(applicant, {"licence": "no", "since": 12})
    page = signed_in.get(reverse("applicant:section", args=[application.pk, "questions"])).content.decode()
    assert "Answer this only if you answered “Yes” to: Do you drive?" in page
    check = signed_in.get(reverse("applicant:check", args=[application.pk])).content.decode()
    assert "For how many years?" not in check and "Do you drive?" in check


@pytest.mark.parametrize(
    ("when", "path", "what"),
    [
        ({"question": "later", "is": "yes"}, "questions[1].asked_when.question", "is no question above"),
        ({"question": "since", "is": "yes"}, "questions[1].asked_when.question", "is no question above"),
        ({"question": "licence"}, "questions[1].asked_when", "'is' is missing"),
        ({"question": "licence", "is": "maybe"}, "questions[1].asked_when.is", "is not known here"),
        ({"question": "licence", "is": []}, "questions[1].asked_when.is", "This list is empty"),
        ({"question": "licence", "is": "yes", "or": "no"}, "questions[1].asked_when", "or"),
        ("licence", "questions[1].asked_when", "not a group"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_with_its_path(when: Any, path: str, what: str) -> None:
    questions = [
        {**QUESTIONS[0], "kind": "yes_no"},
        {**QUESTIONS[1], "kind": "number", "asked_when": when},
        {"slug": "later", "kind": "yes_no", "text": "Later?", "required": False},
    ]
    duties = [{"tag": tag, "scale": "yes_no", "label": tag} for tag in ("clerical", "call_center")]
    with pytest.raises(RequirementsError) as refusal:
        compile_requirements({"duties": duties, "questions": questions, "tree": TREE})
    assert refusal.value.problems[0].path.startswith(path)
    assert what in str(refusal.value)


def test_a_condition_is_stored_and_compiled(applicant: User) -> None:
    revision = draft(applicant, {}).revision
    when = compiled(revision).vocabulary.questions["since"].asked_when
    assert when is not None and (when.question, when.answers) == ("licence", ("yes",))
