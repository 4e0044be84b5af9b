"""The pure function: facts under requirements give a result. It opens nothing and reads no clock."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from postings.minimum_requirements.case import Case
from postings.minimum_requirements.facts import Facts
from postings.minimum_requirements.kleene import LATER, YES, any_of, outcome_of, reasons_of
from postings.minimum_requirements.language import speaking
from postings.minimum_requirements.node import Finding
from postings.minimum_requirements.proof import proof_of
from postings.minimum_requirements.read_facts import read_facts
from postings.minimum_requirements.requirements import Requirements


class Result:
    """What an evaluation found. Figures and proof are rendered when they are asked for, from data kept here."""

    __slots__ = ("case", "findings", "revision", "value", "_facts_sha256")

    def __init__(
        self, case: Case, findings: dict[str, Finding], revision: str, facts_sha256: str | None
    ) -> None:
        self.case = case
        self.findings = findings
        self.revision = revision
        value = findings[""].upward if "" in findings else any_of([each.upward for each in findings.values()])
        self.value = YES if value == LATER else value
        self._facts_sha256 = facts_sha256

    @property
    def outcome(self) -> str:
        """``met``, ``not_met`` or ``undetermined``; of several levels, whether any is met."""
        return outcome_of(self.value)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is undetermined, sorted: only what can change the outcome."""
        return reasons_of(self.value)

    @property
    def levels(self) -> dict[str, str]:
        """The outcome of each level, where the posting has levels."""
        return {name: outcome_of(finding.upward) for name, finding in self.findings.items() if name}

    @property
    def nodes(self) -> dict[str, dict[str, Any]]:
        """Outcome and figures of every named node that was judged."""
        found: dict[str, dict[str, Any]] = {}
        for finding in self.findings.values():
            _collect(finding, self.case, found)
        return found

    def proof(self) -> dict[str, Any]:
        """The tree with outcome, reasons, words and evidence at each node: enough to explain without re-running."""
        proof: dict[str, Any] = orjson.loads(self.proof_bytes())
        return proof

    def proof_bytes(self) -> bytes:
        """The proof as canonical JSON: the same facts under the same revision give the same bytes."""
        with speaking(self.case.requirements.language, self.case.requirements.names):
            proof = proof_of(self.case, self.findings, self.value, self.revision, self._facts_sha256)
        # what canonical_json gives; a proof has no number that is not finite
        return orjson.dumps(proof, option=orjson.OPT_SORT_KEYS)


def _collect(finding: Finding, case: Case, found: dict[str, dict[str, Any]]) -> None:
    node = finding.node
    if node.id and finding.value != LATER:
        found[node.id] = {"outcome": outcome_of(finding.value), **node.figures(finding, case)}
    for part in (*finding.parts, *finding.aside):
        _collect(part, case, found)


def parse_facts(document: Mapping[str, Any], requirements: Requirements | None = None) -> Facts:
    """Facts of one application; with requirements also checked against their vocabulary. Raises FactsError."""
    facts = read_facts(document)
    if requirements is not None:
        Case(requirements, facts, None)
    return facts


def evaluate(
    requirements: Requirements,
    facts: Facts | Mapping[str, Any],
    *,
    revision: str,
    closing_on: date | None = None,
    facts_sha256: str | None = None,
) -> Result:
    """Judges one application. ``closing_on`` is the posting's last day of filing in the city's zone, if it has one.

    ``facts_sha256`` may give the hash of the canonical facts where it is already known. Raises FactsError.
    """
    read = facts if isinstance(facts, Facts) else read_facts(facts)
    case = Case(requirements, read, None if closing_on is None else closing_on.toordinal())
    findings = {}
    for name, tree in requirements.trees.items():
        findings[name] = case.judge(tree)
    return Result(case, findings, revision, facts_sha256)
