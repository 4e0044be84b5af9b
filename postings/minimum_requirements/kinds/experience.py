"""Experience: so many months of qualifying work, counted day by day, with what must be included and may stand in."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.counted import Counted
from postings.minimum_requirements.counting import units_of
from postings.minimum_requirements.dates import add_months
from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.joined_predicates import AllOf
from postings.minimum_requirements.kinds.experience_evidence import evidence
from postings.minimum_requirements.kinds.substitution import Substitution
from postings.minimum_requirements.kleene import EVERY_REASON, NO, UNANSWERED, YES, all_of
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import days_of, decimals, months_of, span_words
from postings.minimum_requirements.patterns import ASKED_NOTHING
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.questions import Open, Standing, further_reasons
from postings.minimum_requirements.reach import decided, decided_level, level, needed_days
from postings.minimum_requirements.spans import OTHER, Span
from postings.minimum_requirements.work import Work

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = ("months", "where", "within_last_months", "including", "substitute")
IN_PLACE: Final = -1
"""The owner of what is open about that which stands in for experience."""


@dataclass(slots=True, kw_only=True, eq=False)
class Experience(Node):
    """``asked`` is ``where`` joined with that of the experience around it."""

    kind: ClassVar[str] = "experience"
    months: int
    where: Predicate | None
    within_last_months: int | None
    including: tuple["Experience", ...]
    substitution: Substitution | None
    asked: Predicate | None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.experience"
        body = reader.keys(spec["experience"], _KEYS, path)
        if body is None:
            return None
        months = reader.required(body, "months", path, reader.whole)
        where = reader.predicate(body["where"], f"{path}.where") if "where" in body else None
        within_last = (
            reader.whole(body["within_last_months"], f"{path}.within_last_months")
            if "within_last_months" in body
            else None
        )
        if months and within_last and months > within_last:
            reader.problem(
                f"{path}.months", f"{months} months can never lie within the last {within_last}.",
                "Ask for fewer months or a longer time.",
            )  # fmt: skip
        outer = reader.outer
        joined, window = where, within_last
        if outer:
            joined = _joined(outer[0], where, reader, path)
            window = min((each for each in (outer[1], within_last) if each), default=None)
        substitute = body.get("substitute")
        substitution = (
            Substitution.read(substitute, reader, f"{path}.substitute") if substitute is not None else None
        )
        reader.outer = (joined, window)
        including = tuple(
            [part for part in _including(body.get("including"), reader, path) if isinstance(part, Experience)]
        )
        reader.outer = outer
        if months is None:
            return None
        return cls(
            months=months, where=where, within_last_months=window, including=including,
            substitution=substitution, asked=joined, **common,
        )  # fmt: skip

    @property
    def children(self) -> tuple[Node, ...]:
        return (*self.including, *(self.substitution.children if self.substitution else ()))

    @property
    def asked_of_jobs(self) -> tuple[Predicate, ...]:
        return (self.where,) if self.where else ()

    def counted(self, case: "Case") -> Counted:
        """Goes through the work of the case once; nothing is added up yet."""
        filed_on = case.facts.filed_on
        as_of = case.as_of(self)
        last_stop = min(as_of, filed_on) + 1
        since = add_months(as_of, -self.within_last_months) if self.within_last_months else 0
        certain: list[Span] = []
        open_work: list[tuple[Work, int]] = []
        points = UNANSWERED if case.facts.jobs is None else 0
        asked = ASKED_NOTHING if self.asked is None else self.asked.number
        for work in case.works:
            truth = work.values[asked]
            if truth == NO:
                continue
            if truth == YES and work.plain and (as_of <= filed_on or work.stop <= last_stop):
                stop = work.stop if work.stop < last_stop else last_stop
                start = work.start if work.start > since else since
                if start < stop:
                    certain.append((start, stop, work.hours, OTHER, work.job.index))
            else:
                open_work.append((work, truth))
                points |= work.open_points(as_of, filed_on)
                if truth != YES:
                    points |= truth
        return Counted(case, certain, open_work, points, as_of, since)

    def judge(self, case: "Case") -> Finding:
        counted = self.counted(case)
        full = case.settings.full_time_hours
        credits = self.substitution.judge(case) if self.substitution else ()
        points = counted.points
        if self.substitution:
            points |= self.substitution.points(credits, case)
        elif not points:
            reached = level(counted.units(0), counted.spans(0), full, self.months)
            return self._with_parts(decided_level(reached), counted, (), case)

        def level_of(settled: int) -> int:
            months: Number = self.months
            if self.substitution:
                months = months - self.substitution.credit(credits, settled, case)
            return level(counted.units(settled), counted.spans(settled), full, months)

        value = decided(points, level_of)
        if value not in (YES, NO) and points & ~value:
            value |= self._further_reasons(value, counted, credits, case)
        return self._with_parts(value, counted, credits, case)

    def _further_reasons(
        self, listed: int, counted: Counted, credits: tuple[Finding | None, ...], case: "Case"
    ) -> int:
        """The reasons that decide only when some questions of a kind are answered one way, others another."""
        full, substitution = case.settings.full_time_hours, self.substitution

        def standing_of(settled: tuple[int, ...]) -> Standing:
            spans = counted.spans_when(settled[:-1])
            units = units_of(spans, full)
            months: Number = self.months
            if substitution:
                months = months - substitution.credit(credits, settled[-1], case)
            return Standing(level(units, spans, full, months), (units, months))

        in_place = substitution.points(credits, case) if substitution else 0
        places = [*counted.open_places, Open(IN_PLACE, in_place)]
        return further_reasons(places, listed, standing_of)

    def _with_parts(
        self, value: int, counted: Counted, credits: tuple[Finding | None, ...], case: "Case"
    ) -> Finding:
        finding = Finding(self, value, (), (counted, credits))
        if credits:
            finding.aside = tuple([credit for credit in credits if credit])
        if self.including:
            finding.parts = tuple([case.judge(part) for part in self.including])
            finding.upward = all_of([value, *[part.upward for part in finding.parts]])
        return finding

    def words(self) -> str:
        window = (
            say(" within the last {time}", time=span_words(self.within_last_months))
            if self.within_last_months
            else ""
        )
        return say("{time} of full-time experience", time=span_words(self.months)) + window

    def totals(self, finding: Finding, case: "Case") -> tuple[Number, Number]:
        """Units counted for certain, and at most."""
        counted: Counted = finding.detail[0]
        return counted.units(0), counted.units(EVERY_REASON)

    def figures(self, finding: Finding, case: "Case") -> dict[str, Any]:
        full = case.settings.full_time_hours
        least, most = self.totals(finding, case)
        return {
            "least_days": days_of(least, full), "most_days": days_of(most, full), "needed_months": self.months
        }  # fmt: skip

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        return evidence(self, finding, case)

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        own = self.own_lack(finding, case)
        parts = [lack for part in finding.parts for lack in part.node.lacks(part, case)]
        return [own, *parts] if own else parts

    def own_lack(self, finding: Finding, case: "Case") -> Lack | None:
        """How far its own months are from being reached; what it includes has lacks of its own."""
        if finding.record == YES:
            return None
        full = case.settings.full_time_hours
        least, most = self.totals(finding, case)
        months: Number = self.months
        if self.substitution:
            months = max(months - self.substitution.credit(finding.detail[1], 0, case), 0)
        needed = needed_days(months) * full
        reached = most if finding.record != NO else least
        share = 1 - float(reached) / float(needed) if reached < needed else 0.0
        missing = max(needed - least, 0)
        text = say(
            "{days} more full-time days ({months} months): {counted} of {needed} months counted",
            days=decimals(days_of(missing, full)),
            months=months_of(missing, full),
            counted=months_of(least, full),
            needed=self.months,
        )
        return Lack(self, share, text, say("More work of this kind, or a record of it."))


def _joined(
    outer: Predicate | None, inner: Predicate | None, reader: "Reader", path: str
) -> Predicate | None:
    if outer is None or inner is None:
        return inner or outer
    return reader.note_predicate(AllOf(path=path, parts=(outer, inner)))


def _including(spec: Any, reader: "Reader", path: str) -> list[Node]:
    if spec is None:
        return []
    found = reader.node_list(spec, f"{path}.including")
    for part in found:
        if not isinstance(part, Experience):
            reader.problem(
                part.path, "What an experience includes must be experience too.",
                "Put other requirements beside it, under 'all'.",
            )  # fmt: skip
    return list(found)
