"""Minimum requirements: facts and a tree in, an outcome and its proof out. Pure; knows nothing of the rest of the house."""

from postings.minimum_requirements.canonical import canonical_json, sha256_of
from postings.minimum_requirements.errors import FactsError, Problem, RequirementsError
from postings.minimum_requirements.evaluate import Result, evaluate, parse_facts
from postings.minimum_requirements.examples import (
    ExampleResult,
    run_worked_examples,
    uncited_sentences,
    uncovered_branches,
)
from postings.minimum_requirements.explain import Description, describe, explain
from postings.minimum_requirements.facts import Facts
from postings.minimum_requirements.language import named, say, speaking
from postings.minimum_requirements.letter import letter_lines, with_days_in_words
from postings.minimum_requirements.open_points import OpenPoint, open_points
from postings.minimum_requirements.order import Order, check_plan, order
from postings.minimum_requirements.proof import ENGINE_VERSION, roots_of
from postings.minimum_requirements.requirements import Requirements, compile_requirements

__all__ = [
    "ENGINE_VERSION",
    "Description",
    "ExampleResult",
    "Facts",
    "FactsError",
    "OpenPoint",
    "Order",
    "Problem",
    "Requirements",
    "RequirementsError",
    "Result",
    "canonical_json",
    "check_plan",
    "compile_requirements",
    "describe",
    "evaluate",
    "explain",
    "letter_lines",
    "named",
    "open_points",
    "order",
    "parse_facts",
    "roots_of",
    "run_worked_examples",
    "say",
    "sha256_of",
    "speaking",
    "uncited_sentences",
    "uncovered_branches",
    "with_days_in_words",
]
