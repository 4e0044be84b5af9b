"""Minimum requirements: facts and a tree in, an outcome and its proof out. Pure; knows nothing of the rest of the house."""

from postings.minimum_requirements.canonical import canonical_json, sha256_of
from postings.minimum_requirements.errors import FactsError, Problem, RequirementsError
from postings.minimum_requirements.evaluate import Result, evaluate, parse_facts
from postings.minimum_requirements.facts import Facts
from postings.minimum_requirements.proof import ENGINE_VERSION
from postings.minimum_requirements.requirements import Requirements, compile_requirements

__all__ = [
    "ENGINE_VERSION",
    "Facts",
    "FactsError",
    "Problem",
    "Requirements",
    "RequirementsError",
    "Result",
    "canonical_json",
    "compile_requirements",
    "evaluate",
    "parse_facts",
    "sha256_of",
]
