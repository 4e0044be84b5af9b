"""One job as it may count: where it is certain, where it is open, and what either way of settling it gives."""

from fractions import Fraction

import orjson

from postings.minimum_requirements.dates import iso
from postings.minimum_requirements.facts import CURRENT, Document, Job, Number, Period
from postings.minimum_requirements.kleene import (
    IMPRECISE_DATES,
    NEAR_FULL_TIME,
    NO,
    UNANSWERED,
    UNUSABLE_ENTRY,
    YES,
)
from postings.minimum_requirements.language import say
from postings.minimum_requirements.numbers import number_shown
from postings.minimum_requirements.papers import proof_on_file
from postings.minimum_requirements.predicates import Answers
from postings.minimum_requirements.spans import (
    CITY_OUT_OF_CLASS,
    CITY_REGULAR,
    OTHER,
    Span,
    best_of_each_day,
    days_of_period,
)
from postings.minimum_requirements.vocabulary import Settings


class Work:
    """``plain`` work counts in one way only, whatever is asked of it: days ``start`` to before ``stop``, ``hours``."""

    __slots__ = (
        "job", "answers", "values", "papers", "settings", "any_out_of_class", "plain", "start", "stop", "hours",
        "said_as_of", "said", "title_said", "row_of", "row", "_points", "_spans",
    )  # fmt: skip

    def __init__(
        self,
        job: Job,
        answers: Answers,
        papers: tuple[Document, ...],
        settings: Settings,
        any_out_of_class: bool,
    ) -> None:
        self.job = job
        self.answers = answers
        self.values = answers.values
        self.papers = papers
        self.settings = settings
        self.any_out_of_class = any_out_of_class
        self.said_as_of = -1
        self.row_of: object = None
        self.row = ""
        start, end, hours, kind = job.start, job.end, job.hours, job.kind
        full = settings.full_time_hours
        if (
            start is not None
            and end is not None
            and hours
            and (hours >= full or hours < settings.near_full_time_hours)
            and start[0] == start[1] <= end[0] == end[1]
            and kind is not None
            and (not any_out_of_class or job.city_employee is False)
            and job.same_as is None
            and (kind != "volunteer" or settings.volunteer_counts)
        ):
            self.plain = True
            self.start = start[0]
            self.stop = end[0] + 1
            self.hours = hours if hours < full else full
        else:
            self.plain = False
            self._points: dict[int, int] = {}
            self._spans: dict[tuple[int, int], list[Span]] = {}

    def say(self, as_of: int) -> None:
        """Writes what the applicant said of the job, as parts of a JSON object with sorted keys: before and at its title.

        ``held`` is the widest reading of when it was held, up to the as-of day.
        """
        job = self.job
        first = job.start[0] if job.start else None
        last = None if job.end is None else min(job.end[1], as_of)
        begun = f'"{iso(first)}"' if first else "null"
        ended = f'"{iso(last)}"' if last and last >= (first or 0) else "null"
        hours = "null" if job.hours is None else number_shown(job.hours)
        self.said_as_of = as_of
        self.said = (
            f'"employer":{orjson.dumps(job.employer).decode()},'
            f'"held":{{"from":{begun},"to":{ended}}},"hours_per_week":{hours}'
        )
        self.title_said = orjson.dumps(job.title).decode()

    @property
    def excluded(self) -> str | None:
        """Why it never counts, whatever was done in it; None when it may."""
        job = self.job
        if job.same_as is not None:
            return say("The same entry as job {number}: counted once.", number=job.same_as + 1)
        if job.kind == "volunteer" and not self.settings.volunteer_counts:
            return say("Volunteer work does not count for this posting.")
        return None

    @property
    def out_of_class(self) -> int:
        """Whether this is out-of-class work for the City, which counts only with its document."""
        if self.settings.out_of_class_document is None or self.job.city_employee is False:
            return NO
        if self.job.kind in ("regular", "volunteer"):
            return NO
        return YES if self.job.kind and self.job.city_employee else UNANSWERED

    def open_points(self, as_of: int, filed_on: int) -> int:
        """The reasons for which this work is open, apart from whether its duties qualify."""
        if self.plain:
            return IMPRECISE_DATES if self.stop > filed_on + 1 and as_of > filed_on else 0
        points = self._points.get(as_of)
        if points is None:
            points = self._points[as_of] = self._open_points(as_of, filed_on)
        return points

    def _open_points(self, as_of: int, filed_on: int) -> int:
        job, points = self.job, 0
        governing = self._governing_papers()
        for start, end, hours, documented in self._claims(governing):
            if start is None or end is None or start[0] > end[1] or not (hours or documented is not None):
                points |= UNUSABLE_ENTRY
            if start is not None and start[0] != start[1]:
                points |= IMPRECISE_DATES
            if end is not None and (end[0] != end[1] or (end[1] > filed_on and as_of > filed_on)):
                points |= IMPRECISE_DATES
            if hours and documented is None and self._near(hours):
                points |= NEAR_FULL_TIME
        if self.any_out_of_class and (job.city_employee is None or job.kind is None):
            points |= UNANSWERED
        out_of_class = self.out_of_class
        if job.kind is None and (out_of_class != NO or not self.settings.volunteer_counts):
            points |= UNANSWERED
        elif out_of_class != NO and self.settings.out_of_class_document:
            proof = proof_on_file(self.papers, self.settings.out_of_class_document)
            if proof != YES:
                points |= proof | (UNANSWERED if out_of_class != YES else 0)
        return points

    def spans(self, settled: int, as_of: int, filed_on: int) -> list[Span]:
        """The days and weekly hours that count when the reasons in ``settled`` are settled in its favour."""
        if self.plain:
            last = as_of if settled & IMPRECISE_DATES or as_of < filed_on else filed_on
            stop = min(self.stop, last + 1)
            first_day = self.start <= filed_on and self.start < stop
            return [(self.start, stop, self.hours, OTHER, self.job.index)] if first_day else []
        found = self._spans.get((settled, as_of))
        if found is None:
            found = self._spans[settled, as_of] = self._spans_of(settled, as_of, filed_on)
        return found

    def _spans_of(self, settled: int, as_of: int, filed_on: int) -> list[Span]:
        if self.excluded or not self._admitted(settled):
            return []
        governing = self._governing_papers()
        found = [self._span(claim, settled, as_of, filed_on) for claim in self._claims(governing)]
        spans = [span for span in found if span is not None]
        return spans if len(spans) < 2 else best_of_each_day(spans)

    def _admitted(self, settled: int) -> bool:
        """Whether the kind of work and its document let it count."""
        out_of_class = self.out_of_class
        if self.job.kind is None and (out_of_class != NO or not self.settings.volunteer_counts):
            return bool(settled & UNANSWERED)
        if out_of_class == NO or self.settings.out_of_class_document is None:
            return True
        proof = proof_on_file(self.papers, self.settings.out_of_class_document)
        if proof == YES:
            return True
        if out_of_class != YES and settled & UNANSWERED:
            return True
        return bool(proof & settled)

    def _group(self, settled: int) -> int:
        if not self.any_out_of_class or self.job.city_employee is False or self.job.kind == "volunteer":
            return OTHER
        if settled & UNANSWERED and (self.job.city_employee is None or self.job.kind is None):
            return OTHER
        return CITY_OUT_OF_CLASS if self.job.kind == "out_of_class" else CITY_REGULAR

    def _governing_papers(self) -> list[Document]:
        """Accepted papers on out-of-class work that state dates or hours: these govern over the claimed ones."""
        if not self.papers or self.out_of_class == NO:
            return []
        accepted = [
            paper
            for paper in self.papers
            if paper.kind == self.settings.out_of_class_document and paper.verdict == "accepted"
        ]
        if any(paper.start or paper.end or paper.total_hours is not None for paper in accepted):
            return accepted
        return []

    def _claims(
        self, governing: list[Document]
    ) -> list[tuple[Period | None, Period | None, Number | None, Number | None]]:
        """Start, end, weekly hours and documented total hours: of the row, or of each paper that governs it."""
        job = self.job
        if not governing:
            return [(job.start, job.end, job.hours, None)]
        return [
            (paper.start or job.start, paper.end or job.end, job.hours, paper.total_hours)
            for paper in governing
        ]

    def _near(self, hours: Number) -> bool:
        return self.settings.near_full_time_hours <= hours < self.settings.full_time_hours

    def _span(
        self,
        claim: tuple[Period | None, Period | None, Number | None, Number | None],
        settled: int,
        as_of: int,
        filed_on: int,
    ) -> Span | None:
        start, end, hours, documented = claim
        days = days_of_period(start, end, settled, filed_on)
        if days is None:
            return None
        first, last = days
        full = self.settings.full_time_hours
        counted: Number
        if documented is not None:
            span = (max(first, filed_on) if last == CURRENT[1] else last) - first + 1
            counted = min(Fraction(documented) * 7 / span, Fraction(full))
            counted = counted.numerator if counted.denominator == 1 else counted
        elif not hours:
            if not settled & UNUSABLE_ENTRY:
                return None
            counted = full
        else:
            widened = settled & NEAR_FULL_TIME and self._near(hours)
            counted = full if widened or hours > full else hours
        last = min(last, as_of if settled & IMPRECISE_DATES else min(as_of, filed_on))
        if first > last or first > filed_on or not counted:
            return None
        return first, last + 1, counted, self._group(settled), self.job.index
