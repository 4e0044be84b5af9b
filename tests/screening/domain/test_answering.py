"""The last day to answer holds by reading the clock: what comes after it is kept, and recorded and shown as late."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from screening.domain import decision as decisions
from screening.domain import document as documents
from screening.domain.answering import last_day_to_answer, missed_day_of
from screening.enums import ApplicationState, Role
from screening.models import History
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff, make_user

pytestmark = pytest.mark.django_db
DECIDED = datetime(2025, 5, 2, 19, tzinfo=UTC)
LAST_SECOND = datetime(2025, 5, 13, 6, 59, 59, tzinfo=UTC)
"""23:59:59 of May 12 in the city (PDT): ten days after the notice, the whole day still counts."""
MIDNIGHT = datetime(2025, 5, 13, 7, tzinfo=UTC)
SHORT = [make_job(end="2023-04-30")]


def reviewed():
    posting = make_posting()
    application = make_evaluated_application(posting, make_user(), jobs=SHORT)
    analyst = make_staff(Role.ANALYST, posting=posting)
    decisions.confirm(actor=analyst, application_id=application.pk, at=DECIDED)
    application.refresh_from_db()
    return analyst, application


def send(application, at, name="proof.pdf"):
    file = SimpleUploadedFile(name, b"%PDF-1.4\n" + name.encode() + b"\n%%EOF")
    return documents.receive(
        actor=application.applicant,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        file=file,
        at=at,
    )


def missed(application, document):
    return missed_day_of(document, application.decisions.all(), application.document_requests.all())


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (LAST_SECOND, {}),
        (MIDNIGHT, {"late": "yes", "last_day": "2025-05-12"}),
    ],
)
def test_an_answer_is_late_from_the_midnight_after_its_last_day(at, late):
    _, application = reviewed()
    document = send(application, at)
    [line] = History.objects.filter(verb="receive_document")
    assert {key: line.facts[key] for key in ("late", "last_day") if key in line.facts} == late
    assert missed(application, document) == (last_day_to_answer(DECIDED.date()) if late else None)


def test_a_late_answer_is_kept_and_looked_at_all_the_same():
    _, application = reviewed()
    send(application, MIDNIGHT)
    application.refresh_from_db()
    assert (application.state, application.documents.count(), application.submissions.count()) == (
        ApplicationState.SUBMITTED,
        1,
        2,
    )


def test_what_came_with_the_application_or_before_any_notice_is_never_late():
    posting = make_posting()
    application = make_evaluated_application(posting, make_user(), jobs=SHORT)
    early = send(application, MIDNIGHT)
    assert missed(application, early) is None


def test_the_analyst_sees_what_was_late_and_by_which_day(client):
    analyst, application = reviewed()
    send(application, LAST_SECOND, "in-time.pdf")
    send(application, MIDNIGHT, "too-late.pdf")
    client.force_login(analyst)
    page = client.get(f"/admin/screening/application/{application.pk}/change/").content.decode()
    papers = {
        part.split("</a>")[0]: "It came after the last day, May 12, 2025" in part
        for part in page.split("Download ")[1:]
    }
    assert papers == {"in-time.pdf": False, "too-late.pdf": True}


def test_the_applicant_is_told_that_the_last_day_has_passed(client, time_machine):
    _, application = reviewed()
    client.force_login(application.applicant)
    time_machine.move_to(LAST_SECOND, tick=False)
    assert "That whole day still counts" in client.get(f"/applications/{application.pk}/").content.decode()
    time_machine.move_to(MIDNIGHT, tick=False)
    page = client.get(f"/applications/{application.pk}/").content.decode()
    assert "The last day to answer was <strong>May 12, 2025" in " ".join(page.split())
    assert "That whole day still counts" not in page
