"""The wage schedule of a revision: its dated increases, with the wage that each date gives where a base is entered."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from postings.file_reader import FileReader, Increase
from postings.models import PostingRevision, WageIncrease

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
    rows = sorted(revision.wage_increases.all(), key=lambda row: (row.effective_on, row.position))
    return _steps(revision.wage_base_low, revision.wage_base_high, rows)


def wage_schedule_of(document: Mapping[str, Any]) -> list[WageStep]:
    """The same from a posting's document; an increase that cannot be read is left out."""
    reader = FileReader()
    low, high, _ = reader.wage(document)
    rows = [reader.increase(row, "wage_increases") for row in document.get("wage_increases", [])]
    return _steps(low, high, sorted(filter(None, rows), key=lambda row: row.effective_on))


def _steps(
    low: Decimal | None, high: Decimal | None, rows: Iterable[Increase | WageIncrease]
) -> list[WageStep]:
    steps = []
    for row in rows:
        low, high = _raised(low, row.percent), _raised(high, row.percent)
        steps.append(WageStep(row.effective_on, row.percent, row.kind, low, high, row.text))
    return steps


def _raised(wage: Decimal | None, percent: Decimal) -> Decimal | None:
    return None if wage is None else (wage * (100 + percent) / 100).quantize(CENT, ROUND_HALF_UP)
