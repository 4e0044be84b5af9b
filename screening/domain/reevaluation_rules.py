"""The rules of a re-evaluation, and a batch of applications under them, in no table that a reader follows."""

from datetime import date
from hashlib import sha256

import orjson

from postings.domain.queries import points_plan, requirements_document
from postings.minimum_requirements import ENGINE_VERSION, sha256_of
from postings.models import Posting, PostingRevision
from screening.city_time import city_day
from screening.domain import evaluation_store as store
from screening.domain.evaluation import evaluated
from screening.domain.proof import Proof
from screening.domain.queries import evaluations_of, standing_decisions_of
from screening.domain.reevaluation_queries import DECIDED
from screening.domain.what_if_rules import deciding
from screening.enums import Finding, Outcome
from screening.models import Application, Decision, Evaluation, Reevaluation, StagedEvaluation

FOUND = {Outcome.MET: Finding.QUALIFIED, Outcome.NOT_MET: Finding.NOT_QUALIFIED}


def rules_sha256(posting: Posting, revision: PostingRevision) -> str:
    """Of everything a result hangs on besides the facts: requirements, points, closing day, engine."""
    asked = {
        "requirements": requirements_document(revision),
        "points": points_plan(revision),
        "closing_on": str(closing_on(posting) or ""),
        "engine": ENGINE_VERSION,
    }
    return sha256_of(asked)


def closing_on(posting: Posting) -> date | None:
    """The posting's closing day, by which every new evaluation is made."""
    return posting.closes_at and city_day(posting.closes_at)


def staged(reevaluation: Reevaluation, applications: list[Application]) -> list[StagedEvaluation]:
    """Applications under the rules of a re-evaluation; who waits for an evaluation of their newest facts is left out."""
    found, standing = evaluations_of(applications), standing_decisions_of(applications)
    last_day = closing_on(reevaluation.posting)
    due = [
        store.Due(
            submission_id=one.submission_id,
            application_id=application_id,
            posting_id=reevaluation.posting_id,
            revision_id=reevaluation.revision_id,
            facts=one.submission.facts,
            facts_sha256=one.submission.facts_sha256,
            closing_on=last_day,
        )
        for application_id, one in found.items()
    ]
    rows, failures = evaluated(due)
    results, faults = {row.due.application_id: row for row in rows}, dict(failures)
    return [
        _row(reevaluation, application, found[application.pk], standing.get(application.pk), results, faults)
        for application in applications
        if application.pk in found
    ]


def _row(
    reevaluation: Reevaluation,
    application: Application,
    found: Evaluation,
    decision: Decision | None,
    results: dict[int, store.Row],
    faults: dict[int, Exception],
) -> StagedEvaluation:
    row = StagedEvaluation(
        reevaluation=reevaluation,
        application=application,
        found=found,
        decision=decision,
        state=application.state,
        before=found.outcome,
        points_before=found.points,
        points_after=found.points,
    )
    result = results.get(application.pk)
    if result is None:
        error = faults[found.submission_id]
        row.fault = f"{type(error).__name__}: {error}"[:2000]
        return row
    row.after, row.points_after = result.outcome, result.points
    row.reasons, row.order_reasons = list(result.reasons), result.order_reasons
    row.proof, row.proof_sha256 = result.proof.decode(), sha256(result.proof).hexdigest()
    if row.after != row.before:
        node = deciding(Proof.recorded(found), Proof(orjson.loads(result.proof)))
        row.node, row.node_words = node.id, node.label
        row.returns = (
            decision is not None
            and application.state in DECIDED
            and FOUND.get(Outcome(row.after)) != decision.finding
        )
    return row
