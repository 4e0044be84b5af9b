"""A continuous posting's list stands name by name: each has its own last day, and the list lasts through the last of them.

Source: a continuous posting's names expire one by one (San Mateo County Civil Service Rule VIII).
"""

from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from postings.models import PostingRevision
from screening.enums import LastDayKind, NoticeKind
from screening.models import EligibleList, EligibleListEntry, LastDayChange, Notice


def is_by_name(revision: PostingRevision) -> bool:
    """Whether the names of a list of this revision expire one by one: it announces no closing date."""
    return revision.closes_at is None


def own_last_day(eligible_list: EligibleList, day: date) -> date | None:
    """The own last day of a name placed on a day; None where the list's is everybody's.

    A list that two people end early ends for the names that are added before that day too.
    """
    if not eligible_list.by_name:
        return None
    own = day + timedelta(days=eligible_list.list_days)
    last = eligible_list.last_day_changes.filter(approved_at__isnull=False).order_by("-pk").first()
    ends_early = last is not None and last.kind == LastDayKind.CANCELLATION
    return min(own, eligible_list.expires_on) if ends_early else own


def last_through_the_names(eligible_list: EligibleList) -> None:
    """The list lasts through the last day of the last of its names."""
    last = eligible_list.entries.aggregate(last=Max("expires_on"))["last"]
    if eligible_list.by_name and last is not None and last != eligible_list.expires_on:
        eligible_list.expires_on = last
        eligible_list.save(update_fields=["expires_on"])


def moved_by(change: LastDayChange, today: date) -> QuerySet[EligibleListEntry]:
    """The names whose last day an agreed change moves: all of a list that has one day; else those that still stand
    and, where the list ends early, would stand longer."""
    eligible_list = change.eligible_list
    entries = eligible_list.entries.all()
    if not eligible_list.by_name:
        return entries
    if change.kind == LastDayKind.CANCELLATION:
        return entries.filter(expires_on__gt=change.last_day)
    return entries.filter(expires_on__gte=today)


def cause_of(kind: NoticeKind, entry: EligibleListEntry) -> str:
    """What makes a notice of a name's own last day one: told again only where that day was moved."""
    return f"{kind}:name:{entry.pk}:{entry.expires_on:%Y-%m-%d}"


def to_tell(kind: NoticeKind, first: date, last: date) -> QuerySet[EligibleListEntry]:
    """Names with an own last day between two days, both included, who were not told this of that day.

    Whoever was told that the list ends early is not told once more that it ended.
    """
    told = Notice.objects.filter(recipient=OuterRef("person"), cause=OuterRef("cause"))
    names = (
        EligibleListEntry.objects.filter(expires_on__range=(first, last))
        .annotate(
            cause=Concat(
                Value(f"{kind}:name:"),
                Cast("pk", CharField()),
                Value(":"),
                Cast("expires_on", CharField()),
                output_field=CharField(),
            )
        )
        .filter(~Exists(told))
    )
    if kind == NoticeKind.LIST_EXPIRED:
        ended = LastDayChange.objects.filter(
            eligible_list=OuterRef("eligible_list"),
            kind=LastDayKind.CANCELLATION,
            approved_at__isnull=False,
            last_day=OuterRef("expires_on"),
        )
        heard = Notice.objects.filter(application=OuterRef("application"), kind=NoticeKind.LIST_CANCELLED)
        names = names.exclude(Exists(ended) & Exists(heard))
    return names.select_related("eligible_list", "application__posting", "person").order_by("pk")
