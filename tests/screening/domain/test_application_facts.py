"""What the engine reads of an application: papers with their latest verdict, and what did not come in time."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from screening.domain import document as documents
from screening.domain import document_request, document_review
from screening.domain.facts import facts_of
from screening.enums import DocumentVerdict, Role, Section
from screening.models import Application, Document
from tests.factories import (
    CONTACT,
    FILED_AT,
    make_application,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
)

pytestmark = pytest.mark.django_db
FILED_ON = date(2025, 5, 1)
CITY_JOB = make_job("job2", kind="out_of_class", city_employee=True, employer="City of San Diego")
JOBS = [make_job(), CITY_JOB]


def receive(application: Application, *, at: Any = FILED_AT, content: bytes = b"") -> Document:
    return documents.receive(
        actor=application.applicant,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job2",
        file=SimpleUploadedFile("oca.pdf", b"%PDF-1.4\n" + content + b"%%EOF\n"),
        at=at,
    )


def papers(application: Application) -> Any:
    return facts_of(application, filed_on=FILED_ON)["documents"]


def test_a_paper_proves_its_job_by_its_place_in_the_history() -> None:
    draft = make_application(make_posting(), jobs=JOBS)
    receive(draft)
    assert papers(draft) == [
        {
            "kind": "oca_documentation",
            "received_on": "2025-05-01",
            "via": "upload",
            "verdict": "unreviewed",
            "job": 1,
        }
    ]
    work = draft.sections.get(section=Section.WORK_HISTORY)
    work.content = {"jobs": [CITY_JOB]}
    work.save()
    assert papers(draft)[0]["job"] == 0


def test_a_paper_received_in_the_evening_is_of_the_citys_day() -> None:
    draft = make_application(make_posting(), jobs=JOBS)
    receive(draft, at=FILED_AT.replace(day=2, hour=5))
    assert papers(draft)[0]["received_on"] == "2025-05-01"


def test_the_latest_review_holds_with_what_the_paper_states() -> None:
    posting = make_posting()
    application = make_evaluated_application(posting, jobs=JOBS)
    analyst = make_staff(Role.ANALYST, posting=posting)
    paper = receive(application)
    states = {"start": "2023-01-01", "end": "2024-06-30", "total_hours": 3120}
    for verdict, given, note in (
        (DocumentVerdict.REJECTED, {}, "The signature is missing."),
        (DocumentVerdict.ACCEPTED, states, ""),
    ):
        document_review.review_document(
            actor=analyst, document_id=paper.pk, verdict=verdict, states=given, note=note, at=FILED_AT
        )
    [fact] = papers(application)
    assert (fact["verdict"], fact["states"]) == ("accepted", states)
    versions = [
        json.loads(submission.facts)["documents"] for submission in application.submissions.order_by("number")
    ]
    assert [[paper["verdict"] for paper in version] for version in versions] == [
        [],
        ["unreviewed"],
        ["rejected"],
        ["accepted"],
    ]


def test_what_did_not_come_by_its_day_is_not_provided_until_it_comes() -> None:
    posting = make_posting()
    application = make_evaluated_application(posting, jobs=JOBS)
    document_request.ask(
        actor=make_staff(Role.ANALYST, posting=posting),
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job2",
        due_on=FILED_ON + timedelta(days=10),
        at=FILED_AT,
    )
    late = FILED_AT + timedelta(days=12)
    document_request.lapse_due(at=late)
    assert papers(application) == [{"kind": "oca_documentation", "verdict": "not_provided", "job": 1}]
    receive(application, at=late + timedelta(days=1))
    assert [paper["verdict"] for paper in papers(application)] == ["unreviewed"]


def test_nothing_of_the_person_goes_into_the_facts() -> None:
    job = make_job(description="I was born in 1970 and live alone.")
    facts = json.dumps(facts_of(make_application(make_posting(), jobs=[job]), filed_on=FILED_ON))
    said = [value for value in (*CONTACT.values(), job["description"]) if value in facts and value != "CA"]
    assert said == []


def test_what_was_not_answered_is_left_out() -> None:
    draft = make_application(make_posting(), jobs=[{"key": "job1", "employer": "", "hours_per_week": None}])
    assert facts_of(draft, filed_on=FILED_ON)["jobs"] == [{}]
    draft.sections.all().delete()
    assert facts_of(draft, filed_on=FILED_ON) == {
        "id": f"draft-{draft.pk}",
        "filed_on": "2025-05-01",
        "jobs": [],
        "answers": {},
        "documents": [],
    }
