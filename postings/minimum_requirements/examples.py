"""Worked examples: publishing runs them, and refuses while one fails or a branch or sentence is not covered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from postings.minimum_requirements.errors import FactsError
from postings.minimum_requirements.evaluate import Result, evaluate
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kleene import LATER, NO, YES
from postings.minimum_requirements.node import Finding, Node
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.requirements import Requirements

_KEYS: Final = frozenset({"id", "title", "why", "facts", "expected", "closing_on"})
_EXPECTED_KEYS: Final = frozenset({"outcome", "reasons", "nodes", "levels"})


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example: whether it came out as expected, and each difference in words."""

    id: str
    title: str
    ok: bool
    differences: tuple[str, ...]


def run_worked_examples(
    requirements: Requirements, examples: Sequence[Mapping[str, Any]]
) -> list[ExampleResult]:
    """Runs every example; one that cannot be read fails with the reason."""
    return [_run(requirements, example, number) for number, example in enumerate(examples)]


def _run(requirements: Requirements, example: Mapping[str, Any], number: int) -> ExampleResult:
    name = str(example.get("id", number + 1))
    title = str(example.get("title", ""))
    faults = [f"'{key}' is not known in an example." for key in example if key not in _KEYS]
    expected = example.get("expected")
    if not isinstance(expected, Mapping) or "outcome" not in expected:
        return ExampleResult(name, title, False, (*faults, "The expected outcome is missing."))
    faults += [f"'{key}' is not known in what is expected." for key in expected if key not in _EXPECTED_KEYS]
    try:
        result = _evaluated(requirements, example)
    except FactsError as error:
        return ExampleResult(name, title, False, (*faults, str(error)))
    found = {"outcome": result.outcome, "reasons": list(result.reasons), "levels": result.levels}
    for key, value in found.items():
        if key in expected and expected[key] != value:
            faults.append(f"{key}: expected {expected[key]}, found {value}")
    nodes = result.nodes
    for node, wanted in expected.get("nodes", {}).items():
        for key, value in wanted.items() if isinstance(wanted, Mapping) else [("outcome", wanted)]:
            got = nodes.get(node, {}).get(key)
            if got != value:
                faults.append(f"{node}.{key}: expected {value}, found {got}")
    return ExampleResult(name, title, not faults, tuple(faults))


def _evaluated(requirements: Requirements, example: Mapping[str, Any]) -> Result:
    closing = example.get("closing_on")
    return evaluate(
        requirements,
        example.get("facts", {}),
        revision="worked example",
        closing_on=date.fromisoformat(closing) if closing else None,
    )


def uncovered_branches(requirements: Requirements, examples: Sequence[Mapping[str, Any]]) -> list[str]:
    """What no example shows: each node met, each requirement at an end of the tree also not met, and each
    question asked of a job answered with yes. What is judged later, or by a person only, needs no example."""
    met, not_met, yes = set[int](), set[int](), set[int]()
    for example in examples:
        try:
            result = _evaluated(requirements, example)
        except FactsError:
            continue
        for finding in result.findings.values():
            _note(finding, met, not_met)
        for job in result.case.works:
            asked = requirements.patterns.asked(job.job, job.papers)
            yes |= {id(predicate) for predicate in requirements.predicates if predicate.truth(asked) == YES}
    lines = []
    for node in requirements.nodes:
        if node.due in ("offer", "appointment") or node.kind in ("judgement", "ref"):
            continue
        if node.number not in met:
            lines.append(f"{_place(node)}: no example in which it is met")
        if node.number not in not_met and (not node.children or node.kind == "experience"):
            lines.append(f"{_place(node)}: no example in which it is not met")
    lines += [
        f"{_place(predicate)}: no example with a job of which it is true"
        for predicate in requirements.predicates
        if id(predicate) not in yes
    ]
    return lines


def _note(finding: Finding, met: set[int], not_met: set[int]) -> None:
    value = finding.record
    if value == YES:
        met.add(finding.node.number)
    elif value == NO:
        not_met.add(finding.node.number)
    if value == LATER:
        return
    for part in (*finding.parts, *finding.aside):
        _note(part, met, not_met)


def _place(node: Node | Predicate) -> str:
    return f"{node.path} ({node.id or node.label or node.words()})"


def uncited_sentences(requirements: Requirements, sentences: Sequence[str]) -> list[str]:
    """The sentences of the posting's requirements that no node cites; spacing is not compared."""
    cites = [part.cite for part in requirements.nodes] + [part.cite for part in requirements.predicates]
    for node in requirements.nodes:
        if isinstance(node, Experience) and node.substitution:
            cites += [option.cite for option in node.substitution.options]
    cited = {" ".join(text.split()) for cite in cites for text in cite}
    return [sentence for sentence in sentences if " ".join(sentence.split()) not in cited]
