"""Records end after four years by two people, never under a hold; history's seals still agree afterwards."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from postings.models import Posting
from screening.city_time import now
from screening.domain import decision as decisions
from screening.domain import dossier as dossiers
from screening.domain import history, legal_hold, records, survey
from screening.domain import records_deletion as deletions
from screening.domain.retention import keep_until
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import (
    Application,
    Document,
    Evaluation,
    InterviewList,
    RecordsDeletion,
    SurveyAnswers,
    User,
)
from tests.factories import FILED_AT, make_application, make_evaluated_application, make_posting, make_staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
AFTER = datetime(2029, 5, 2, 19, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def first(db: None) -> User:
    return make_staff(Role.SUPERVISING_ANALYST)


@pytest.fixture
def second(db: None) -> User:
    return make_staff(Role.SUPERVISING_ANALYST, "second@example.org")


@pytest.fixture
def posting(first: User) -> Posting:
    posting = make_posting(closes_at=FILED_AT + DAY)
    application = make_evaluated_application(posting)
    decisions.confirm(actor=first, application_id=application.pk, at=FILED_AT)
    return posting


def propose(person: User, posting: Posting, at: datetime = AFTER) -> RecordsDeletion:
    return deletions.propose(actor=person, posting=posting, reason="Four years are over.", at=at)


def test_everything_of_a_whole_recruitment_goes_and_is_certified(
    first: User, second: User, django_capture_on_commit_callbacks: Any
) -> None:
    call_command("load_posting", "postings/data/customer-services-representative.yaml", stdout=StringIO())
    call_command("load_demonstration", stdout=StringIO())
    listed = InterviewList.objects.select_related("eligible_list__posting").first()
    assert listed is not None
    posting = listed.eligible_list.posting
    application = posting.applications.exclude(state="draft").first()
    survey.answer(
        actor=application.applicant, application_id=application.pk, answers={"sex": "male"}, at=now()
    )
    kept = default_storage.save("documents/2025/05/a.pdf", ContentFile(b"paper"))
    Document.objects.create(
        application=application, kind="other", file=kept, original_name="a.pdf", content_type="application/pdf",
        size=5, sha256=hashlib.sha256(b"paper").hexdigest(), received_at=now(),
    )  # fmt: skip
    dossiers.ask(actor=first, posting=posting, at=now())
    dossiers.build_due(clock=now)
    elsewhere = make_posting(closes_at=now() + DAY, opens_at=now() - DAY)
    copied = make_application(elsewhere, application.applicant, at=now())
    Application.objects.filter(pk=copied.pk).update(started_from=application)
    history.seal(at=now())
    Posting.objects.filter(pk=posting.pk).update(closes_at=now())
    at = now() + timedelta(days=4 * 366)
    people = posting.applications.count()
    deletion = propose(first, posting, at)
    deletions.agree(actor=second, deletion_id=deletion.pk, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        assert deletions.delete_due(clock=lambda: at) == 1
    assert {table.model.__name__: table.rows(posting).count() for table in records.tables()} == {
        table.model.__name__: 0 for table in records.tables()
    }
    assert (SurveyAnswers.objects.count(), default_storage.exists(kept)) == (0, False)
    assert list(Application.objects.values_list("pk", "started_from")) == [(copied.pk, None)]
    deletion.refresh_from_db()
    certificate = deletions.certificate_of(deletion)
    rows = {line["table"]: line["rows"] for line in certificate["tables"]}
    assert (rows["screening_application"], rows["screening_dossier"], certificate["files"]) == (people, 1, 2)
    assert certificate["agreed"].startswith(str(second))
    assert deletion.certificate_sha256 == hashlib.sha256(deletion.certificate.encode()).hexdigest()
    history.seal(at=at)
    assert history.faults() == []
    call_command("check_invariants", stdout=StringIO(), stderr=StringIO())


def test_every_table_that_points_to_an_application_is_found() -> None:
    found = {table.model.__name__ for table in records.tables()}
    assert {
        "Submission",
        "Evaluation",
        "Decision",
        "IssuedPdf",
        "Disposition",
        "Selection",
        "Notice",
    } <= found
    order = [table.model.__name__ for table in records.tables()]
    assert order.index("Disposition") < order.index("Referral") < order.index("EligibleList")
    assert order.index("Evaluation") < order.index("Submission") < order.index("Application")


def test_not_before_the_day_after_four_years(first: User, posting: Posting) -> None:
    assert keep_until(posting).isoformat() == "2029-05-01"
    with pytest.raises(Refused, match="must be kept through May 1, 2029"):
        propose(first, posting, AFTER - DAY)


def test_an_action_in_between_keeps_them_for_longer(first: User, second: User, posting: Posting) -> None:
    deletion = propose(first, posting)
    deletions.agree(actor=second, deletion_id=deletion.pk, at=AFTER)
    application = posting.applications.get()
    history.record(actor=first, verb="reverse", subject=application, application=application, at=AFTER)
    assert deletions.delete_due(clock=lambda: AFTER) == 0
    deletion.refresh_from_db()
    assert "must be kept through" in deletion.ended_why and not deletion.certificate
    assert Evaluation.objects.count() == 1


def test_the_same_person_twice_is_refused_by_verb_and_database(first: User, posting: Posting) -> None:
    deletion = propose(first, posting)
    with pytest.raises(Refused, match="Another supervising analyst"):
        deletions.agree(actor=first, deletion_id=deletion.pk, at=AFTER)
    with pytest.raises(IntegrityError, match="records_deletion_by_two_people"), transaction.atomic():
        RecordsDeletion.objects.update(agreed_by=first, agreed_at=AFTER)
    assert deletions.delete_due(clock=lambda: AFTER) == 0
    assert Application.objects.count() == 1


def test_a_hold_stops_it_at_every_step(first: User, second: User, posting: Posting) -> None:
    deletion = propose(first, posting)
    hold = legal_hold.place(actor=second, posting=posting, reason="Park v. City", at=AFTER)
    with pytest.raises(Refused, match="legal hold"):
        deletions.agree(actor=second, deletion_id=deletion.pk, at=AFTER)
    legal_hold.release(actor=first, hold_id=hold.pk, why="Settled.", at=AFTER)
    deletions.agree(actor=second, deletion_id=deletion.pk, at=AFTER)
    legal_hold.place(actor=first, posting=posting, reason="Diaz v. City", at=AFTER)
    assert deletions.delete_due(clock=lambda: AFTER) == 0
    assert Application.objects.count() == 1
    with pytest.raises(Refused, match="legal hold"):
        propose(first, posting)


def test_the_database_itself_asks_for_two_people_and_no_hold(
    first: User, second: User, posting: Posting
) -> None:
    """Even with the guards of single rows off, and with SQL of one's own."""

    def gone() -> int:
        deletions._delete(posting)
        return Application.objects.count()

    with pytest.raises(DatabaseError, match="no two people agreed"):
        gone()
    deletion = propose(first, posting)
    with pytest.raises(DatabaseError, match="no two people agreed"):
        gone()
    deletions.agree(actor=second, deletion_id=deletion.pk, at=AFTER)
    hold = legal_hold.place(actor=first, posting=posting, reason="Park v. City", at=AFTER)
    with pytest.raises(DatabaseError, match="under a legal hold"):
        gone()
    assert Evaluation.objects.count() == 1
    legal_hold.release(actor=first, hold_id=hold.pk, why="Settled.", at=AFTER)
    assert gone() == 0


