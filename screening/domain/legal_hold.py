"""Legal holds: while one stands on a posting, nothing of it is deleted."""

from datetime import datetime

from django.db import transaction

from postings.models import Posting
from screening.domain import history
from screening.errors import Refused
from screening.models import LegalHold, User
from screening.permissions import authorise


def place(*, actor: User, posting: Posting, reason: str, at: datetime) -> LegalHold:
    """Hold the records of a posting, also when a deletion was agreed on but not done. Raises NotAllowed, Refused."""
    authorise(actor, "hold_records", posting)
    if not reason.strip():
        raise Refused("Say why the records are held: the claim, the case, or who asked for it.")
    with transaction.atomic():
        Posting.objects.select_for_update().get(pk=posting.pk)
        hold = LegalHold.objects.create(posting=posting, reason=reason, placed_by=actor, placed_at=at)
        history.record(actor=actor, verb="hold_records", subject=hold, posting_id=posting.pk, at=at)
    return hold


def release(*, actor: User, hold_id: int, why: str, at: datetime) -> LegalHold:
    """Release a hold. Raises NotAllowed; Refused without a reason, or when it was released already."""
    with transaction.atomic():
        hold = LegalHold.objects.select_for_update(of=("self",)).select_related("posting").get(pk=hold_id)
        authorise(actor, "hold_records", hold.posting)
        if hold.released_at is not None:
            raise Refused("This hold was released already.")
        if not why.strip():
            raise Refused("Say why the hold is released.")
        hold.released_by, hold.released_at, hold.released_why = actor, at, why
        hold.save(update_fields=["released_by", "released_at", "released_why"])
        history.record(actor=actor, verb="release_records", subject=hold, posting_id=hold.posting_id, at=at)
    return hold
