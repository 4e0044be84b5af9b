"""Checking oneself before applying: the same engine over answers that are kept nowhere."""

from datetime import date
from typing import Any, NamedTuple

from postings import minimum_requirements as engine
from postings.domain.queries import compiled
from postings.models import PostingRevision
from screening.domain.completeness import education_parts, speaks_of
from screening.domain.facts import asked_answers, job_facts
from screening.domain.proof import Proof, ProofNode
from screening.enums import Outcome

PARTS = ("education", "licences", "certificates", "records")


class Lack(NamedTuple):
    """One requirement that is not covered yet: its words, the nearest way to it, just what that lacks, and why it is open."""

    label: str
    outcome: str
    way: str
    lacks: list[str]
    reasons: list[str]


def steps_of(revision: PostingRevision) -> list[str]:
    """What is asked, in its order: only what the minimum requirements read."""
    asks = {
        "jobs": speaks_of(revision.requirements, "experience") or speaks_of(revision.requirements, "status"),
        "education": bool(education_parts(revision)),
        "typing": speaks_of(revision.requirements, "typing"),
        "questions": bool(questions_read(revision)),
    }
    return [step for step, asked in asks.items() if asked]


def questions_read(revision: PostingRevision) -> set[str]:
    """The supplemental questions that a requirement reads. A claim about one's own experience is not asked here."""
    trees = {key: revision.requirements[key] for key in ("tree", "levels") if key in revision.requirements}
    return _named(trees) & set(compiled(revision).vocabulary.questions)


def check(revision: PostingRevision, answers: dict[str, Any], *, on: date, closing_on: date | None) -> Proof:
    """What the engine finds of these answers on this day. Writes nothing and logs nothing."""
    requirements = compiled(revision)
    facts: dict[str, Any] = {
        "filed_on": on.isoformat(),
        "jobs": [job_facts(job, requirements.vocabulary) for job in answers.get("jobs", [])],
        "answers": asked_answers(answers.get("questions", {}).get("answers", {}), requirements.vocabulary),
        "documents": [],
    }
    facts |= {part: answers["education"][part] for part in PARTS if part in answers.get("education", {})}
    if answers.get("typing"):
        facts["typing"] = answers["typing"]
    result = engine.evaluate(requirements, facts, revision=revision.label, closing_on=closing_on)
    return Proof(result.proof())


def lacking(proof: Proof) -> list[Lack]:
    """Every requirement that the answers do not cover, with the nearest way to it."""
    return [lack for root in proof.roots for lack in _lacking(root)]


def _lacking(node: ProofNode) -> list[Lack]:
    raw = node.raw
    if node.outcome not in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        return []
    below = [lack for part in node.parts for lack in _lacking(part)]
    if raw["kind"] == "all":
        return below
    if raw["kind"] == "experience" and raw["outcome"] == Outcome.MET:
        return below
    nearest = raw.get("nearest", {})
    own = Lack(
        label=node.label,
        outcome=raw["outcome"],
        way=nearest.get("text", ""),
        lacks=[_sentences(lack) for lack in nearest.get("lacks") or raw.get("lacks", [])],
        reasons=raw["reasons"],
    )
    return [own, *below] if raw["kind"] == "experience" else [own]


def _sentences(lack: dict[str, str]) -> str:
    """What is missing, and what would cure it."""
    return " ".join(f"{lack[part].rstrip('.')}." for part in ("text", "cure") if lack.get(part))


def _named(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        own = {
            value for key, value in tree.items() if key in ("answer", "question") and isinstance(value, str)
        }
        return own.union(*(_named(value) for value in tree.values()))
    if isinstance(tree, list):
        return set().union(*(_named(value) for value in tree))
    return set()
