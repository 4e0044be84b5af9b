"""What an evaluation left open that the applicant can settle: which entry, and why it is open, from the proof alone."""

from typing import NamedTuple

from screening.domain.file_question import file_questions
from screening.domain.proof import Proof, ProofNode
from screening.enums import Outcome
from screening.models import Application, Evaluation

ANSWERS, TYPING, EDUCATION, NEW_JOB = "answers", "typing", "education", "job-new"
SCHOOLING = frozenset({"education", "combine", "licence", "certificate", "record_limit"})
"""Kinds of requirement that rest on the education section."""


class OpenFact(NamedTuple):
    """``what``: ``job-2``, ``answers``, ``typing`` or ``education``. ``why``: the engine's words, each once."""

    what: str
    name: str
    why: tuple[str, ...]
    questions: tuple[str, ...] = ()


def open_facts(application: Application, evaluation: Evaluation) -> list[OpenFact]:
    """Every entry on which an undetermined requirement waits; what would not change the outcome is left out."""
    found: dict[str, OpenFact] = {}
    for root in Proof.of(evaluation).roots:
        for node in root.walk():
            if node.outcome == Outcome.UNDETERMINED:
                for each in _of(node):
                    before = found.get(each.what, each)
                    found[each.what] = each._replace(
                        why=tuple(dict.fromkeys([*before.why, *each.why])),
                        questions=tuple(dict.fromkeys([*before.questions, *each.questions])),
                    )
    files = {question.slug for question in file_questions(application.revision)}
    return [each for each in found.values() if not (each.questions and set(each.questions) <= files)]


def _of(node: ProofNode) -> list[OpenFact]:
    raw = node.raw
    claims = [claim for claim in raw.get("claims", ()) if not claim["agrees"]]
    found = [OpenFact(ANSWERS, "", (claim["asked"],), (claim["question"],)) for claim in claims]
    if node.is_experience:
        found += [
            OpenFact(
                f"job-{job['job'] + 1}",
                ", ".join(filter(None, (job["title"], job["employer"]))),
                tuple(job["why"]),
            )
            for job in raw["evidence"]["jobs"]
            if job["counts"] == "open" or (job["counts"] == "partly" and job["least"] != job["most"])
        ]
    elif raw["kind"] in ("answer", "age") and "question" in raw.get("evidence", {}):
        found.append(OpenFact(ANSWERS, "", (node.label,), (raw["evidence"]["question"],)))
    elif raw["kind"] == "typing":
        found.append(OpenFact(TYPING, "", (node.label,)))
    elif raw["kind"] in SCHOOLING:
        found.append(OpenFact(EDUCATION, "", (node.label,)))
    return found
