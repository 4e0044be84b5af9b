"""Law 4 in the database: what was sent cannot change or go, whoever writes SQL; what comes later still can."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from screening.domain import application as applications
from screening.domain import document as documents
from screening.enums import Section
from screening.models import Application, Document, DraftSection
from tests.factories import FILED_AT, make_application, make_posting, make_revision, make_user

LATER = FILED_AT + timedelta(hours=1)
PAPER = {
    "kind": "oca_documentation",
    "job_key": "job1",
    "file": "documents/2025/05/a.pdf",
    "original_name": "proof.pdf",
    "content_type": "application/pdf",
    "size": 5,
    "sha256": "a" * 64,
}


def sql(statement: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


@pytest.fixture
def draft(db: None) -> Application:
    """A whole draft with one paper, beside an older revision and a second person."""
    posting = make_posting()
    make_revision(posting, number=2)
    make_user("other@example.org", given="Otto", family="Kern")
    draft = make_application(posting)
    Document.objects.create(application=draft, received_at=FILED_AT, received_from=draft.applicant, **PAPER)
    return draft


@pytest.fixture
def sent(draft: Application) -> Application:
    return applications.submit(
        actor=draft.applicant, application_id=draft.pk, certified_name="Rosa Park", arrived_at=FILED_AT
    )


AN_APPLICATION = "UPDATE screening_application SET"
A_PAPER = "UPDATE screening_document SET"
A_SECTION = "UPDATE screening_draftsection SET"
OTHER_PERSON = "(SELECT id FROM screening_user WHERE email = 'other@example.org')"
OTHER_REVISION = "(SELECT id FROM postings_postingrevision WHERE number = 1)"
CHANGES = {
    "receipt": f"{AN_APPLICATION} receipt = '2222-2222-2222', state = 'submitted',"
    " submitted_at = coalesce(submitted_at, now())",
    "the instant of sending": f"{AN_APPLICATION} submitted_at = submitted_at - interval '1 day'",
    "revision": f"{AN_APPLICATION} revision_id = {OTHER_REVISION}",
    "applicant": f"{AN_APPLICATION} applicant_id = {OTHER_PERSON}",
    "certified name": f"{AN_APPLICATION} name = 'Somebody Else'",
    "back to a draft": f"{AN_APPLICATION} state = 'draft', receipt = NULL, submitted_at = NULL",
    "an answer": f"""{A_SECTION} content = '{{"answers": {{}}}}' WHERE section = 'questions'""",
    "an answer removed": "DELETE FROM screening_draftsection WHERE section = 'questions'",
    "an answer added": "INSERT INTO screening_draftsection (application_id, section, content, version, saved_at)"
    " SELECT id, 'typing', '{}', 1, now() FROM screening_application",
    "a paper's kind": f"{A_PAPER} kind = 'other'",
    "a paper's job": f"{A_PAPER} job_key = 'job2'",
    "a paper's file": f"{A_PAPER} file = 'documents/2025/05/b.pdf'",
    "a paper's hash": f"{A_PAPER} sha256 = repeat('b', 64)",
    "a paper's name": f"{A_PAPER} original_name = 'other.pdf'",
    "a paper's type": f"{A_PAPER} content_type = 'image/png'",
    "a paper's size": f"{A_PAPER} size = 6",
    "when a paper came": f"{A_PAPER} received_at = received_at - interval '1 day'",
    "who sent a paper": f"{A_PAPER} received_from_id = {OTHER_PERSON}",
    "a paper removed": "DELETE FROM screening_document",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_a_draft_is_still_its_owners(draft, statement):
    """The control: each statement changes a row as long as nothing was sent."""
    assert sql(statement) == 1


REFUSED_WHEN_SENT = {
    **CHANGES,
    "the application removed": "DELETE FROM screening_application",
    "a paper moved away": f"{A_PAPER} application_id = application_id + 1",
}


@pytest.mark.parametrize("statement", REFUSED_WHEN_SENT.values(), ids=REFUSED_WHEN_SENT)
def test_what_was_sent_is_final(sent, statement):
    before = [list(rows.order_by("pk").values()) for rows in everything()]
    with pytest.raises(DatabaseError, match=f"application {sent.pk} was sent"):
        sql(statement)
    assert [list(rows.order_by("pk").values()) for rows in everything()] == before


def everything():
    return Application.objects, DraftSection.objects, Document.objects


def test_a_sent_application_still_moves_on(sent):
    moved = sql(
        f"{AN_APPLICATION} state = 'in_review', waiting_since = now(), outcome = 'met', reasons = '[]', points = 5"
    )
    assert moved == 1


def test_a_later_paper_is_taken_and_then_stays(sent):
    later = Document.objects.create(
        application=sent, received_at=LATER, received_from=sent.applicant, **PAPER | {"sha256": "c" * 64}
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        later.delete()
    assert sent.documents.count() == 2


def test_a_paper_leaves_a_draft_by_its_verb(draft):
    paper = draft.documents.get()
    documents.remove(actor=draft.applicant, document_id=paper.pk, at=LATER)
    assert not draft.documents.exists()


def test_a_draft_is_saved_again_until_it_is_sent(draft):
    saved = applications.save_section(
        actor=draft.applicant,
        application_id=draft.pk,
        section=Section.QUESTIONS,
        content={"answers": {"phone_system": "no"}},
        version=1,
        at=LATER,
    )
    assert saved.version == 2


def tables_of_record() -> list[str]:
    """Every table with a trigger that refuses to change or remove its rows."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any("DELETE" in str(trigger.operation).upper() for trigger in getattr(model._meta, "triggers", []))
    )


def test_what_was_published_sent_decided_and_issued_is_a_table_of_record():
    expected = {
        "postings_documentkind",
        "postings_postingrevision",
        "postings_supplementalquestion",
        "postings_wageincrease",
        "screening_application",
        "screening_decision",
        "screening_disposition",
        "screening_document",
        "screening_documentreview",
        "screening_draftsection",
        "screening_eligiblelist",
        "screening_eligiblelistentry",
        "screening_eligiblelistexpiry",
        "screening_evaluation",
        "screening_history",
        "screening_historyseal",
        "screening_interviewbooking",
        "screening_interviewlist",
        "screening_interviewoffer",
        "screening_interviewquestion",
        "screening_interviewscore",
        "screening_interviewslot",
        "screening_referral",
        "screening_scoresheet",
        "screening_selection",
        "screening_slotpanelist",
        "screening_submission",
    }
    assert expected - set(tables_of_record()) == set()


@pytest.mark.parametrize("table", tables_of_record())
def test_no_table_of_record_is_emptied(db, table):
    with pytest.raises(DatabaseError, match="is a record and is never emptied"):
        sql(f"TRUNCATE {table} CASCADE")
