"""Filters kept by name: kept, renamed, shared with the office, deleted. They hold how to look, never what was found."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from screening.domain import history
from screening.errors import NotAllowed, Refused
from screening.models import SavedFilter, User
from screening.permissions import authorise, may

MOST: Final = 100
LONGEST: Final = 500


def filters_for(user: User) -> QuerySet[SavedFilter]:
    """One's own and those that others share, by name; whoever opens one sees their own applications alone."""
    rows = SavedFilter.objects.select_related("owner")
    return rows.filter(Q(owner=user) | Q(shared=True)) if may(user, "read_pools") else rows.none()


def keep(*, actor: User, name: str, query: str, shared: bool, at: datetime) -> SavedFilter:
    """Keep a filter under a name. Raises NotAllowed; Refused without a filter or a name, or for a name one has already."""
    authorise(actor, "keep_filter")
    if not query or len(query) > LONGEST:
        raise Refused("There is no filter to keep. Filter the list first, then keep the filter.")
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=actor.pk)
        if SavedFilter.objects.filter(owner=actor).count() >= MOST:
            raise Refused(f"You keep {MOST} filters already. Delete one that you do not need any more.")
        row = SavedFilter(
            owner=actor, name=_named(name), query=query, shared=shared, made_at=at, changed_at=at
        )
        _store(row)
        _write_down(row, "keep_filter", at)
    return row


def change(*, actor: User, saved_filter_id: int, name: str, shared: bool, at: datetime) -> SavedFilter:
    """Rename a filter, share it or keep it to oneself. Raises NotAllowed unless it is one's own; Refused as ``keep`` does."""
    with transaction.atomic():
        row = _own(actor, saved_filter_id)
        row.name, row.shared, row.changed_at = _named(name), shared, at
        _store(row)
        _write_down(row, "change_filter", at)
    return row


def delete(*, actor: User, saved_filter_id: int, at: datetime) -> None:
    """Keep a filter no longer, for nobody it was shared with either. Raises NotAllowed unless it is one's own."""
    with transaction.atomic():
        row = _own(actor, saved_filter_id)
        _write_down(row, "delete_filter", at)
        row.delete()


def _own(actor: User, saved_filter_id: int) -> SavedFilter:
    authorise(actor, "keep_filter")
    rows = SavedFilter.objects.select_for_update(of=("self",)).filter(owner=actor)
    row = rows.filter(pk=saved_filter_id).first()
    if row is None:
        raise NotAllowed("a filter is changed by who keeps it")
    return row


def _named(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > 80:
        raise Refused("Give the filter a name of 80 characters at most.")
    return tidy


def _store(row: SavedFilter) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused(
            f"You keep a filter with the name “{row.name}” already. Choose another name, or delete that one first."
        ) from error


def _write_down(row: SavedFilter, verb: str, at: datetime) -> None:
    facts = {"query": row.query, "shared": row.shared}
    history.record(actor=row.owner, verb=verb, subject=row, facts=facts, at=at)
