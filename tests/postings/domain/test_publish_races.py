"""While a revision is being published, nothing slips into it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction

from postings.domain.publish import publish_revision
from postings.errors import Refused
from postings.models import PostingRevision, SupplementalQuestion
from tests.postings.data_files import AT, load, small

pytestmark = pytest.mark.django_db(transaction=True)

TRIGGER = "postings_supplementalquestion"


def add_a_question(revision_id: int) -> str:
    try:
        SupplementalQuestion.objects.create(
            revision_id=revision_id, position=9, slug="late", kind="text", text="Late?"
        )
    except DatabaseError:
        return "refused"
    finally:
        connection.close()
    return "stored"


def add_while_publishing(revision_id: int) -> str:
    """Adds a question from elsewhere in the moment between a publication's last statement and its commit."""
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            publish_revision(actor=None, revision_id=revision_id, at=AT)
            adding = elsewhere.submit(add_a_question, revision_id)
            threading.Event().wait(0.7)
            assert not adding.done(), "it waits for the publication"
        return adding.result(timeout=20)


def test_a_question_added_during_the_publication_is_refused() -> None:
    revision = load(small()).revision
    assert add_while_publishing(revision.pk) == "refused"
    assert revision.questions.count() == 2


def test_negative_control_without_the_lock_of_the_trigger_it_slips_in() -> None:
    revision = load(small()).revision
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(p.oid) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = %s::regclass AND t.tgname LIKE 'pgtrigger_published_insert%%'",
            [TRIGGER],
        )
        [function] = cursor.fetchone()
        cursor.execute(function.replace("FOR SHARE", ""))
    try:
        assert add_while_publishing(revision.pk) == "stored"
        assert revision.questions.count() == 3
    finally:
        with connection.cursor() as cursor:
            cursor.execute(function)


def test_two_people_publish_one_draft_and_one_of_them_is_told_so() -> None:
    revision = load(small()).revision

    def publish() -> str:
        try:
            publish_revision(actor=None, revision_id=revision.pk, at=AT)
        except Refused as refused:
            return str(refused).partition(" is ")[2]
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(2) as people:
        said = sorted(result.result() for result in [people.submit(publish), people.submit(publish)])
    assert said == ["published", "published already. Nothing is left to do."]
    assert PostingRevision.objects.get().published_at == AT
