"""What other rules came to, counted from the rows of a trial or a stage: outcomes, the list's size, places, requirements."""

from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, Max, Q, QuerySet, When
from django.db.models.functions import Abs

from screening.enums import Outcome
from screening.models import Reevaluation, StagedEvaluation, WhatIf, WhatIfRow

CHANGED = Q(fault="") & ~Q(before=F("after"))
BOTH = Q(place_before__isnull=False, place_after__isnull=False)
MOVED = BOTH & ~Q(place_before=F("place_after"))
KINDS: dict[str, tuple[str, Q]] = {
    "changed": ("Another outcome", CHANGED),
    "on": ("Newly meet the requirements", CHANGED & Q(after=Outcome.MET)),
    "off": ("No longer meet the requirements", CHANGED & Q(before=Outcome.MET)),
    "moved": ("Another place", MOVED),
    "fault": ("Could not be tried", ~Q(fault="")),
    "all": ("Everybody", Q()),
}
"""What the rows can be narrowed to: the word in the address, its words, its condition."""

# the order of the ranked candidates: points, then who applied first
_PLACES = """
    UPDATE {table} r SET place_{when} = placed.number
    FROM (SELECT r.id, row_number() OVER (ORDER BY r.points_{when} DESC, a.submitted_at, a.id) AS number
          FROM {table} r JOIN screening_application a ON a.id = r.application_id
          WHERE r.{whole} = %s AND r.{when} = 'met') placed
    WHERE placed.id = r.id
"""


def place(tried: WhatIf | Reevaluation) -> None:
    """Give each who meets the requirements a place among them, before and after."""
    rows: Any = tried.rows
    table, whole = rows.model._meta.db_table, rows.field.column
    with connection.cursor() as cursor:
        for when in ("before", "after"):
            cursor.execute(_PLACES.format(table=table, whole=whole, when=when), [tried.pk])


def count(tried: WhatIf | Reevaluation) -> dict[str, Any]:
    """The figures of a trial or a stage whose rows have their places; whole numbers only."""
    rows: QuerySet[WhatIfRow] | QuerySet[StagedEvaluation] = tried.rows.order_by()
    tally = rows.aggregate(
        tried=Count("pk"),
        faults=Count("pk", filter=~Q(fault="")),
        changed=Count("pk", filter=CHANGED),
        both=Count("pk", filter=BOTH),
        moved=Count("pk", filter=MOVED),
        farthest=Max(Case(When(MOVED, then=Abs(F("place_after") - F("place_before"))))),
    )
    return tally | {
        "farthest": tally["farthest"] or 0,
        "untried": tried.total - tally["tried"],
        "outcomes": [
            {
                "outcome": outcome,
                "before": rows.filter(before=outcome).count(),
                "after": rows.filter(after=outcome).count(),
            }
            for outcome in Outcome.values
        ],
        "nodes": _nodes(rows.filter(CHANGED)),
    }


def _nodes(changed: QuerySet[Any]) -> list[dict[str, Any]]:
    """Each requirement that made outcomes others, those with the most people first."""
    found = (
        changed.values("node")
        .annotate(
            words=Max("node_words"),
            number=Count("pk"),
            on=Count("pk", filter=Q(after=Outcome.MET)),
            off=Count("pk", filter=Q(before=Outcome.MET)),
        )
        .order_by("-number", "node")
    )
    return [dict(each) for each in found]
