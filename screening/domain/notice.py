"""Notices: a row when something is told, then e-mail by the worker. The row is the record, the mail its echo."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string
from django.utils.translation import override

from screening.doorbell import ring
from screening.enums import Language, NoticeKind
from screening.models import Application, Notice, User

log = logging.getLogger(__name__)

WAIT_AFTER_FAILURE = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))


def render(kind: NoticeKind, context: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a notice from ``templates/notices/<kind>.txt``, whose first line is 'Subject: …'."""
    text = render_to_string(f"notices/{kind}.txt", context)
    head, _, body = text.lstrip().partition("\n")
    subject = " ".join(head.removeprefix("Subject:").split())
    return subject[:200], body.strip() + "\n"


def give(
    *,
    kind: NoticeKind,
    recipient: User,
    cause: str,
    at: datetime,
    application: Application | None = None,
    context: dict[str, Any] | None = None,
) -> Notice | None:
    """Tell one person one thing, once a cause; None when it was told already. In the applicant's pages at once."""
    notice, created = Notice.objects.get_or_create(
        recipient=recipient,
        cause=cause,
        defaults=_written(kind, recipient, application, context or {}, at=at),
    )
    if not created:
        return None
    ring("screening.tasks.send_notices")
    return notice


def give_many(
    *,
    kind: NoticeKind,
    to: list[tuple[User, Application, str, dict[str, Any]]],
    at: datetime,
    context: dict[str, Any] | None = None,
) -> None:
    """Tell many people one thing each, (recipient, application, cause, its own context), once a cause, in a few statements."""
    common = context or {}
    rows = [
        Notice(
            recipient=recipient,
            cause=cause,
            **_written(kind, recipient, application, {**common, **own}, at=at),
        )
        for recipient, application, cause, own in to
    ]
    Notice.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    ring("screening.tasks.send_notices")


def _written(
    kind: NoticeKind,
    recipient: User,
    application: Application | None,
    context: dict[str, Any],
    *,
    at: datetime,
) -> dict[str, Any]:
    """What a notice says in its reader's language and when, for its row; whom and why it is told stands beside it."""
    with override(recipient.language or Language.ENGLISH):
        subject, body = render(
            kind,
            {
                "recipient": recipient,
                "application": application,
                "posting": application.posting if application else None,
                "city": settings.CITY_NAME,
                "site": settings.SITE_URL,
                **context,
            },
        )
    return {
        "kind": kind,
        "application": application,
        "subject": subject,
        "body": body,
        "message_id": f"<{get_random_string(24).lower()}@{settings.EMAIL_MESSAGE_ID_DOMAIN}>",
        "created_at": at,
        "try_after": at,
    }


def cancel_unsent(*, recipient: User, cause: str, at: datetime) -> bool:
    """Cancel a notice that has not left; whether there was one. What was sent stays on the record."""
    return bool(
        Notice.objects.filter(
            recipient=recipient, cause=cause, sent_at__isnull=True, cancelled_at__isnull=True
        ).update(cancelled_at=at)
    )


def due(at: datetime) -> Q:
    return Q(sent_at__isnull=True, cancelled_at__isnull=True, try_after__lte=at)


def send_due(*, at: datetime, limit: int = 200) -> int:
    """Send what is due, each under its row lock; how many were sent.

    Killed between the mail server's OK and our mark, a notice goes out once more under the same Message-ID.
    """
    sent = 0
    for _ in range(limit):
        outcome = _send_next(at=at)
        if outcome is None:
            break
        sent += outcome
    return sent


def _send_next(*, at: datetime) -> bool | None:
    with transaction.atomic():
        notice = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("recipient")
            .filter(due(at))
            .order_by("try_after", "pk")
            .first()
        )
        if notice is None:
            return None
        try:
            EmailMessage(
                notice.subject,
                notice.body,
                settings.DEFAULT_FROM_EMAIL,
                [notice.recipient.email],
                headers={"Message-ID": notice.message_id},
            ).send()
        except Exception as error:  # noqa: BLE001  (mail servers fail in many ways; the notice waits, whatever it was)
            notice.tries += 1
            notice.last_error = f"{type(error).__name__}: {error}"[:500]
            notice.try_after = at + WAIT_AFTER_FAILURE[min(notice.tries, len(WAIT_AFTER_FAILURE)) - 1]
            notice.save(update_fields=["tries", "last_error", "try_after"])
            log.warning(
                "notice %s not sent (%s), again after %s", notice.pk, type(error).__name__, notice.try_after
            )
            return False
        notice.sent_at = at
        notice.save(update_fields=["sent_at"])
    return True


def mark_read(*, notice: Notice, at: datetime) -> None:
    """Note that its recipient opened a notice, the first time."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)
