"""The doorbell is heard by our own broker, from whatever thread a request is served in."""

from threading import Thread

import pytest
import redis
from django.db import connections, transaction

from screening.doorbell import ring

pytestmark = pytest.mark.django_db(transaction=True)


def heard(redis_url: str) -> int:
    with redis.from_url(redis_url) as broker:
        return broker.llen("screening")


def test_a_ring_after_commit_reaches_our_broker_from_any_thread(redis_url):
    def serve() -> None:
        with transaction.atomic():
            ring("screening.tasks.send_notices")
        connections.close_all()

    serve()
    thread = Thread(target=serve)
    thread.start()
    thread.join()
    assert heard(redis_url) == 2


def test_what_is_rolled_back_rings_nowhere(redis_url):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ring("screening.tasks.send_notices")
        raise ZeroDivisionError
    assert heard(redis_url) == 0
