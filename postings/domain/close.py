"""Closing a posting: a continuous one after its days of notice, any other once its announced instant has passed."""

from datetime import datetime, timedelta

from django.db import transaction

from postings import authority
from postings.city_time import city_day, end_of_day, instant_in_words
from postings.enums import PostingEvent
from postings.errors import Refused
from postings.models import Posting
from postings.transitions import allowed, move


def close_posting(*, actor: authority.Actor, posting_id: int, at: datetime) -> Posting:
    """Close a posting, or give notice that a continuous one will close.

    A continuous posting stays open for the days of notice of its revision: its closing instant becomes the end of
    the last of them in the city's zone. A posting whose closing instant has passed is recorded as closed. Raises
    NotAllowed, MoveNotAllowed, and Refused while an announced closing instant lies ahead. Source: the City closes
    continuous postings with five days' notice.
    """
    with transaction.atomic():
        posting = (
            Posting.objects.select_for_update(of=("self",))
            .select_related("current_revision")
            .get(pk=posting_id)
        )
        authority.authorise(actor, "close_posting", posting)
        before = posting.state
        facts: dict[str, object] = {}
        if not allowed(before, PostingEvent.CLOSE) or (posting.closes_at and posting.closes_at < at):
            move(posting, PostingEvent.CLOSE)
        elif posting.closes_at is None:
            assert posting.current_revision is not None  # it could not be open without one
            days = posting.current_revision.closing_notice_days
            posting.closes_at = end_of_day(city_day(at) + timedelta(days=days))
            facts = {"closes_at": posting.closes_at.isoformat(), "days_of_notice": days}
        else:
            raise Refused(
                f"{posting.title} has been announced to close on {instant_in_words(posting.closes_at)}, and people "
                "rely on that. Wait until then, or cancel the posting if the recruitment is called off."
            )
        posting.save(update_fields=["state", "closes_at"])
        authority.record(
            actor=actor,
            verb="close_posting",
            subject=posting,
            at=at,
            posting_id=posting.pk,
            from_state=before,
            to_state=posting.state,
            facts=facts,
        )
    return posting
