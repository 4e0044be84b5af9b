"""The broker is a doorbell: a message says 'look now' and carries an id. What is due is due because of rows."""

import logging

from django.db import transaction

from screening.celery import app

log = logging.getLogger(__name__)


def ring(task: str, *ids: int) -> None:
    """Ring after commit. A dead broker costs the caller about a second and nothing else: the sweep looks every minute."""
    transaction.on_commit(lambda: _send(task, ids), robust=True)


def _send(task: str, ids: tuple[int, ...]) -> None:
    try:
        app.send_task(task, args=list(ids), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (every broker library has errors of its own; none may reach a person)
        log.warning("doorbell %s not rung (%s); the sweep will find the row", task, type(error).__name__)
