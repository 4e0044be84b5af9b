"""Calling a recruitment off."""

from datetime import datetime

from django.db import transaction

from postings import authority
from postings.enums import PostingEvent
from postings.models import Posting
from postings.transitions import move


def cancel_posting(*, actor: authority.Actor, posting_id: int, at: datetime) -> Posting:
    """Take no more applications; the posting stays readable and says that it was cancelled. Raises NotAllowed, MoveNotAllowed."""
    with transaction.atomic():
        posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting_id)
        authority.authorise(actor, "cancel_posting", posting)
        before = posting.state
        move(posting, PostingEvent.CANCEL)
        posting.save(update_fields=["state"])
        authority.record(
            actor=actor,
            verb="cancel_posting",
            subject=posting,
            at=at,
            posting_id=posting.pk,
            from_state=before,
            to_state=posting.state,
        )
    return posting
