"""What the supplemental answers claim, compared with what the record shows.

Only a disagreement about the outcome is a contradiction: a claim that reaches what the record certainly does not,
or one that denies what the record certainly meets. A question without an answer claims nothing.
"""

from collections.abc import Mapping
from typing import Any

from postings.minimum_requirements.facts import Facts
from postings.minimum_requirements.kleene import NO, YES
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.vocabulary import Claim, Question, exact


def claimed_value(claim: Claim, node: Node, facts: Facts) -> int | None:
    """Yes or no as the answer claims it; None where it claims nothing."""
    answer = facts.answers.get(claim.question)
    if answer is None:
        return None
    if claim.as_ == "months":
        return YES if exact(answer) >= getattr(node, "months", 0) else NO
    if claim.as_ == "yes_no":
        return YES if answer == "yes" else NO
    if answer in claim.reaches:
        return YES
    return NO if answer in claim.denies else None


def contradicted(node: Node, record: int, facts: Facts) -> bool:
    """Whether an answer claims the contrary of what the record certainly shows."""
    if record not in (YES, NO):
        return False
    for claim in node.claims:
        if facts.answers.get(claim.question) is not None:
            value = claimed_value(claim, node, facts)
            if value is not None and value != record:
                return True
    return False


def claims_shown(
    node: Node, record: int, facts: Facts, questions: Mapping[str, Question]
) -> list[dict[str, Any]]:
    """Each answered claim of a node beside what the record shows, for the proof; ``asked`` and ``said`` are in words."""
    shown = []
    for claim in node.claims:
        value = claimed_value(claim, node, facts)
        if value is not None:
            question, answer = questions[claim.question], facts.answers[claim.question]
            shown.append(
                {
                    "question": claim.question,
                    "asked": question.text,
                    "answer": answer,
                    "said": said(question, answer),
                    "claims": "met" if value == YES else "not_met",
                    "agrees": record not in (YES, NO) or value == record,
                }
            )
    return shown


def said(question: Question, answer: Any) -> str:
    """An answer in the posting's own words.

    >>> said(Question("one", "one", "Which?", {"a": "The first"}), "a")
    'The first'
    """
    if question.kind == "yes_no":
        return say("yes" if answer == "yes" else "no").capitalize()
    several = answer if isinstance(answer, list) else [answer]
    return ", ".join([question.choices.get(each, str(each)) for each in several])
