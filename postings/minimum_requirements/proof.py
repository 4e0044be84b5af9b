"""The proof: the same tree with what was found at each node and the evidence for it, rendered late."""

from collections.abc import Mapping
from typing import Any, Final

from postings.minimum_requirements.canonical import sha256_of_facts
from postings.minimum_requirements.case import Case
from postings.minimum_requirements.claims import claims_shown
from postings.minimum_requirements.dates import iso
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.joined import Any_, AtLeastOf, nearest
from postings.minimum_requirements.kleene import LATER, YES, outcome_of, reasons_of
from postings.minimum_requirements.node import Finding, Lack

ENGINE_VERSION: Final = "1.1"
"""Changes with whatever may change an outcome or a byte of a proof."""


def proof_of(
    case: Case, findings: dict[str, Finding], value: int, revision: str, facts_sha256: str | None
) -> dict[str, Any]:
    """A plain JSON value; see ``docs/proof.md`` for its parts."""
    proof: dict[str, Any] = {
        "as_of": iso(case.facts.filed_on),
        "engine": ENGINE_VERSION,
        "facts_sha256": facts_sha256 or sha256_of_facts(case.facts.source),
        "later": [_later(finding) for finding in case.later],
        "outcome": outcome_of(value),
        "reasons": list(reasons_of(value)),
        "revision": revision,
        "tree_sha256": case.requirements.sha256,
    }
    if case.facts.id is not None:
        proof["id"] = case.facts.id
    if case.closing is not None:
        proof["closing_on"] = iso(case.closing)
    if "" in findings:
        proof["tree"] = node_proof(findings[""], case)
    else:
        proof["levels"] = {name: node_proof(finding, case) for name, finding in findings.items()}
        if "level_order" in case.requirements.document:
            proof["level_order"] = list(findings)
    return proof


def roots_of(proof: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tree of a proof, or the tree of each level in the posting's order."""
    if "tree" in proof:
        return [proof["tree"]]
    levels = proof["levels"]
    return [levels[name] for name in proof.get("level_order", levels)]


def node_proof(finding: Finding, case: Case) -> dict[str, Any]:
    """One node with what is below it."""
    node = finding.node
    value = finding.value
    shown: dict[str, Any] = {**node.shown, "outcome": outcome_of(value), "reasons": reasons_of(value)}
    if value == LATER:
        return shown
    if node.kind == "ref":
        shown["same_as"] = getattr(node, "name")  # noqa: B009
        return shown
    if node.due != "filing" and (as_of := case.as_of(node)) != case.facts.filed_on:
        shown["as_of"] = iso(as_of)
    evidence = node.evidence(finding, case)
    if evidence:
        shown["evidence"] = evidence
    if node.claims and case.facts.answers:
        claims = claims_shown(node, finding.record, case.facts, case.requirements.vocabulary.questions)
        if claims:
            shown["claims"] = claims
        if claims and finding.record != value:
            shown["record_outcome"] = outcome_of(finding.record)
    if finding.upward != value:
        shown["outcome_with_parts"] = outcome_of(finding.upward)
    if finding.parts:
        shown["parts"] = [node_proof(part, case) for part in finding.parts]
    if finding.aside:
        shown["aside"] = [node_proof(part, case) for part in finding.aside]
    if value != YES:
        _add_lacks(shown, finding, case)
    return shown


def _add_lacks(shown: dict[str, Any], finding: Finding, case: Case) -> None:
    node = finding.node
    if isinstance(node, (Any_, AtLeastOf)):
        branch, lacks = nearest(finding, case)
        shown["nearest"] = {
            "branch": finding.parts.index(branch),
            "text": branch.node.title,
            "lacks": [lack_shown(lack) for lack in lacks],
        }
    elif not finding.parts or isinstance(node, Experience):
        if isinstance(node, Experience):
            own = node.own_lack(finding, case)
            lacks = [own] if own else []
        else:
            lacks = [lack for lack in node.lacks(finding, case) if lack.node is node]
        shown["lacks"] = [lack_shown(lack) for lack in lacks]


def lack_shown(lack: Lack) -> dict[str, Any]:
    shown = {"requirement": lack.node.title, "text": lack.text}
    if lack.node.id:
        shown["id"] = lack.node.id
    return {**shown, "cure": lack.cure} if lack.cure else shown


def _later(finding: Finding) -> dict[str, Any]:
    node = finding.node
    shown = {"cite": list(node.cite), "due": str(node.due), "text": node.title}
    return {**shown, "id": node.id} if node.id else shown
