"""Who stood on an eligible list on a day, in which order and why: read from rows that never change."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from postings.list_policy import ListPolicy
from screening.city_time import end_of_day
from screening.domain import removal_queries
from screening.domain.standing import WITHDRAWN, in_words
from screening.models import EligibleList, EligibleListEntry, StandingChange


class Stood(NamedTuple):
    """A name at the end of a day: its position then, its entry (points and reasons), and why it was not to be sent."""

    position: int
    entry: EligibleListEntry
    resting: str
    band: str = ""


def stood_on(eligible_list: EligibleList, day: date) -> list[Stood]:
    """The names at the end of a day of the city's calendar, in the order of that day; none where it was not in force.

    The order follows the score kept with each entry by the list's own policy, as ``eligible_list.order_of`` places them. What came later (a name added, a pause, a return) is not seen, nor is a name whose own last day had passed.
    """
    if not eligible_list.is_in_force_on(day):
        return []
    last = end_of_day(day)
    entries = list(
        eligible_list.entries.filter(placed_at__lte=last)
        .select_related("application", "decision__decided_by")
        .order_by("-score", "application__submitted_at", "application_id")
    )
    resting = _resting(entries, day, last)
    off = {pk: removal_queries.in_words(row) for pk, row in removal_queries.removed_at(entries, last).items()}
    policy = ListPolicy.of(eligible_list.revision.list_policy)
    places = policy.places([entry.score for entry in entries])
    return [
        Stood(
            place,
            entry,
            off.get(entry.pk) or resting.get(entry.application_id, ""),
            policy.band_of(entry.score),
        )
        for place, entry in zip(places, entries, strict=True)
        if day <= entry.last_day
    ]


def _resting(entries: list[EligibleListEntry], day: date, last: datetime) -> dict[int, str]:
    """Application id → why its name was not to be sent, a withdrawal before a pause."""
    changes = StandingChange.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=last),
        Q(until__isnull=True) | Q(until__gte=day),
        application__in=[entry.application_id for entry in entries],
        made_at__lte=last,
    ).order_by("pk")
    ordered = sorted(changes, key=lambda change: change.kind in WITHDRAWN)
    return {change.application_id: in_words(change) for change in ordered}