def test_without_the_sanctioned_path_nothing_goes(first: User, second: User, posting: Posting) -> None:
    """Agreed or not, a plain delete meets the guards of each row."""
    deletion = propose(first, posting)
    deletions.agree(actor=second, deletion_id=deletion.pk, at=AFTER)
    for rows in (Evaluation.objects.all(), Application.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR])
def test_nobody_else_may(posting: Posting, first: User, role: Role) -> None:
    person = make_staff(role, posting=posting if role == Role.ANALYST else None)
    deletion = propose(first, posting)
    hold = legal_hold.place(actor=first, posting=posting, reason="Park v. City", at=AFTER)
    for refused in (
        lambda: propose(person, posting),
        lambda: deletions.agree(actor=person, deletion_id=deletion.pk, at=AFTER),
        lambda: deletions.take_back(actor=person, deletion_id=deletion.pk, why="x", at=AFTER),
        lambda: legal_hold.place(actor=person, posting=posting, reason="x", at=AFTER),
        lambda: legal_hold.release(actor=person, hold_id=hold.pk, why="x", at=AFTER),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_what_is_over_stays_as_it_is(first: User, posting: Posting) -> None:
    deletion = propose(first, posting)
    deletions.take_back(actor=first, deletion_id=deletion.pk, why="Asked by the auditor.", at=AFTER)
    for statement in (
        lambda: RecordsDeletion.objects.update(ended_why="x"),
        lambda: RecordsDeletion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            statement()
    with pytest.raises(Refused, match="is over already"):
        deletions.take_back(actor=first, deletion_id=deletion.pk, why="x", at=AFTER)
