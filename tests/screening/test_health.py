"""What a machine is told of our health: the database, the broker, and how long the oldest due submission waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_posting, make_submitted_application

pytestmark = pytest.mark.django_db


def test_all_well(client, redis_url):
    assert client.get("/healthz").content == b"database: ok\nbroker: ok\noldest due: nothing\n"


def test_a_submission_that_waits_shows_its_age(client, redis_url, time_machine):
    at = timezone.now().replace(microsecond=0)
    make_submitted_application(make_posting(), at=at)
    time_machine.move_to(at + timedelta(minutes=5), tick=False)
    assert client.get("/healthz").content == b"database: ok\nbroker: ok\noldest due: 300 s\n"


def test_without_a_broker_nobody_is_turned_away(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.content == (
        b"database: ok\nbroker: does not answer (work waits in the database)\noldest due: nothing\n"
    )
