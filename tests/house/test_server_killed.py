"""The embedded PostgreSQL after `kill -9`: it comes back with what was committed."""

import shutil
import signal

import psycopg2
import pytest

from services import throwaway
from services.places import Places
from services.postgresql import PostgreSQL


@pytest.fixture
def server():
    home = (
        throwaway.session_places().home / "killed"
    )  # PostgreSQL's account may not enter pytest's own folders
    home.mkdir(mode=0o711)
    server = PostgreSQL(Places(home, home / "s"), home / "log", durable=False)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(home)


def test_it_starts_again_with_what_was_committed(server):
    with psycopg2.connect(server.places.database_url()) as line, line.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (word text)")
        cursor.execute("INSERT INTO kept VALUES ('yes')")
    line.close()
    server.running.send_signal(signal.SIGKILL)
    server.running.wait()
    server.start()
    with psycopg2.connect(server.places.database_url()) as line, line.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchone() == ("yes",)
    line.close()
