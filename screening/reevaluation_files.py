"""A staged re-evaluation as rows for a spreadsheet."""

from collections.abc import Iterator

from django.db.models import QuerySet

from screening.models import Reevaluation, StagedEvaluation
from screening.spreadsheet import Cell
from screening.what_if_files import tried_cells


def columns(stage: Reevaluation) -> list[str]:
    """The heads; “before” is right of one that waits as of one that was published."""
    under = f"under Rev. {stage.revision.number}"
    return [
        "Receipt",
        "Name",
        "Outcome before",
        f"Outcome {under}",
        "Requirement that decides",
        "Points before",
        f"Points {under}",
        "Place before",
        f"Place {under}",
        "Why it could not be evaluated",
        "Decided, and comes back to a person",
    ]


def lines(rows: QuerySet[StagedEvaluation]) -> Iterator[list[Cell]]:
    """One line an application; memory stays flat. A decision is named only where these rules find otherwise than it."""
    for row in rows.iterator(chunk_size=2_000):
        returned = row.decision.get_finding_display() if row.returns and row.decision else ""
        yield [*tried_cells(row), returned]
