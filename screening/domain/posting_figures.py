"""A recruitment in figures: how many reached each step, how long each state lasts, how the points are spread. Reads only."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet

from postings.models import Posting
from screening.enums import ApplicationState, DispositionKind, Finding
from screening.models import (
    Application,
    Decision,
    Disposition,
    EligibleListEntry,
    Evaluation,
    Referral,
)

MOST_BANDS = 12
STATES = [state for state in ApplicationState if state != ApplicationState.DRAFT]

STAYS = """
WITH stays AS (
    SELECT to_state AS state, at, LEAD(at) OVER (PARTITION BY application_id ORDER BY id) AS until
    FROM screening_history
    WHERE posting_id = %(posting)s AND to_state = ANY(%(states)s) AND from_state = ANY(%(states)s || '{draft}'::text[])
      AND from_state <> to_state
      AND application_id <> ALL(%(left_out)s::bigint[])
), timed AS (
    SELECT state, until IS NULL AS lasts, extract(epoch FROM COALESCE(until, %(at)s) - at) / 86400 AS days FROM stays
)
SELECT state, COUNT(*) FILTER (WHERE NOT lasts),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE NOT lasts),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY days) FILTER (WHERE NOT lasts),
       COUNT(*) FILTER (WHERE lasts),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY days) FILTER (WHERE lasts)
FROM timed GROUP BY state
"""


class Step(NamedTuple):
    """How many applications ever reached a step of the way from applying to being selected."""

    label: str
    number: int


class Stays(NamedTuple):
    """How long applications stood in a state, in days: those that have left it, and those that stand in it now."""

    state: ApplicationState
    left: int
    median: float | None
    ninetieth: float | None
    there: int
    median_so_far: float | None


class Band(NamedTuple):
    """How many applications have ``least`` to ``most`` points, both counted."""

    least: int
    most: int
    number: int


def funnel(rows: QuerySet[Application]) -> list[Step]:
    """The steps in their order, from one query over sent applications; a name counts once, whatever lists it was on."""
    here = {"application": OuterRef("pk")}
    referred = {"entry__application": OuterRef("pk")}
    became = {"referral__entry__application": OuterRef("pk")}
    reached = {
        "Evaluated": Evaluation.objects.filter(submission__application=OuterRef("pk")),
        "Found qualified": Decision.objects.filter(
            **here, finding=Finding.QUALIFIED, replaced_by__isnull=True
        ),
        "On an eligible list": EligibleListEntry.objects.filter(**here),
        "On an interview list": Referral.objects.filter(**referred),
        "Interviewed": Disposition.objects.filter(**became, kind=DispositionKind.INTERVIEWED),
        "Selected": Disposition.objects.filter(**became, kind=DispositionKind.SELECTED),
    }
    counts = rows.order_by().aggregate(
        applied=Count("pk"),
        **{
            f"step_{place}": Count("pk", filter=Exists(step))
            for place, step in enumerate(reached.values(), start=1)
        },
    )
    steps = [Step(label, counts[f"step_{place}"]) for place, label in enumerate(reached, start=1)]
    return [Step("Applied", counts["applied"]), *steps]


def days_in_states(posting: Posting, rows: QuerySet[Application], *, at: datetime) -> list[Stays]:
    """Each state that the posting's ``rows`` ever entered, from the history in one query; what is not among them is left out."""
    sent = Application.objects.filter(posting=posting).exclude(state=ApplicationState.DRAFT)
    left_out = list(sent.exclude(pk__in=rows.order_by().values("pk")).values_list("pk", flat=True))
    given: dict[str, Any] = {
        "posting": posting.pk,
        "at": at,
        "states": [str(one) for one in STATES],
        "left_out": left_out,
    }
    with connection.cursor() as cursor:
        cursor.execute(STAYS, given)
        found = {state: figures for state, *figures in cursor.fetchall()}
    return [Stays(state, *found[state]) for state in STATES if state in found]


def points_spread(rows: QuerySet[Application]) -> list[Band]:
    """The points of the evaluated in at most twelve bands of one width, from the fewest points to the most."""
    counts = dict(
        rows.exclude(outcome="").order_by().values_list("points").annotate(n=Count("pk")).order_by("points")
    )
    if not counts:
        return []
    first, last = min(counts), max(counts)
    width = next(width for width in _widths() if last // width - first // width < MOST_BANDS)
    return [
        Band(
            place * width,
            place * width + width - 1,
            sum(n for points, n in counts.items() if points // width == place),
        )
        for place in range(first // width, last // width + 1)
    ]


def _widths() -> list[int]:
    return [size * 10**power for power in range(9) for size in (1, 2, 5)]
