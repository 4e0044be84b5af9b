"""How a row that waits is mailed: under its lock, with its own Message-ID; a failure is noted and waits longer each time."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import get_random_string

from screening.models import AppointmentDelivery, Letter, Notice

Row = TypeVar("Row", Notice, Letter)
log = logging.getLogger(__name__)

WAIT_AFTER_FAILURE = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


def new_message_id() -> str:
    """A Message-ID of one's own, so that a letter sent twice is seen as one."""
    return f"<{get_random_string(24).lower()}@{settings.EMAIL_MESSAGE_ID_DOMAIN}>"


def deliver(row: Row, *, to: str, at: datetime) -> bool:
    """Hand a locked row to the mail server; whether it took it. The caller marks it as sent."""
    try:
        headers = {"Message-ID": row.message_id, **_ends(getattr(row, "unsubscribe_url", ""))}
        EmailMessage(row.subject, row.body, settings.DEFAULT_FROM_EMAIL, [to], headers=headers).send()
    except Exception as error:  # noqa: BLE001  (mail servers fail in many ways; the row waits, whatever it was)
        postpone(row, f"{type(error).__name__}: {error}"[:500], at=at)
        kind = row._meta.model_name
        log.warning("%s %s not sent (%s), again after %s", kind, row.pk, type(error).__name__, row.try_after)
        return False
    return True


def postpone(
    row: Notice | Letter | AppointmentDelivery,
    said: str,
    *,
    at: datetime,
    waits: Sequence[timedelta] = WAIT_AFTER_FAILURE,
) -> None:
    """Note on a locked row that a try failed, and when to try again: the more tries, the longer."""
    row.tries += 1
    row.last_error = said
    row.try_after = at + waits[min(row.tries, len(waits)) - 1]
    row.save(update_fields=["tries", "last_error", "try_after"])


def _ends(url: str) -> dict[str, str]:
    """What lets a mail program end a subscription by one click: RFC 8058."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
