"""Which names are off their list, and why a name is not to be sent, in words without the reason."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from screening.city_time import city_day, day_on_record
from screening.domain.queries import eligible_lists_for
from screening.models import EligibleListEntry, NameRemoval, User


def removed(entries: Iterable[EligibleListEntry]) -> dict[int, NameRemoval]:
    """Entry id → the removal that holds now, in one query."""
    rows = NameRemoval.objects.filter(
        entry__in=[entry.pk for entry in entries], removed=True, restored_at__isnull=True
    )
    return {row.entry_id: row for row in rows}


def removed_at(entries: Iterable[EligibleListEntry], instant: datetime) -> dict[int, NameRemoval]:
    """Entry id → the removal that held at an instant."""
    rows = NameRemoval.objects.filter(
        Q(restored_at__isnull=True) | Q(restored_at__gt=instant),
        entry__in=[entry.pk for entry in entries],
        removed=True,
        decided_at__lte=instant,
    )
    return {row.entry_id: row for row in rows}


def stands_on_a_list(day: date) -> Exists:
    """Of an application: whether its name stands on an eligible list on that day of the city's calendar."""
    off = NameRemoval.objects.filter(entry=OuterRef("pk"), removed=True, restored_at__isnull=True)
    return Exists(
        EligibleListEntry.objects.annotate(until=Coalesce("expires_on", "eligible_list__expires_on")).filter(
            ~Exists(off), application=OuterRef("pk"), until__gte=day
        )
    )


def in_words(removal: NameRemoval) -> str:
    """For those who hire: that the name is off the list, never why."""
    assert removal.decided_at is not None, "a removal that holds was decided"
    return f"Taken off the eligible list on {day_on_record(city_day(removal.decided_at))}."


def removals_of(user: User) -> QuerySet[NameRemoval]:
    """What was proposed about one's own names, the newest first."""
    return (
        NameRemoval.objects.filter(entry__person=user).select_related("entry__eligible_list").order_by("-pk")
    )


def removals_waiting(user: User) -> QuerySet[NameRemoval]:
    """Removals to be decided, of the lists one works with; the oldest first."""
    return (
        NameRemoval.objects.filter(
            removed__isnull=True, entry__eligible_list__in=eligible_lists_for(user).values("pk")
        )
        .exclude(entry__person=user)
        .select_related("entry__application", "entry__eligible_list__posting")
        .order_by("pk")
    )
