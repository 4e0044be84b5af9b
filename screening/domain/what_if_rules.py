"""A draft's rules, and one application under them: what comes out, and which requirement makes it another outcome."""

from datetime import date
from typing import Any, NamedTuple

import orjson

from postings.domain.draft_checks import engine_document
from postings.domain.posting_file import read_posting_file
from postings.errors import FileRefused
from postings.minimum_requirements import (
    Requirements,
    compile_requirements,
    evaluate,
    order,
    parse_facts,
    sha256_of,
)
from postings.models import DraftVersion, Posting
from postings.translation import pruned
from screening.city_time import city_day
from screening.domain.proof import Proof, ProofNode
from screening.enums import Outcome
from screening.errors import Refused
from screening.models import Evaluation, WhatIf, WhatIfRow


class Rules(NamedTuple):
    """What the draft asks. ``sha256``: of the requirements, the points and the closing day together."""

    requirements: Requirements
    plan: list[dict[str, Any]]
    closing_on: date | None
    sha256: str


def rules_of(what_if_id: int) -> Rules:
    """The rules that were asked for. Raises Refused where they are others today, as after a new closing day."""
    what_if = WhatIf.objects.select_related("version", "posting").get(pk=what_if_id)
    rules = rules_in(what_if.version, what_if.posting)
    if rules.sha256 != what_if.rules_sha256:
        raise Refused("The posting's closing day changed since this was asked for. Try the draft again.")
    return rules


def rules_in(version: DraftVersion, posting: Posting) -> Rules:
    """What a saved version asks. Raises Refused while it cannot be read."""
    try:
        file = read_posting_file(pruned(version.document))
    except FileRefused as refused:
        raise Refused(f"The draft cannot be read yet, so it cannot be tried. {refused.problems[0]}") from None
    document = engine_document(file)
    closes_at = file.closes_at or posting.closes_at
    closing_on = city_day(closes_at) if closes_at else None
    asked = {"requirements": document, "points": file.highly_desirable, "closing_on": str(closing_on or "")}
    return Rules(compile_requirements(document), file.highly_desirable, closing_on, sha256_of(asked))


def tried(what_if: WhatIf, found: Evaluation, rules: Rules) -> WhatIfRow:
    """One application under the draft: the facts that were evaluated last, and what decides where the outcome differs."""
    row = WhatIfRow(
        what_if=what_if,
        application_id=found.submission.application_id,
        before=found.outcome,
        points_before=found.points,
        points_after=found.points,
    )
    try:
        facts = parse_facts(orjson.loads(found.submission.facts))
        result = evaluate(
            rules.requirements,
            facts,
            revision="draft",
            closing_on=rules.closing_on,
            facts_sha256=found.submission.facts_sha256,
        )
        row.after, row.points_after = result.outcome, order(rules.plan, facts).points
        if row.after != row.before:
            node = deciding(Proof.recorded(found), Proof(result.proof()))
            row.node, row.node_words = node.id, node.label
    except Exception as error:  # noqa: BLE001  (facts that the draft cannot read are a finding, not the end of the trial)
        row.after, row.fault = "", f"{type(error).__name__}: {error}"[:2000]
    return row


def deciding(before: Proof, after: Proof) -> ProofNode:
    """The requirement that makes the difference: what keeps the worse of both outcomes from being the better one."""
    for outcome in (Outcome.NOT_MET, Outcome.UNDETERMINED):
        for proof in (after, before):
            if proof.data["outcome"] == outcome:
                return (
                    proof.failing() if outcome == Outcome.NOT_MET else _open(proof.roots[0], proof.roots[0])
                )
    return after.roots[0]


def _open(node: ProofNode, named: ProofNode) -> ProofNode:
    """The first requirement that a person must look at, as far down as the posting names it."""
    named = node if "id" in node.raw else named
    for part in node.parts:
        if part.outcome == Outcome.UNDETERMINED:
            return _open(part, named)
    return named
