"""An appeal: filed in time or late, once a requirement; decided by another person; taken back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from screening.domain import appeal as appeals
from screening.domain import decision as decisions
from screening.domain import document as documents
from screening.domain.queries import current_decision, latest_submission
from screening.enums import AppealState, ApplicationState, NoticeKind, Role
from screening.errors import MoveNotAllowed, NotAllowed, Refused
from screening.models import Appeal, Document, History
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
AT = FILED_AT + timedelta(days=1)  # Friday, May 2, 2025
SHORT = [make_job(end="2023-04-30")]


def scene(jobs=SHORT):
    posting = make_posting()
    analyst = make_staff(Role.ANALYST, posting=posting)
    application = make_evaluated_application(posting, jobs=jobs)
    decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
    application.refresh_from_db()
    return make_staff(Role.SUPERVISING_ANALYST), analyst, application


def filed(application, **changes):
    values = {"requirement": "clerical", "why": "You left out my second job.", "at": AT} | changes
    return appeals.appeal(actor=application.applicant, application_id=application.pk, **values)


def kinds(application):
    return list(application.notices.order_by("id").values_list("kind", flat=True))


def test_an_appeal_is_kept_with_its_window_and_told():
    _, analyst, application = scene()
    made = filed(application)
    assert (made.state, made.appeals_from, made.is_late) == (AppealState.OPEN, analyst, False)
    assert made.last_day == date(2025, 5, 12)
    assert kinds(application)[-1] == NoticeKind.APPEAL_RECEIVED
    line = History.objects.get(verb="appeal")
    assert (line.actor, line.facts["is_late"]) == (application.applicant, False)
    application.refresh_from_db()
    assert application.state == ApplicationState.NOT_QUALIFIED


@pytest.mark.parametrize(
    ("at", "is_late"),
    [
        (datetime(2025, 5, 13, 6, 59, 59, tzinfo=UTC), False),  # the last second of May 12 in the city
        (datetime(2025, 5, 13, 7, tzinfo=UTC), True),
    ],
)
def test_the_last_day_is_whole_and_a_late_appeal_is_taken_and_marked(at, is_late):
    _, _, application = scene()
    made = filed(application, at=at)
    assert made.is_late is is_late
    assert ("marked it as late" in application.notices.get(kind="appeal_received").body) is is_late


def test_the_window_is_the_postings_in_business_days():
    _, _, application = scene()
    revision = application.revision
    revision.appeal_days, revision.appeal_counted = 10, "business"
    decision = current_decision(application)
    decision.application.revision = revision
    assert appeals.last_day_of(decision) == date(2025, 5, 16)


def test_only_its_owner_appeals_and_takes_back():
    _, analyst, application = scene()
    for person in (make_user("other@example.org"), analyst):
        with pytest.raises(NotAllowed):
            appeals.appeal(
                actor=person, application_id=application.pk, requirement="clerical", why="Why", at=AT
            )
    made = filed(application)
    with pytest.raises(NotAllowed):
        appeals.withdraw_appeal(actor=analyst, appeal_id=made.pk, at=AT)


def test_before_a_person_decided_there_is_nothing_to_appeal():
    application = make_evaluated_application(make_posting(), jobs=SHORT)
    with pytest.raises(Refused, match="nothing to appeal now"):
        filed(application)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"requirement": "typing"}, "Choose which requirement"),
        ({"why": "  "}, "Say why"),
        ({"why": "x" * 4001}, "at most 4000"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(changes, words):
    _, _, application = scene()
    with pytest.raises(Refused, match=words):
        filed(application, **changes)
    assert Appeal.objects.count() == 0


def test_the_same_requirement_is_open_once_and_may_be_appealed_again_after_it_was_taken_back():
    _, _, application = scene()
    first = filed(application)
    with pytest.raises(Refused, match="already"):
        filed(application)
    appeals.withdraw_appeal(actor=application.applicant, appeal_id=first.pk, at=AT)
    assert kinds(application)[-1] == NoticeKind.APPEAL_WITHDRAWN
    assert filed(application).state == AppealState.OPEN


def test_papers_are_kept_once_and_are_no_part_of_the_facts():
    _, analyst, application = scene()
    paper = SimpleUploadedFile("letter.pdf", b"%PDF-1.4\n%%EOF")
    made = filed(application, files=[paper])
    kept = Document.objects.get(application=application)
    assert [each.document for each in made.attachments.all()] == [kept]
    assert (kept.kind, kept.original_name) == ("appeal", "letter.pdf")
    documents.receive(
        actor=application.applicant,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        file=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n\n%%EOF"),
        at=AT,
    )
    assert '"kind":"appeal"' not in latest_submission(application).facts
    assert analyst


def test_a_file_that_cannot_be_read_refuses_the_whole_appeal():
    _, _, application = scene()
    with pytest.raises(Refused):
        filed(application, files=[SimpleUploadedFile("letter.pdf", b"MZ program")])
    assert (Appeal.objects.count(), Document.objects.count()) == (0, 0)


def test_a_granted_appeal_is_a_decision_of_another_person_and_qualifies():
    supervisor, analyst, application = scene()
    made = filed(application)
    ended = appeals.decide_appeal(
        actor=supervisor, appeal_id=made.pk, grant=True, reasons="The letter shows it.", at=AT
    )
    application.refresh_from_db()
    decision = current_decision(application)
    assert application.state == ApplicationState.QUALIFIED
    assert (decision.decided_by, decision.reason, decision.note) == (
        supervisor,
        "appeal_granted",
        "The letter shows it.",
    )
    assert (ended.new_decision, ended.state, ended.ended_by) == (decision, AppealState.GRANTED, supervisor)
    assert decision.replaces.decided_by == analyst
    assert kinds(application)[-2:] == [NoticeKind.QUALIFIED, NoticeKind.APPEAL_GRANTED]


def test_an_upheld_finding_stands_with_the_reasons():
    supervisor, _, application = scene()
    made = filed(application)
    appeals.decide_appeal(
        actor=supervisor, appeal_id=made.pk, grant=False, reasons="Four months only.", at=AT
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.NOT_QUALIFIED
    assert "Four months only." in application.notices.get(kind="appeal_upheld").body


def test_nobody_decides_an_appeal_of_their_own_decision_and_the_database_keeps_it_so():
    supervisor, analyst, application = scene()
    made = filed(application)
    with pytest.raises(NotAllowed):
        appeals.decide_appeal(actor=analyst, appeal_id=made.pk, grant=True, reasons="Yes.", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(
            state="granted", ended_by=analyst, ended_at=AT, reasons="Yes."
        )
    assert supervisor


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.HIRING_MANAGER, Role.SYSTEM_ADMINISTRATOR])
def test_who_may_not_decide(role):
    _, _, application = scene()
    made = filed(application)
    with pytest.raises(NotAllowed):
        appeals.decide_appeal(
            actor=make_staff(
                role, department=application.posting.department if role == Role.HIRING_MANAGER else None
            ),
            appeal_id=made.pk,
            grant=True,
            reasons="Yes.",
            at=AT,
        )


def test_an_appeal_ends_once_and_stays_as_it_was_filed():
    supervisor, _, application = scene()
    made = filed(application)
    with pytest.raises(Refused, match="Say why"):
        appeals.decide_appeal(actor=supervisor, appeal_id=made.pk, grant=False, reasons=" ", at=AT)
    appeals.decide_appeal(actor=supervisor, appeal_id=made.pk, grant=False, reasons="No.", at=AT)
    with pytest.raises(MoveNotAllowed, match="ended already"):
        appeals.withdraw_appeal(actor=application.applicant, appeal_id=made.pk, at=AT)
    for change in ({"why": "Other"}, {"reasons": "Other"}):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            Appeal.objects.filter(pk=made.pk).update(**change)
