"""What the work history of a draft gives so far, by the engine that evaluates it later. Never a verdict."""

from datetime import date
from typing import Any, NamedTuple

from postings.domain.queries import compiled
from postings.minimum_requirements import FactsError, evaluate
from screening.domain.facts import facts_of
from screening.domain.proof import Proof, ProofNode
from screening.models import Application

LONGEST_QUIET_GAP = 92
"""Days between two jobs that nobody needs to be asked about."""


class SoFar(NamedTuple):
    """``counted``: each requirement of experience. ``claims``: questions whose answer the jobs do not bear out."""

    counted: list[ProofNode]
    claims: list[str]


class Spell(NamedTuple):
    """Days from ``first`` to ``last`` and whom they concern."""

    first: date
    last: date
    jobs: tuple[str, ...]


def so_far(application: Application, *, on: date) -> SoFar:
    """The draft as it is saved, judged as though it were filed on this day; nothing is kept."""
    try:
        result = evaluate(
            compiled(application.revision), facts_of(application, filed_on=on), revision="draft"
        )
    except FactsError:  # what is half filled in cannot be counted yet
        return SoFar([], [])
    proof = Proof(result.proof())
    texts = {question.slug: question.text for question in application.revision.questions.all()}
    claims = [
        texts.get(claim["question"], claim["question"])
        for root in proof.roots
        for node in root.walk()
        for claim in node.raw.get("claims", ())
        if not claim["agrees"]
    ]
    return SoFar(proof.experience(), claims)


def gaps(jobs: list[dict[str, Any]], *, on: date) -> list[Spell]:
    """The longer times between the first and the last job in which none was held."""
    found = []
    reached: date | None = None
    for first, last, _name in _held(jobs, on):
        if reached and (first - reached).days > LONGEST_QUIET_GAP:
            found.append(Spell(reached, first, ()))
        reached = max(reached, last) if reached else last
    return found


def overlaps(jobs: list[dict[str, Any]], *, on: date) -> list[Spell]:
    """Each two jobs that were held on the same days."""
    held = _held(jobs, on)
    return [
        Spell(max(one[0], two[0]), min(one[1], two[1]), (one[2], two[2]))
        for number, one in enumerate(held)
        for two in held[number + 1 :]
        if max(one[0], two[0]) < min(one[1], two[1])
    ]


def _held(jobs: list[dict[str, Any]], on: date) -> list[tuple[date, date, str]]:
    """(first day, last day, name) of each job whose dates can be read, in order; a month counts from its first day."""
    found = []
    for job in jobs:
        first = _day(job.get("start"))
        last = on if "end" in job and job["end"] is None else _day(job.get("end"))
        if first and last and first <= last:
            found.append((first, last, job.get("title") or job.get("employer") or ""))
    return sorted(found)


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None
