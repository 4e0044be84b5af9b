"""What is still open of an application in words: the facts that would change the outcome, and where claim and record differ."""

from screening.domain import settled_fact
from screening.domain.file_question import paper_kinds
from screening.domain.own_words import own_words, said_at
from screening.domain.proof import Proof
from screening.forms.settle import Asked
from screening.models import Application, Evaluation, SettledFact, Submission
from screening.reasons import REASON_WORDS
from screening.settled_in_words import Words


def open_facts(
    application: Application, evaluation: Evaluation, submission: Submission, rows: list[SettledFact]
) -> tuple[list[Asked], list[str]]:
    """What would change the outcome: the facts that can be settled, and the papers that are waited for, in words."""
    points = settled_fact.open_points_of(evaluation)
    if not points:
        return [], []
    words = Words(application.revision, own := own_words(submission, rows))
    kinds = paper_kinds(application.revision)
    facts, papers = [], []
    for point in points:
        path = settled_fact.path_of(point)
        if path is None:
            kind = kinds.get(point.name)
            of_job = f", job {point.job + 1}" if point.job is not None else ""
            papers.append(
                f"{kind.label if kind else point.name}{of_job}: {REASON_WORDS.get(point.reason, point.reason)}"
            )
        else:
            facts.append(Asked(path, words.label(path), words.value(path, said_at(own, path)), point))
    return facts, papers


def differences(proof: Proof) -> list[dict[str, str]]:
    """Where an answer claims otherwise than the record shows: what was asked, and both figures."""
    return [
        {
            "requirement": node.label,
            "asked": claim["asked"],
            "claimed": claim["said"],
            "record": f"{node.months} of {node.needed} months"
            if node.is_experience
            else "The record shows otherwise",
        }
        for root in proof.roots
        for node in root.walk()
        for claim in node.raw.get("claims", ())
        if not claim["agrees"]
    ]
