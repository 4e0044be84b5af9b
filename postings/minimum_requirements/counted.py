"""What an experience counts of one record: its certain work, its open work, and the sums of either way of settling it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from postings.minimum_requirements.counting import Share, shares, units_of
from postings.minimum_requirements.dates import FAR_PAST
from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.kleene import UNANSWERED, YES
from postings.minimum_requirements.questions import Open
from postings.minimum_requirements.spans import OTHER, Span
from postings.minimum_requirements.work import Work

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case

NO_HISTORY: Final = -1
"""The index that stands for a work history that was not given at all."""


class Counted:
    """What an experience counted: certain spans, and the work that is open for it with its own open points."""

    __slots__ = (
        "_shares", "_spans", "_units", "as_of", "certain", "filed_on", "full", "no_history", "open_work", "points", "since",
    )  # fmt: skip

    def __init__(
        self,
        case: "Case",
        certain: list[Span],
        open_work: list[tuple[Work, int]],
        points: int,
        as_of: int,
        since: int,
    ) -> None:
        # not the case itself: it holds the findings that hold this, and a circle waits for the garbage collector
        self.full = case.settings.full_time_hours
        self.filed_on = case.facts.filed_on
        self.no_history = case.facts.jobs is None
        self.certain = certain
        self.open_work = open_work
        self.points = points
        self.as_of = as_of
        self.since = since
        self._spans: dict[int, list[Span]] = {}
        self._units: dict[int, Number] = {}
        self._shares: dict[int, dict[int, Share]] = {}

    def spans(self, settled: int) -> list[Span]:
        """The spans when the reasons in ``settled`` are settled in the applicant's favour."""
        if not self.open_work and not self.points:
            return self.certain
        settled &= self.points
        found = self._spans.get(settled)
        if found is None:
            found = self._spans[settled] = self._spans_of(settled)
        return found

    def units(self, settled: int) -> Number:
        """Days × weekly hours of these spans."""
        settled &= self.points
        found = self._units.get(settled)
        if found is None:
            found = self._units[settled] = units_of(self.spans(settled), self.full)
        return found

    def shares(self, settled: int) -> dict[int, Share]:
        """What each job brings of these units, by its index."""
        settled &= self.points
        found = self._shares.get(settled)
        if found is None:
            found = self._shares[settled] = shares(self.spans(settled), self.full)
        return found

    @property
    def open_places(self) -> list[Open]:
        """Why it is open, of each open work: whether it qualifies, and then what else is open about it."""
        return [
            Open(work.job.index, bits)
            for work, truth in self.open_work
            for bits in (
                (0, 0)
                if work.excluded
                else (0 if truth == YES else truth, work.open_points(self.as_of, self.filed_on))
            )
        ]

    def _spans_of(self, settled: int) -> list[Span]:
        if not self.no_history:
            return self.spans_when([settled] * 2 * len(self.open_work))
        if not settled & UNANSWERED:
            return []
        last = min(self.as_of, self.filed_on)
        return within([(FAR_PAST, last + 1, self.full, OTHER, NO_HISTORY)], self.since)

    def spans_when(self, settled: Sequence[int]) -> list[Span]:
        """The spans when the reasons in ``settled``, of each of ``open_places``, are settled in the applicant's favour."""
        spans = list(self.certain)
        for place, (work, truth) in enumerate(self.open_work):
            qualifies, favourable = settled[2 * place : 2 * place + 2]
            if truth == YES or not truth & ~qualifies:
                spans += work.spans(favourable, self.as_of, self.filed_on)
        return within(spans, self.since) if self.since else spans


def within(spans: list[Span], since: int) -> list[Span]:
    """The parts of spans that lie on or after a day."""
    return [(max(span[0], since), *span[1:]) for span in spans if span[1] > since]
