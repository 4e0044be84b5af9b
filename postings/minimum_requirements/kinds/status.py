"""A status that the work history shows: a current City employee, or one who left not long ago."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.dates import add_months, iso
from postings.minimum_requirements.facts import Job
from postings.minimum_requirements.kleene import (
    IMPRECISE_DATES,
    NO,
    UNANSWERED,
    UNUSABLE_ENTRY,
    YES,
    all_of,
    any_of,
)
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Node
from postings.minimum_requirements.numbers import span_words

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = ("is", "left_within_months")


@dataclass(slots=True, kw_only=True, eq=False)
class Status(Node):
    """``is: city_employee`` on the as-of day, or (``left_within_months``) until not longer ago than that."""

    kind: ClassVar[str] = "status"
    left_within_months: int | None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.status"
        body = reader.keys(spec["status"], _KEYS, path)
        if body is None:
            return None
        reader.required(body, "is", path, lambda value, at: reader.choice(value, ("city_employee",), at))
        left = body.get("left_within_months")
        months = None if left is None else reader.whole(left, f"{path}.left_within_months")
        return cls(left_within_months=months, **common)

    def judge(self, case: "Case") -> Finding:
        jobs = case.facts.jobs
        if jobs is None:
            return Finding(self, UNANSWERED)
        as_of = case.as_of(self)
        since = add_months(as_of, -self.left_within_months) if self.left_within_months else as_of
        values = tuple([_employed(job, since, as_of) for job in jobs])
        return Finding(self, any_of(values), (), values)

    def words(self) -> str:
        left = (
            say(", or one who left within {time}", time=span_words(self.left_within_months))
            if self.left_within_months
            else ""
        )
        return say("A current City employee") + left

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        values = finding.detail or ()
        return {
            "as_of": iso(case.as_of(self)),
            "jobs": [number for number, value in enumerate(values) if value != NO],
        }


def _employed(job: Job, since: int, as_of: int) -> int:
    city = UNANSWERED if job.city_employee is None else (YES if job.city_employee else NO)
    if job.kind == "volunteer":
        city = NO
    if job.start is None or job.end is None or job.start[0] > job.end[1]:
        return all_of([city, UNUSABLE_ENTRY])
    begun = YES if job.start[1] <= as_of else (NO if job.start[0] > as_of else IMPRECISE_DATES)
    ended = YES if job.end[0] >= since else (NO if job.end[1] < since else IMPRECISE_DATES)
    return all_of([city, begun, ended])
