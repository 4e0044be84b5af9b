"""Sending an application: once, in time, complete, and frozen as it stands."""

import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from postings.domain.cancel import cancel_posting
from screening.domain import application as applications
from screening.domain import document as documents
from screening.enums import ApplicationState, NoticeKind, Role, Section
from screening.errors import NotAllowed, Refused
from screening.models import Application, ContactDetails, History, Notice, Submission
from tests.factories import FILED_AT, make_application, make_job, make_posting, make_staff, make_user

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


def send(application: Application, *, at: object = FILED_AT, name: str = "Rosa Park") -> Application:
    return applications.submit(
        actor=application.applicant,
        application_id=application.pk,
        certified_name=name,
        arrived_at=at,  # type: ignore[arg-type]
    )


def test_a_person_has_one_draft_a_posting() -> None:
    posting, person = make_posting(), make_user()
    first = applications.start(actor=person, posting_id=posting.pk, at=FILED_AT)
    assert applications.start(actor=person, posting_id=posting.pk, at=FILED_AT) == first
    assert Application.objects.count() == 1
    assert History.objects.filter(verb="start").count() == 1


def test_no_draft_begins_before_the_posting_opens_or_after_it_closes() -> None:
    posting = make_posting(opens_at=FILED_AT, closes_at=FILED_AT + timedelta(days=7))
    person = make_user()
    for at in (posting.opens_at - MOMENT, posting.closes_at + MOMENT):  # type: ignore[operator]
        with pytest.raises(Refused):
            applications.start(actor=person, posting_id=posting.pk, at=at)
    assert Application.objects.count() == 0


def test_what_is_sent_is_frozen_with_its_hash_under_the_drafts_revision() -> None:
    sent = send(make_application(make_posting()))
    submission = Submission.objects.get()
    assert (sent.state, sent.submitted_at, sent.name) == (ApplicationState.SUBMITTED, FILED_AT, "Rosa Park")
    assert submission.facts_sha256 == hashlib.sha256(submission.facts.encode()).hexdigest()
    assert (submission.number, submission.cause, submission.revision_id) == (1, "sent", sent.revision_id)
    assert (submission.certified_name, str(submission.certified_on)) == ("Rosa Park", "2025-05-01")
    assert json.loads(submission.facts) == {
        "id": sent.receipt,
        "filed_on": "2025-05-01",
        "jobs": [{name: value for name, value in make_job().items() if name != "key"}],
        "answers": {"phone_system": "yes"},
        "documents": [],
    }


def test_sending_leaves_one_line_of_history_and_one_notice() -> None:
    sent = send(make_application(make_posting()))
    line = History.objects.get(verb="submit")
    assert (line.actor, line.from_state, line.to_state) == (sent.applicant, "draft", "submitted")
    assert line.facts == {"receipt": sent.receipt, "facts_sha256": Submission.objects.get().facts_sha256}
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == (NoticeKind.RECEIVED, sent.applicant)
    assert notice.subject == f"We received your application for Utility Clerk ({sent.receipt})"


def test_a_repeat_gives_the_same_receipt_and_changes_nothing() -> None:
    draft = make_application(make_posting())
    first = send(draft)
    again = send(draft, at=FILED_AT + timedelta(hours=1), name="Somebody Else")
    assert (again.receipt, again.submitted_at) == (first.receipt, FILED_AT)
    assert (Submission.objects.count(), Notice.objects.count()) == (1, 1)
    assert Submission.objects.get().certified_name == "Rosa Park"


def test_a_receipt_is_read_aloud_without_doubt() -> None:
    receipts = {applications.new_receipt() for _ in range(200)}
    assert len(receipts) == 200
    assert all(
        re.fullmatch(r"([2-9BCDFGHJKMNPQRTVWXY]{4}-){2}[2-9BCDFGHJKMNPQRTVWXY]{4}", r) for r in receipts
    )


