"""The wage schedule of a revision: its dated increases, with the wage that each date gives where a base is entered."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from postings.models import PostingRevision

CENT = Decimal("0.01")


class WageStep(NamedTuple):
    """From ``effective_on`` the wage is ``low`` to ``high``; both are None where the posting enters no base."""

    effective_on: date
    percent: Decimal
    kind: str
    low: Decimal | None
    high: Decimal | None
    text: str


def wage_schedule(revision: PostingRevision) -> list[WageStep]:
    """The increases by date. Each one raises the wage then in force, an amount in cents, and is rounded half up."""
    low, high = revision.wage_base_low, revision.wage_base_high
    steps = []
    for row in sorted(revision.wage_increases.all(), key=lambda row: (row.effective_on, row.position)):
        low, high = _raised(low, row.percent), _raised(high, row.percent)
        steps.append(WageStep(row.effective_on, row.percent, row.kind, low, high, row.text))
    return steps


def _raised(wage: Decimal | None, percent: Decimal) -> Decimal | None:
    return None if wage is None else (wage * (100 + percent) / 100).quantize(CENT, ROUND_HALF_UP)
