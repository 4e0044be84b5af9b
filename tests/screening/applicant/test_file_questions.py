"""A question that a file answers: asked, received, inspected, frozen and shown as any answer and any paper."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from postings.minimum_requirements import FactsError, RequirementsError, compile_requirements, evaluate
from screening.city_time import city_day, now
from screening.domain import application as applications
from screening.domain import document as documents
from screening.domain import document_request, document_review, evaluation
from screening.domain.completeness import missing
from screening.domain.cover_sheet import cover_sheet
from screening.domain.facts import facts_of
from screening.domain.queries import latest_submission
from screening.domain.sent_copy import content_of, copy_of
from screening.enums import ApplicationState, DocumentFinding, DocumentVerdict, Role, Section
from screening.errors import Refused
from screening.models import Application, Document, DocumentInspection, User
from screening.pool_columns import rows
from screening.sent_pdf import words
from tests.factories import FILED_AT, TREE, make_application, make_posting, make_staff, make_user
from tests.screening.applicant.conftest import BACKEND
from tests.screening.applicant.papers import PDF

pytestmark = pytest.mark.django_db
SIGNED_IN = 3  # the session, its user, and how many notices wait to be read
DIGEST = hashlib.sha256(PDF).hexdigest()
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"slug": "drives", "kind": "yes_no", "text": "Do you drive a truck?", "required": True},
    {"slug": "resume", "kind": "file", "text": "Attach your résumé", "required": True},
    {
        "slug": "record",
        "kind": "file",
        "text": "Attach your driving record",
        "required": True,
        "asked_when": {"question": "drives", "is": "yes"},
    },
)


@pytest.fixture
def draft(applicant: User) -> Application:
    posting = make_posting(questions=QUESTIONS, highly_desirable=[])
    return make_application(posting, applicant, answers={"drives": "no"}, at=now())


def receive(application: Application, kind: str = "resume", content: bytes = PDF) -> Document:
    return documents.receive(
        actor=application.applicant,
        application_id=application.pk,
        kind=kind,
        file=ContentFile(content, f"{kind}.pdf"),
        at=now(),
    )


def sent(draft: Application) -> Application:
    receive(draft)
    application = applications.submit(
        actor=draft.applicant, application_id=draft.pk, certified_name="Rosa Park", arrived_at=now()
    )
    evaluation.evaluate_due(clock=now)
    application.refresh_from_db()
    return application


def answers(application: Application) -> dict[str, Any]:
    if application.state == ApplicationState.DRAFT:
        return facts_of(application, filed_on=FILED_AT.date())["answers"]
    return json.loads(latest_submission(application).facts)["answers"]


def found(document: Document, finding: DocumentFinding) -> None:
    DocumentInspection.objects.filter(document=document).update(finding=finding)


def questions(application: Application) -> str:
    return reverse("applicant:section", args=[application.pk, "questions"])


def test_it_is_missing_until_its_file_is_there_and_again_when_the_file_cannot_be_used(
    draft: Application,
) -> None:
    assert missing(draft) == {Section.QUESTIONS: ["Answer: Attach your résumé"]}
    paper = receive(draft)
    assert (missing(draft), answers(draft)) == ({}, {"drives": "no", "resume": [DIGEST]})
    found(paper, DocumentFinding.INFECTED)
    assert missing(draft) == {Section.QUESTIONS: ["Answer: Attach your résumé"]}
    assert answers(draft) == {"drives": "no"}


def test_a_file_for_a_hidden_question_is_kept_and_not_evaluated(draft: Application) -> None:
    receive(draft, "record", PDF + b"\n")
    assert answers(draft) == {"drives": "no"}
    section = draft.sections.get(section="questions")
    section.content = {"answers": {"drives": "yes"}}
    section.save()
    assert sorted(answers(draft)) == ["drives", "record"]
    assert missing(draft) == {Section.QUESTIONS: ["Answer: Attach your résumé"]}


def test_the_page_saves_what_was_typed_then_asks_for_the_file_and_comes_back(
    signed_in: Client, draft: Application
) -> None:
    page = signed_in.get(questions(draft)).content.decode()
    assert "Save and add a file" in page and 'type="file"' not in page
    answer = signed_in.post(questions(draft), {"version": 1, "drives": "yes", "add_file": "resume"})
    upload = reverse("applicant:document_add", args=[draft.pk]) + "?kind=resume"
    assert answer["Location"] == upload
    assert draft.sections.get(section="questions").content == {"answers": {"drives": "yes"}}
    page = signed_in.get(upload).content.decode()
    assert "Attach your résumé" in page and "It must come with your application." in page
    assert "cover sheet" not in page
    answer = signed_in.post(upload, {"file": SimpleUploadedFile("cv.pdf", PDF)})
    assert answer["Location"] == questions(draft)
    page = signed_in.get(questions(draft)).content.decode()
    assert "cv.pdf" in page and "Save and add another file" in page
    check = signed_in.get(reverse("applicant:check", args=[draft.pk])).content.decode()
    assert "cv.pdf" in check and "SHA-256" not in check
    paper = draft.documents.get()
    gone = signed_in.post(questions(draft), {"version": 2, "drives": "no", "remove_file": paper.pk})
    assert (gone["Location"], draft.documents.count()) == (questions(draft), 0)
    assert draft.sections.get(section="questions").content == {"answers": {"drives": "no"}}


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 an executable", b"<svg><script>1</script></svg>"])
def test_it_refuses_what_documents_refuse(signed_in: Client, draft: Application, content: bytes) -> None:
    upload = reverse("applicant:document_add", args=[draft.pk]) + "?kind=resume"
    answer = signed_in.post(upload, {"file": SimpleUploadedFile("cv.pdf", content)})
    assert (answer.status_code, draft.documents.count()) == (400, 0)


def test_what_a_page_posts_for_it_is_no_answer_and_other_papers_are_out_of_its_reach(
    signed_in: Client, draft: Application
) -> None:
    paper = documents.receive(
        actor=draft.applicant, application_id=draft.pk, kind="oca_documentation", job_key="job1",
        file=ContentFile(PDF, "oca.pdf"), at=now(),
    )  # fmt: skip
    other = make_application(draft.posting, make_user("other@example.org"), at=now())
    theirs = receive(other)
    for version, number in enumerate((paper.pk, theirs.pk, 10**12), start=1):
        typed = {"version": version, "drives": "no", "resume": "a" * 64, "remove_file": number}
        assert signed_in.post(questions(draft), typed).status_code == 404
    for value in ("", "-1", "\0", "１", "9" * 30, "x"):
        assert (
            signed_in.post(questions(draft), {"drives": "no", "version": 1, "remove_file": value}).status_code
            == 302
        )
    for value in ("", "drives", "oca_documentation", "x" * 500):
        answer = signed_in.post(questions(draft), {"drives": "no", "version": 1, "add_file": value})
        assert answer["Location"] == reverse("applicant:application", args=[draft.pk])
    assert answers(draft) == {"drives": "no"}
    assert Document.objects.count() == 2


def test_a_stranger_neither_sees_the_page_nor_sends_a_file(stranger: Client, draft: Application) -> None:
    upload = reverse("applicant:document_add", args=[draft.pk]) + "?kind=resume"
    file = SimpleUploadedFile("cv.pdf", PDF)
    assert {stranger.get(upload).status_code, stranger.post(upload, {"file": file}).status_code} == {404}
    assert stranger.post(questions(draft), {"add_file": "resume"}).status_code == 404


def test_it_is_frozen_when_it_is_sent_and_the_copy_names_it_with_its_digest(draft: Application) -> None:
    application = sent(draft)
    assert answers(application) == {"drives": "no", "resume": [DIGEST]}
    copy = copy_of(application.applicant, application)
    blocks = words(copy, content_of(copy))["blocks"]
    said = {row["key"]: row["lines"] for block in blocks for row in block["rows"]}
    assert said["Attach your résumé"] == ["resume.pdf", f"SHA-256: {DIGEST}"]
    assert said["Documents"] == ["None"] and "Attach your driving record" not in said


def test_a_file_of_a_pool_says_its_name_and_not_its_digest(draft: Application) -> None:
    application = sent(draft)
    line = next(rows(Application.objects.filter(pk=application.pk), ["receipt"], ["drives", "resume"]))
    assert line == [application.receipt, "no", "resume.pdf"]


def test_it_comes_with_the_application_and_later_only_when_it_is_asked_for(
    signed_in: Client, draft: Application
) -> None:
    application = sent(draft)
    with pytest.raises(Refused, match="had to come with the application: Attach your résumé"):
        receive(application, content=PDF + b"\n")
    status = signed_in.get(reverse("applicant:application", args=[application.pk])).content.decode()
    assert "?kind=resume" not in status
    document_request.ask(
        actor=make_staff(Role.ANALYST, posting=application.posting),
        application_id=application.pk,
        kind="resume",
        due_on=city_day(now()) + timedelta(days=9),
        at=now(),
    )
    status = signed_in.get(reverse("applicant:application", args=[application.pk])).content.decode()
    assert "?kind=resume" in status
    later = receive(application, content=PDF + b"\n")
    assert answers(application) == {"drives": "no", "resume": [DIGEST, later.sha256]}
    first = json.loads(application.submissions.get(number=1).facts)
    assert first["answers"] == {"drives": "no", "resume": [DIGEST]}


def test_a_request_that_lapses_leaves_facts_that_the_engine_reads(draft: Application) -> None:
    application = sent(draft)
    analyst = make_staff(Role.ANALYST, posting=application.posting)
    due = city_day(now()) + timedelta(days=9)
    document_request.ask(actor=analyst, application_id=application.pk, kind="resume", due_on=due, at=now())
    assert document_request.lapse_due(at=now() + timedelta(days=11)) == 1
    evaluation.evaluate_due(clock=now)
    assert json.loads(latest_submission(application).facts)["documents"] == []
    assert latest_submission(application).evaluations.get().outcome == "met"


def test_an_analyst_sees_its_name_opens_it_and_may_review_it(draft: Application) -> None:
    application = sent(draft)
    analyst = make_staff(Role.ANALYST, posting=application.posting)
    client = Client()
    client.force_login(analyst, backend=BACKEND)
    page = client.get(f"/admin/screening/application/{application.pk}/change/").content.decode()
    assert "resume.pdf (among the documents)" in page and DIGEST not in page
    paper = application.documents.get()
    assert client.get(reverse("applicant:download", args=[paper.pk])).status_code == 200
    document_review.review_document(
        actor=analyst, document_id=paper.pk, verdict=DocumentVerdict.ACCEPTED, at=now()
    )
    assert answers(application) == {"drives": "no", "resume": [DIGEST]}


def test_no_cover_sheet_is_made_for_it_while_it_can_be_uploaded(draft: Application) -> None:
    with pytest.raises(Refused, match="Upload it here"):
        cover_sheet(actor=draft.applicant, application_id=draft.pk, kind="resume", job_key="", at=now())


@pytest.mark.parametrize("count", [1, 3])
def test_the_questions_ask_the_same_number_of_queries_for_one_file_and_for_three(
    signed_in: Client, draft: Application, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        receive(draft, content=PDF + b"\n" * number)
    signed_in.get(questions(draft))
    with django_assert_num_queries(SIGNED_IN + 5):
        page = signed_in.get(questions(draft)).content.decode()
    assert page.count('name="remove_file"') == count


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ({"documents": [{"slug": "resume"}]}, "a document has this name too"),
        ({"tree": {"answer": "resume", "is": "yes"}}, "A question of the kind file has no 'is'"),
        (
            {"questions": [{"slug": "resume", "kind": "file", "choices": [{"value": "a", "label": "A"}]}]},
            "no choices",
        ),
    ],
)
def test_what_a_file_cannot_be_asked_is_refused(part: dict[str, Any], problem: str) -> None:
    document = {"questions": [{"slug": "resume", "kind": "file"}], "tree": {"judgement": "It is good."}}
    with pytest.raises(RequirementsError, match=problem):
        compile_requirements(document | part)


@pytest.mark.parametrize(
    "value", ["a" * 64, [], ["a" * 63], ["A" * 64], ["a" * 64] * 2, [1], {"a": 1}, ["é" * 64]]
)
def test_facts_name_the_files_by_their_digests(value: Any) -> None:
    rules = compile_requirements(
        {
            "questions": [{"slug": "resume", "kind": "file"}],
            "duties": [{"tag": tag, "scale": "yes_no"} for tag in ("clerical", "call_center")],
            "tree": TREE,
        }
    )
    facts: dict[str, Any] = {"filed_on": "2025-05-01", "jobs": [], "answers": {"resume": value}}
    with pytest.raises(FactsError, match="SHA-256"):
        evaluate(rules, facts, revision="r")
    good = facts | {"answers": {"resume": ["a" * 64, "b" * 64]}}
    assert evaluate(rules, good, revision="r").proof()["tree"]["outcome"] == "not_met"
