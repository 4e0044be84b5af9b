"""A slow second opinion: a tree of requirements judged from its document alone, day by day and answer by answer.

It shares no code with the engine. An open point of the record is settled in every way it can be, each settled record
is counted, and the least and the most of the counts are the interval; three values are joined by Kleene's tables.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple

from tests.postings.minimum_requirements.properties.oracle_days import (
    BEFORE_ANY_WORK,
    Total,
    count,
    months_later,
    reached,
)
from tests.postings.minimum_requirements.properties.oracle_jobs import (
    Point,
    exact,
    points_of,
    rows_of,
    settings_of,
    stints_of,
)

MET, NOT_MET, OPEN = "met", "not_met", "undetermined"
MOST_READINGS = 100
Answers = dict[tuple[Any, ...], Any]


def opposite(value: str) -> str:
    return {MET: NOT_MET, NOT_MET: MET, OPEN: OPEN}[value]


def at_least(needed: int, values: list[str]) -> str:
    """Kleene: certain when enough are met, impossible when too few are left, else open."""
    if values.count(MET) >= needed:
        return MET
    return NOT_MET if values.count(MET) + values.count(OPEN) < needed else OPEN


class Counted(NamedTuple):
    """An experience: outcome, least and most full-time days, and why it is open."""

    outcome: str
    least: Fraction
    most: Fraction
    reasons: frozenset[str]


class Experience:
    """One experience of the tree over one record: its open points, and the count for each way of closing them."""

    def __init__(self, oracle: "Oracle", months: int, window: int | None, where: list[Any]) -> None:
        self.oracle, self.months = oracle, months
        self.first = BEFORE_ANY_WORK if window is None else months_later(oracle.filed_on, -window)
        self.rows = [
            (number, job, papers, at_least(len(where), [oracle.asked(spec, job) for spec in where]))
            for number, (job, papers) in enumerate(oracle.rows)
        ]
        self.rows = [row for row in self.rows if row[3] != NOT_MET]

    @cached_property
    def points(self) -> list[Point]:
        return [point for row in self.rows for point in points_of(*row, self.oracle.settings)]

    def total(self, answers: Answers) -> Total:
        """The count of a record of which every open point has an answer."""
        oracle = self.oracle
        stints = [
            stint
            for number, job, papers, _ in self.rows
            for stint in stints_of(number, job, papers, answers, oracle.settings, oracle.filed_on)
        ]
        begin = max(self.first, min((stint.first for stint in stints), default=oracle.filed_on))
        return count(stints, first=begin, last=oracle.filed_on, full_time=oracle.settings.full_time)

    @property
    def most_readings(self) -> int:
        """Few where a start is missing: then each reading goes through all days since 1900."""
        return MOST_READINGS if all(row[1].get("start") for row in self.rows) else 4

    def readings(self) -> Iterator[Answers]:
        """Every way to close the open points, or, where these are too many, those that can be extreme."""
        sizes = 1
        for point in self.points:
            sizes *= len(point.answers)
        # more favourable answers never count less, but which kind of job counts most hangs on the other jobs
        ways = [
            point.answers if sizes <= self.most_readings or point.key[-1] in ("kind", "city") else None
            for point in self.points
        ]
        for end in (0, -1):
            options = [way or (point.answers[end],) for way, point in zip(ways, self.points, strict=True)]
            for chosen in product(*options):
                yield {point.key: answer for point, answer in zip(self.points, chosen, strict=True)}
            if sizes <= self.most_readings:
                return

    @cached_property
    def figures(self) -> Counted:
        if self.oracle.facts.get("jobs") is None:
            days = (self.oracle.filed_on - self.first).days + 1
            return Counted(OPEN, Fraction(0), Fraction(days), frozenset(["unanswered"]))
        totals = [self.total(answers) for answers in self.readings()]
        levels = {reached(total, self.months) for total in totals}
        outcome = levels.pop() if len(levels) == 1 else OPEN
        least, most = min(total.days for total in totals), max(total.days for total in totals)
        return Counted(OPEN if outcome == "borderline" else outcome, least, most, frozenset())


class Oracle:
    """One record under one requirements document: ``outcome`` and, by id, ``nodes`` and ``experiences``."""

    def __init__(self, document: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
        self.document, self.facts = document, facts
        self.filed_on = date.fromisoformat(facts["filed_on"])
        self.settings = settings_of(document)
        self.rows = rows_of(facts)
        self.scales = {duty["tag"]: duty["scale"] for duty in document.get("duties", [])}
        self.nodes: dict[str, str] = {}
        self.experiences: dict[str, Experience] = {}
        self.specs = {spec["id"]: spec for spec in _every_spec(document["tree"]) if "id" in spec}
        self.outcome = self.judge(document["tree"])

    def judge(self, spec: Mapping[str, Any]) -> str:
        """The outcome of a node as the node above reckons with it."""
        own, upward = self._judged(spec)
        if "id" in spec:
            self.nodes[spec["id"]] = own
        return upward

    def _judged(self, spec: Mapping[str, Any]) -> tuple[str, str]:
        if "experience" in spec:
            return self._experience(spec, [], None)
        value = self._joined(spec, self.judge)
        if value is None:
            leaf: Callable[[Any], str] = (
                next(
                    judge
                    for key, judge in {"typing": self._typing, "answer": self._answer}.items()
                    if key in spec
                )
                if "judgement" not in spec
                else lambda _: OPEN
            )
            value = leaf(spec)
        value = self._against_claims(spec.get("id"), value, None)
        return value, value

    def _joined(self, spec: Mapping[str, Any], judge: Callable[[Any], str]) -> str | None:
        if "all" in spec:
            return at_least(len(spec["all"]), [judge(part) for part in spec["all"]])
        if "any" in spec:
            return at_least(1, [judge(part) for part in spec["any"]])
        if "at_least" in spec and "of" in spec:
            return at_least(spec["at_least"], [judge(part) for part in spec["of"]])
        if "not" in spec:
            return opposite(judge(spec["not"]))
        if "when" in spec:
            return at_least(1, [opposite(judge(spec["when"])), judge(spec["then"])])
        if "ref" in spec:
            return judge(self.specs[spec["ref"]])
        return None

    def _experience(self, spec: Mapping[str, Any], outer: list[Any], within: int | None) -> tuple[str, str]:
        body = spec["experience"]
        where = [*outer, *([body["where"]] if "where" in body else [])]
        windows = [each for each in (within, body.get("within_last_months")) if each is not None]
        window = min(windows, default=None)
        found = Experience(self, body["months"], window, where)
        own = self._against_claims(spec.get("id"), found.figures.outcome, body["months"])
        if "id" in spec:
            self.experiences[spec["id"]] = found
            self.nodes[spec["id"]] = own
        inner = []
        for part in body.get("including", []):
            value, upward = self._experience(part, where, window)
            inner.append(upward)
        return own, at_least(1 + len(inner), [own, *inner])

    def _against_claims(self, name: str | None, record: str, months: int | None) -> str:
        """A claim that says otherwise than a decided record leaves the outcome open."""
        for claim in self.document.get("claims", []):
            answer = (self.facts.get("answers") or {}).get(claim["question"])
            if claim["node"] != name or answer is None:
                continue
            if claim["as"] == "months":
                claimed = MET if exact(answer) >= (months or 0) else NOT_MET
            elif claim["as"] == "yes_no":
                claimed = MET if answer == "yes" else NOT_MET
            else:
                claimed = (
                    MET if answer in claim["reaches"] else NOT_MET if answer in claim["denies"] else record
                )
            if record != OPEN and claimed != record:
                return OPEN
        return record

    def _typing(self, spec: Mapping[str, Any]) -> str:
        typing = self.facts.get("typing") or {}
        if typing.get("net_wpm") is None or typing.get("source") is None:
            return OPEN
        return MET if exact(typing["net_wpm"]) >= spec["typing"]["net_wpm"] else NOT_MET

    def _answer(self, spec: Mapping[str, Any]) -> str:
        answer = (self.facts.get("answers") or {}).get(spec["answer"])
        return OPEN if answer is None else MET if answer == spec["is"] else NOT_MET

    def asked(self, spec: Mapping[str, Any], job: Mapping[str, Any]) -> str:
        """A predicate asked of one job."""
        joined = self._joined(spec, lambda part: self.asked(part, job))
        if joined is not None:
            return joined
        if "duty" in spec:
            value = (job.get("duties") or {}).get(spec["duty"])
            counts = spec.get("is", "yes" if self.scales[spec["duty"]] == "yes_no" else "primary")
            value = None if value == "unsure" else value
        elif "kind" in spec:
            value, counts = job.get("kind"), spec["kind"]
        else:
            value, counts = job.get("city_employee"), spec["city_employee"]
        if value is None:
            return OPEN
        return MET if value in (counts if isinstance(counts, list) else [counts]) else NOT_MET


def _every_spec(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        yield value
    if isinstance(value, (Mapping, list)):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _every_spec(part)
