"""A broker that is gone, or alive but deaf, costs whoever rings about a second: never a hang."""

import signal
import time

import pytest
from celery import Celery
from kombu.exceptions import OperationalError

from screening.environment import broker
from services.places import Places
from services.valkey import Valkey


def caller(url: str, monkeypatch) -> Celery:
    """A Celery application with our settings and another broker."""
    monkeypatch.setenv("REDIS_URL", url)
    app = Celery("caller", set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.broker_url = broker("REDIS_URL", None)
    return app


def seconds_to_ring(app: Celery) -> float:
    before = time.monotonic()
    with pytest.raises(OperationalError):
        app.send_task("screening.tasks.sweep", retry=False, ignore_result=True)
    return time.monotonic() - before


@pytest.mark.parametrize("url", ["unix:///nowhere/valkey.sock?db=0", "redis://127.0.0.1:1/0"])
def test_a_broker_that_is_gone_is_noticed_at_once(url, monkeypatch):
    assert seconds_to_ring(caller(url, monkeypatch)) < 1


def test_a_deaf_broker_costs_about_a_second(tmp_path, tmp_path_factory, monkeypatch):
    short = tmp_path_factory.getbasetemp() / "d"
    places = Places(short, short / "s")
    server = Valkey(places, tmp_path / "log", durable=False)
    server.start()
    try:
        app = caller(places.redis_url(), monkeypatch)
        app.send_task("screening.tasks.sweep", retry=False, ignore_result=True)
        assert server.running is not None
        server.running.send_signal(signal.SIGSTOP)
        assert seconds_to_ring(app) < 2.5
        server.running.send_signal(signal.SIGCONT)
        app.send_task("screening.tasks.sweep", retry=False, ignore_result=True)
    finally:
        if server.running is not None:
            server.running.send_signal(signal.SIGCONT)
        server.stop()
