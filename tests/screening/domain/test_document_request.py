"""A document is asked for by a last day, reviewed, or not provided; each makes a new version of the facts."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from screening.domain import decision as decisions
from screening.domain import document_request, document_review, evaluation
from screening.domain.queries import latest_submission
from screening.enums import ApplicationState, DocumentVerdict, NoticeKind, Role
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import Document, DocumentReview, History
from tests.factories import FILED_AT, make_evaluated_application, make_job, make_posting, make_staff

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)
OCA = [make_job(kind="out_of_class", city_employee=True, employer="City of San Diego")]


def scene(jobs=OCA):
    posting = make_posting()
    return make_staff(Role.ANALYST, posting=posting), make_evaluated_application(posting, jobs=jobs)


def ask(analyst, application, **changes):
    values = {"kind": "oca_documentation", "job_key": "job1", "due_on": date(2025, 5, 12), "at": AT} | changes
    return document_request.ask(actor=analyst, application_id=application.pk, **values)


def make_document(application, name="oca.pdf", job_key="job1"):
    return Document.objects.create(
        application=application,
        kind="oca_documentation",
        job_key=job_key,
        file=ContentFile(b"%PDF-1.4", name=name),
        original_name=name,
        content_type="application/pdf",
        size=8,
        sha256=name.encode().hex().ljust(64, "0")[:64],
        received_at=AT,
        received_from=application.applicant,
    )


def review(analyst, document, verdict=DocumentVerdict.ACCEPTED, **changes):
    states = {"start": "2023-01-01", "end": "2024-06-30", "total_hours": 3120}
    values = {"states": states, "at": AT} | changes
    return document_review.review_document(actor=analyst, document_id=document.pk, verdict=verdict, **values)


def test_the_usual_due_date_is_the_rules_number_of_days_away():
    assert document_request.usual_due_date(date(2025, 5, 2)) == date(2025, 5, 12)


def test_asking_makes_the_application_incomplete_and_tells_what_by_when_and_how():
    analyst, application = scene()
    asked = ask(analyst, application, note="It must show the dates and the hours.")
    application.refresh_from_db()
    assert application.state == ApplicationState.INCOMPLETE
    assert (asked.kind, asked.job_key, asked.due_on, asked.asked_by) == (
        "oca_documentation",
        "job1",
        date(2025, 5, 12),
        analyst,
    )
    told = application.notices.get(kind=NoticeKind.DOCUMENT_REQUEST)
    assert told.subject == f"Please send a document by May 12, 2025: Utility Clerk ({application.receipt})"
    assert "Out-of-class assignment documentation" in told.body
    assert "It is about this job: Call Center Agent, City of San Diego" in told.body
    assert "It must show the dates and the hours." in told.body
    assert History.objects.get(verb="ask_for_document").to_state == "incomplete"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "diploma"}, "The posting has no document 'diploma'"),
        ({"job_key": ""}, "proves one job"),
        ({"job_key": "job9"}, "has no such job"),
        ({"due_on": date(2025, 5, 2)}, "must be after today"),
    ],
)
def test_asking_is_refused_for_what_the_applicant_could_not_do(changes, words):
    analyst, application = scene()
    with pytest.raises(Refused, match=words):
        ask(analyst, application, **changes)


def test_the_same_document_is_not_asked_for_twice():
    analyst, application = scene()
    ask(analyst, application)
    with pytest.raises(Refused, match="asked for already, until 2025-05-12"):
        ask(analyst, application)


def test_another_document_may_be_asked_for_while_one_is_open():
    analyst, application = scene([*OCA, make_job("job2", kind="out_of_class", city_employee=True)])
    ask(analyst, application)
    ask(analyst, application, job_key="job2")
    assert application.document_requests.count() == 2


def test_only_those_who_review_the_application_ask_and_review():
    analyst, application = scene()
    document = make_document(application)
    for outsider in (
        make_staff(Role.AUDITOR),
        make_staff(Role.SYSTEM_ADMINISTRATOR),
        make_staff(Role.ANALYST, "other@example.org", posting=make_posting("other")),
        application.applicant,
    ):
        with pytest.raises(NotAllowed):
            ask(outsider, application)
        with pytest.raises(NotAllowed):
            review(outsider, document)


def test_an_accepted_document_makes_the_facts_count_and_is_evaluated_again():
    analyst, application = scene()
    assert application.outcome == "undetermined"
    review(analyst, make_document(application))
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    newest = latest_submission(application)
    paper = json.loads(newest.facts)["documents"][0]
    assert (newest.number, newest.cause, paper["verdict"], paper["states"]["total_hours"]) == (
        2,
        "document_reviewed",
        "accepted",
        3120,
    )
    evaluation.evaluate_due(clock=lambda: AT)
    application.refresh_from_db()
    assert (application.state, application.outcome) == (ApplicationState.IN_REVIEW, "met")


def test_a_rejection_says_what_would_mend_the_document():
    analyst, application = scene()
    document = make_document(application)
    with pytest.raises(Refused, match="Say in the note what is wrong"):
        review(analyst, document, DocumentVerdict.REJECTED)
    assert DocumentReview.objects.count() == 0


@pytest.mark.parametrize("states", [{"total_hours": "many"}, {"height": 3}, {"start": 2023}])
def test_what_the_engine_could_not_read_is_refused_at_once(states):
    analyst, application = scene()
    with pytest.raises(Refused, match="cannot be read"):
        review(analyst, make_document(application), states=states)


def test_a_second_review_stands_beside_the_first():
    analyst, application = scene()
    document = make_document(application)
    review(analyst, document, DocumentVerdict.REJECTED, note="The hours are missing.", states={})
    review(analyst, document)
    assert [r.verdict for r in document.reviews.all()] == ["rejected", "accepted"]


def test_no_review_after_the_name_is_on_a_list():
    analyst, application = scene()
    document = make_document(application)
    application.state = ApplicationState.LISTED
    application.save()
    with pytest.raises(MoveNotAllowed):
        review(analyst, document)


def test_a_due_date_that_passed_brings_the_application_back_with_the_document_not_provided():
    analyst, application = scene()
    ask(analyst, application)
    document_request.lapse_due(at=FILED_AT + timedelta(days=11))
    application.refresh_from_db()
    assert application.state == ApplicationState.INCOMPLETE
    document_request.lapse_due(at=FILED_AT + timedelta(days=12))
    evaluation.evaluate_due(clock=lambda: FILED_AT + timedelta(days=12))
    application.refresh_from_db()
    assert (application.state, application.outcome) == (ApplicationState.IN_REVIEW, "not_met")


def test_a_paper_that_comes_after_the_notice_leads_to_a_later_decision_that_names_the_first():
    analyst, application = scene()
    ask(analyst, application)
    late = FILED_AT + timedelta(days=12)
    document_request.lapse_due(at=late)
    evaluation.evaluate_due(clock=lambda: late)
    first = decisions.confirm(actor=analyst, application_id=application.pk, at=late)
    assert first.finding == "not_qualified"
    review(analyst, make_document(application), at=late)
    evaluation.evaluate_due(clock=lambda: late)
    second = decisions.confirm(actor=analyst, application_id=application.pk, at=late)
    application.refresh_from_db()
    assert (second.finding, second.replaces, application.state) == ("qualified", first, "qualified")
