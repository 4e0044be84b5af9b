"""Notices: a row when something is told, then e-mail by the worker. The row is the record, the mail its echo."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import override

from screening.domain.outgoing import deliver, new_message_id
from screening.doorbell import ring
from screening.enums import Language, NoticeKind
from screening.models import Application, Notice, User


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
    """Tell one person one thing, once a cause; None when it was told already. In the applicant's pages at once.

    What ``context`` gives as a function is asked in the reader's language.
    """
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
        "message_id": new_message_id(),
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
        if not deliver(notice, to=notice.recipient.email, at=at):
            return False
        notice.sent_at = at
        notice.save(update_fields=["sent_at"])
    return True


def mark_read(*, notice: Notice, at: datetime) -> None:
    """Note that its recipient opened a notice, the first time."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=at)
