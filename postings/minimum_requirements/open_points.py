"""What keeps an outcome open, fact by fact: only what would change the answer, by the findings of an evaluation.

A branch that is decided whatever is still open below it is not looked into (Kleene), nor is an open fact of a job whose
answer the other facts of the job decide already.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from postings.minimum_requirements.claims import claimed_value
from postings.minimum_requirements.evaluate import Result
from postings.minimum_requirements.joined_predicates import SameAs as SamePredicate
from postings.minimum_requirements.kinds.answers import Age, Answer
from postings.minimum_requirements.kinds.documents import DocumentNode
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kleene import (
    DOCUMENT_OUTSTANDING,
    DOCUMENT_UNREVIEWED,
    IMPRECISE_DATES,
    LATER,
    NEAR_FULL_TIME,
    NO,
    UNANSWERED,
    UNUSABLE_ENTRY,
    YES,
    reasons_of,
)
from postings.minimum_requirements.node import Finding
from postings.minimum_requirements.predicates import CityEmployee, Documented, DutyIs, KindIs, Predicate
from postings.minimum_requirements.work import Work

DECIDED = (YES, NO, LATER)
PAPERS = DOCUMENT_OUTSTANDING | DOCUMENT_UNREVIEWED


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One open fact. ``kind``: ``duty``, ``field``, ``answer`` or ``document``; ``name`` its tag, field, slug or kind.

    ``job`` counts from 0; None where the fact is of no job. ``reason`` is one of the reasons of an open outcome.
    """

    kind: str
    name: str
    job: int | None
    reason: str


def open_points(result: Result) -> tuple[OpenPoint, ...]:
    """The open facts behind an undetermined outcome, each once, in the order of the tree; none behind another."""
    found = dict.fromkeys(
        point for finding in result.findings.values() for point in _of_finding(finding, result)
    )
    return tuple(found)


def _of_finding(finding: Finding, result: Result) -> Iterator[OpenPoint]:
    if finding.upward in DECIDED:
        return
    node = finding.node
    if isinstance(finding.detail, Finding):  # a named node, referred to again
        yield from _of_finding(finding.detail, result)
    if finding.record in (YES, NO):
        yield from _contradicted(finding, result)
    elif isinstance(node, Experience):
        counted = finding.detail[0]
        for work, truth in counted.open_work:
            yield from _of_work(node, work, truth, finding.value, counted.as_of, counted.filed_on)
    elif isinstance(node, (Answer, Age)):
        yield OpenPoint("answer", node.question.slug, None, "unanswered")
    elif isinstance(node, DocumentNode):
        yield from _papers(node.document.slug, None, finding.value)
    for part in (*finding.parts, *finding.aside):
        yield from _of_finding(part, result)


def _contradicted(finding: Finding, result: Result) -> Iterator[OpenPoint]:
    for claim in finding.node.claims:
        value = claimed_value(claim, finding.node, result.case.facts)
        if value is not None and value != finding.record:
            yield OpenPoint("answer", claim.question, None, "contradiction")


def _of_work(
    node: Experience, work: Work, truth: int, value: int, as_of: int, filed_on: int
) -> Iterator[OpenPoint]:
    if work.excluded:
        return
    job = work.job
    if truth not in DECIDED and node.asked is not None:
        yield from _of_predicate(node.asked, work)
    points = work.open_points(as_of, filed_on) & value
    if points & (IMPRECISE_DATES | UNUSABLE_ENTRY):
        for name, period in (("start", job.start), ("end", job.end)):
            if period is None:
                yield OpenPoint("field", name, job.index, "unusable_entry")
            elif period[0] != period[1]:
                yield OpenPoint("field", name, job.index, "imprecise_dates")
    if points & UNUSABLE_ENTRY:
        if not job.hours:
            yield OpenPoint("field", "hours_per_week", job.index, "unusable_entry")
        if job.start and job.end and job.start[0] > job.end[1]:
            yield OpenPoint("field", "start", job.index, "unusable_entry")
            yield OpenPoint("field", "end", job.index, "unusable_entry")
    if points & NEAR_FULL_TIME:
        yield OpenPoint("field", "hours_per_week", job.index, "near_full_time")
    if points & UNANSWERED:
        if job.kind is None:
            yield OpenPoint("field", "kind", job.index, "unanswered")
        if job.city_employee is None:
            yield OpenPoint("field", "city_employee", job.index, "unanswered")
    if points & PAPERS and work.settings.out_of_class_document:
        yield from _papers(work.settings.out_of_class_document, job.index, points)


def _of_predicate(predicate: Predicate, work: Work) -> Iterator[OpenPoint]:
    value = work.values[predicate.number]
    if value in DECIDED:
        return
    job = work.job.index
    if isinstance(predicate, SamePredicate):
        yield from _of_predicate(predicate.named, work)
    elif isinstance(predicate, DutyIs):
        yield OpenPoint("duty", predicate.duty.tag, job, "unanswered")
    elif isinstance(predicate, KindIs):
        yield OpenPoint("field", "kind", job, "unanswered")
    elif isinstance(predicate, CityEmployee):
        yield OpenPoint("field", "city_employee", job, "unanswered")
    elif isinstance(predicate, Documented):
        yield from _papers(predicate.document, job, value)
    else:
        for part in predicate.children:
            yield from _of_predicate(part, work)


def _papers(kind: str, job: int | None, value: int) -> Iterator[OpenPoint]:
    for reason in reasons_of(value & PAPERS):
        yield OpenPoint("document", kind, job, reason)
