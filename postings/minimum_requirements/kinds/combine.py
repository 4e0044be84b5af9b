"""Combine: the share reached of each part (an experience and an education, say) adds up to 100 %."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Self

from postings.minimum_requirements.counted import Counted
from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.kinds.education import Education
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kleene import LATER, NO, YES
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.reach import BETWEEN, REACHED, SHORT, decided, level, needed_days
from postings.minimum_requirements.spans import Span

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader


@dataclass(slots=True, kw_only=True, eq=False)
class Combine(Node):
    """No part is counted twice: an hour of work counts for one experience only, the one it brings most for."""

    kind: ClassVar[str] = "combine"
    parts: tuple[Node, ...]

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.combine"
        parts = reader.node_list(spec["combine"], path)
        if len(parts) == 1 and len(spec["combine"]) == 1:
            reader.problem(path, "One part alone has nothing to be combined with.", "List at least two.")
        for part in parts:
            if isinstance(part, Experience):
                if part.including or part.substitution:
                    reader.problem(
                        part.path, "What is combined cannot include or substitute.",
                        "Put the included experience beside 'combine', under 'all'.",
                    )  # fmt: skip
            elif not isinstance(part, Education):
                reader.problem(
                    part.path, "Only experience and education have a share.", "Put it beside 'combine'."
                )
        if sum(isinstance(part, Education) for part in parts) > 1:
            reader.problem(
                path, "Two educations would count one schooling twice.", "Put both into one education."
            )
        return cls(parts=parts, **common) if parts else None

    @property
    def children(self) -> tuple[Node, ...]:
        return self.parts

    def judge(self, case: "Case") -> Finding:
        found = tuple([case.judge(part) for part in self.parts])
        counted: dict[int, Counted] = {
            part.number: part.counted(case) for part in self.parts if isinstance(part, Experience)
        }
        points = 0
        for each in counted.values():
            points |= each.points
        for part, finding in zip(self.parts, found, strict=True):
            if isinstance(part, Education):
                if part.level and finding.value not in (YES, NO, LATER):
                    points |= finding.value
                if part.units is not None:
                    points |= part.asked.points(case.facts)

        def level_of(settled: int) -> int:
            if any(
                self._alone(part, finding, counted, settled, case) == REACHED
                for part, finding in zip(self.parts, found, strict=True)
            ):
                return REACHED
            if sum(self.shares(found, counted, settled, case), Fraction(0)) >= 1:
                return REACHED
            alone = [
                self._alone(part, finding, counted, settled, case)
                for part, finding in zip(self.parts, found, strict=True)
            ]
            return BETWEEN if BETWEEN in alone else SHORT

        return Finding(self, decided(points, level_of), found, counted)

    def _alone(
        self, part: Node, finding: Finding, counted: dict[int, Counted], settled: int, case: "Case"
    ) -> int:
        """The level that one part reaches without the others."""
        if isinstance(part, Experience):
            return level(
                counted[part.number].units(settled),
                counted[part.number].spans(settled),
                case.settings.full_time_hours,
                part.months,
            )
        return REACHED if _education_share(part, finding, settled, case) >= 1 else SHORT

    def shares(
        self, found: tuple[Finding, ...], counted: dict[int, Counted], settled: int, case: "Case"
    ) -> list[Fraction]:
        """The share of each part, in their order."""
        full = case.settings.full_time_hours
        parts = [part for part in self.parts if isinstance(part, Experience)]
        of_work = _shares_of_work(
            [
                (1 / Fraction(needed_days(part.months) * full), counted[part.number].spans(settled))
                for part in parts
            ],
            full,
        )
        by_number = {part.number: share for part, share in zip(parts, of_work, strict=True)}
        return [
            by_number[part.number]
            if part.number in by_number
            else _education_share(part, finding, settled, case)
            for part, finding in zip(self.parts, found, strict=True)
        ]

    def words(self) -> str:
        return say("A combination of these, the share of each adding up to 100 %")

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        shares = self.shares(finding.parts, finding.detail, 0, case)
        most = self.shares(finding.parts, finding.detail, (1 << 20) - 1, case)
        return {
            "least_percent": [round(float(share * 100), 1) for share in shares],
            "most_percent": [round(float(share * 100), 1) for share in most],
        }

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward == YES:
            return []
        reached = min(Fraction(1), sum(self.shares(finding.parts, finding.detail, 0, case), Fraction(0)))
        share = round(float(reached * 100), 1)
        text = say("{share} % of the combination is shown; 100 % is needed", share=share)
        return [Lack(self, float(1 - reached), text, say("More of either part, or a record of it."))]


def _education_share(part: Node, finding: Finding, settled: int, case: "Case") -> Fraction:
    assert isinstance(part, Education)
    if part.units is None:
        met = finding.value == YES or (finding.value not in (NO, LATER) and not finding.value & ~settled)
        return Fraction(1 if met else 0)
    return min(Fraction(1), Fraction(part.asked.counted(case.facts, settled)) / part.units)


def _shares_of_work(parts: list[tuple[Fraction, list[Span]]], full: Number) -> list[Fraction]:
    """Shares of several experiences over the same work: each hour goes where it brings most, no day above full time."""
    order = sorted(range(len(parts)), key=lambda number: -parts[number][0])
    edges = sorted({edge for _, spans in parts for span in spans for edge in span[:2]})
    found = [Fraction(0)] * len(parts)
    for first, stop in pairwise(edges):
        room, used = full, set[int]()
        for number in order:
            rate, spans = parts[number]
            for span in spans:
                if span[0] <= first and stop <= span[1] and span[4] not in used and room:
                    used.add(span[4])
                    given = min(room, span[2])
                    room -= given
                    found[number] += rate * given * (stop - first)
    return found
