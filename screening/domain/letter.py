"""Letters of the sign-in: written inside the request as rows, sent by the worker, forgotten soon after."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from screening.domain.outgoing import deliver, new_message_id
from screening.doorbell import ring
from screening.models import Letter

KEPT_FOR = timedelta(days=7)


def write(
    *,
    kind: str,
    address: str,
    subject: str,
    body: str,
    good_for: timedelta,
    at: datetime,
    unsubscribe_url: str = "",
) -> Letter:
    """Have a letter sent to one address, known or not. After ``good_for`` what it says would not work any more."""
    letter = Letter.objects.create(
        kind=kind,
        address=address,
        subject=" ".join(subject.split())[:200],
        body=body,
        unsubscribe_url=unsubscribe_url,
        message_id=new_message_id(),
        created_at=at,
        good_until=at + good_for,
        try_after=at,
    )
    ring("screening.tasks.send_letters")
    return letter


def due(at: datetime) -> Q:
    return Q(sent_at__isnull=True, try_after__lte=at, good_until__gt=at)


def send_due(*, at: datetime, limit: int = 200) -> int:
    """Send what is due, each under its row lock, and empty it; how many were sent."""
    sent = 0
    for _ in range(limit):
        outcome = _send_next(at=at)
        if outcome is None:
            break
        sent += outcome
    return sent


def _send_next(*, at: datetime) -> bool | None:
    with transaction.atomic():
        rows = Letter.objects.select_for_update(skip_locked=True).filter(due(at))
        letter = rows.order_by("try_after", "pk").first()
        if letter is None:
            return None
        if not deliver(letter, to=letter.address, at=at):
            return False
        letter.sent_at, letter.body, letter.unsubscribe_url = at, "", ""
        letter.save(update_fields=["sent_at", "body", "unsubscribe_url"])
    return True


def discard_old(*, at: datetime) -> int:
    """Remove letters that were sent, or have lapsed, a week ago: nobody needs an address that asked once."""
    old = Q(sent_at__lt=at - KEPT_FOR) | Q(good_until__lt=at - KEPT_FOR)
    Letter.objects.filter(sent_at__isnull=True, good_until__lte=at).exclude(body="").update(body="")
    return Letter.objects.filter(old).delete()[0]
