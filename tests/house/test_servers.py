"""The session's own PostgreSQL and broker, and processes started beside a test."""

import urllib.request

import pytest
import redis
from django.contrib.auth import get_user_model
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_postgresql_on_the_sessions_own_socket():
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
        cursor.execute("SHOW server_encoding")
        assert cursor.fetchone() == ("UTF8",)
        cursor.execute("SELECT upper('é')")
        assert cursor.fetchone() == ("É",)


def test_the_broker_answers(redis_url):
    with redis.from_url(redis_url) as broker:
        broker.set("seen", "yes")
        assert broker.get("seen") == b"yes"


def test_a_real_worker_serves_until_it_is_stopped(celery_worker_process):
    worker = celery_worker_process()
    assert worker.alive
    assert worker.stop() == 0


def test_a_real_web_process_sees_what_the_test_committed(web_process, child_environment):
    get_user_model().objects.create_user("ada@example.org", "a long enough word")
    web = web_process()
    with urllib.request.urlopen(f"{web.url}/healthz") as answer:
        assert answer.read() == b"database: ok\nbroker: ok\noldest due: nothing\n"