def test_the_deadline_is_the_instant_of_arrival_to_the_moment() -> None:
    closes = FILED_AT + timedelta(days=7)
    posting = make_posting(closes_at=closes)
    in_time = make_application(posting)
    late = make_application(posting, make_user("late@example.org"))
    assert send(in_time, at=closes).state == ApplicationState.SUBMITTED
    with pytest.raises(Refused, match=r"^This posting closed on Thursday, May 8, 2025 at 12:00 p.m. Pacific"):
        send(late, at=closes + MOMENT)
    late.refresh_from_db()
    assert (late.state, late.receipt) == (ApplicationState.DRAFT, None)
    assert applications.save_section(
        actor=late.applicant,
        application_id=late.pk,
        section=Section.QUESTIONS,
        content={"answers": {}},
        version=1,
        at=closes + MOMENT,
    ).content == {"answers": {}}


def test_a_cancelled_posting_takes_nothing_more() -> None:
    posting = make_posting()
    draft = make_application(posting)
    cancel_posting(
        posting_id=posting.pk,
        actor=make_staff(Role.SUPERVISING_ANALYST),
        at=FILED_AT,
    )
    with pytest.raises(Refused, match="takes no applications now"):
        send(draft)


def test_what_is_missing_is_said_by_section() -> None:
    job = make_job(title="Clerk", duties={"clerical": "yes"})
    del job["end"]
    draft = make_application(make_posting(), jobs=[job], answers={})
    ContactDetails.objects.filter(person=draft.applicant).update(postal_code="")
    with pytest.raises(applications.Incomplete) as refusal:
        send(draft)
    assert refusal.value.missing == {
        Section.CONTACT: ["Enter your ZIP code."],
        Section.WORK_HISTORY: [
            "Clerk: add when it ended, or that you still work there.",
            "Clerk: answer 1 more question about your duties. 'Not sure' is an answer.",
        ],
        Section.QUESTIONS: ["Answer: Have you worked with a phone system?"],
    }
    assert Submission.objects.count() == 0


def test_nothing_is_sent_unsigned() -> None:
    with pytest.raises(applications.Incomplete):
        send(make_application(make_posting()), name="  ")


def test_a_job_of_which_nothing_is_known_is_no_reason_to_fail_silently() -> None:
    with pytest.raises(applications.Incomplete) as refusal:
        send(make_application(make_posting(), jobs=[{"key": "job1"}]))
    assert refusal.value.missing[Section.WORK_HISTORY][0] == (
        "Job 1: add the employer, your job title, when you started, your hours a week, what kind of job it was, "
        "when it ended, or that you still work there."
    )


@pytest.mark.parametrize("role", [None, Role.SUPERVISING_ANALYST])
def test_nobody_else_saves_or_sends_a_draft(role: Role | None) -> None:
    draft = make_application(make_posting())
    other = make_staff(role) if role else make_user("other@example.org")
    with pytest.raises(NotAllowed):
        applications.submit(actor=other, application_id=draft.pk, certified_name="Other", arrived_at=FILED_AT)
    with pytest.raises(NotAllowed):
        applications.save_section(
            actor=other, application_id=draft.pk, section=Section.CONTACT, content={}, version=1, at=FILED_AT
        )


def test_what_was_sent_is_edited_no_more() -> None:
    sent = send(make_application(make_posting()))
    with pytest.raises(NotAllowed):
        applications.save_section(
            actor=sent.applicant,
            application_id=sent.pk,
            section=Section.CONTACT,
            content={},
            version=1,
            at=FILED_AT,
        )


def test_a_paper_that_must_come_with_the_application_is_asked_for() -> None:
    transcript = {"slug": "transcript", "label": "Transcript", "needed": "required", "curable": False}
    helpful = {"slug": "letter", "label": "Letter", "needed": "helpful"}
    draft = make_application(make_posting(documents=(transcript, helpful), out_of_class_document=None))
    with pytest.raises(applications.Incomplete) as refusal:
        send(draft)
    assert refusal.value.missing == {Section.DOCUMENTS: ["Add this document: Transcript"]}
    documents.receive(
        actor=draft.applicant,
        application_id=draft.pk,
        kind="transcript",
        file=SimpleUploadedFile("transcript.pdf", b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"),
        at=FILED_AT,
    )
    assert send(draft).state == ApplicationState.SUBMITTED
