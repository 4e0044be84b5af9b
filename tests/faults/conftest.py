"""What fault tests share: rows committed for other processes, a stop at a chosen step, and the invariants at the end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection

from screening.models import Evaluation


@pytest.fixture(autouse=True)
def invariants_hold_afterwards(transactional_db: None) -> Iterator[None]:
    """The end of every fault test: what must always hold, holds."""
    yield
    call_command("check_invariants", stdout=StringIO())
    call_command("replay", "--all", stdout=StringIO())


@pytest.fixture
def held_table(database_url: str) -> Callable[[str], object]:
    """``with held_table("screening_evaluation"):`` lets nobody write that table, so that a worker stops at that step."""

    @contextmanager
    def hold(table: str) -> Iterator[None]:
        with psycopg2.connect(database_url) as other, other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            yield
            other.rollback()

    return hold


def wait_until(holds: Callable[[], bool], patience: float = 40) -> None:
    """Wait for what another process does. Raises AssertionError when it takes too long."""
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.05)


def waits_for(table: str) -> bool:
    """Whether some process waits for a lock on a table right now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass", [table])
        return bool(cursor.fetchone()[0])


def others_in_a_transaction() -> bool:
    """Whether the server still works for a client that was killed; it notices when it next speaks to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
        )
        return bool(cursor.fetchone()[0])


def evaluations() -> int:
    return Evaluation.objects.count()
