"""Fault 24: somebody edits or deletes history in the database. The database refuses, and the chain finds it."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction

from screening.city_time import now
from screening.domain import history
from screening.models import History
from tests.factories import make_posting, make_submitted_application

EDIT = "UPDATE screening_history SET verb = 'nothing' WHERE id = %s"
DELETE = "DELETE FROM screening_history WHERE id = %s"


@pytest.fixture
def sealed() -> Iterator[History]:
    """A sealed line in the middle of history; put back afterwards."""
    make_submitted_application(make_posting(opens_at=now() - timedelta(days=1)), at=now())
    history.seal(at=now())
    row = History.objects.order_by("pk").first()
    assert row is not None
    yield row
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    row.save(force_insert=not History.objects.filter(pk=row.pk).exists())
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.mark.parametrize("statement", [EDIT, DELETE])
def test_the_database_refuses(sealed: History, statement: str) -> None:
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [sealed.pk])
    assert history.faults() == []


@pytest.mark.parametrize("statement", [EDIT, DELETE])
def test_with_the_triggers_off_the_chain_finds_it(sealed: History, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, [sealed.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    assert len(history.faults()) == 1
    with pytest.raises(CommandError, match="History does not agree with 1 of its seals"):
        call_command("verify_history", stdout=StringIO(), stderr=StringIO())


def test_what_is_new_is_sealed_onto_what_was(sealed: History) -> None:
    assert history.seal(at=now()) is None
    make_submitted_application(
        make_posting("clerk-2", title="Clerk 2", opens_at=now() - timedelta(days=1)), sealed.actor, at=now()
    )
    assert history.seal(at=now()) is not None
    assert history.faults() == []
