"""Highly desirable qualifications: points by a plan over the answers. They order people and never fail anyone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from postings.minimum_requirements.errors import RequirementsError
from postings.minimum_requirements.facts import Facts
from postings.minimum_requirements.kinds.answers import TESTS, passes
from postings.minimum_requirements.kinds.registry import KINDS
from postings.minimum_requirements.tree_reader import Reader
from postings.minimum_requirements.vocabulary import Vocabulary

_KEYS: Final = ("id", "when", "points", "label", "cite")
_CONDITIONS: Final = ("answer", "all", "any", "not")


@dataclass(frozen=True, slots=True)
class Order:
    """Points, and why: ``[{points, label, cite}]`` in the order of the plan."""

    points: int
    reasons: list[dict[str, Any]]


def order(plan: Sequence[Mapping[str, Any]], facts: Facts) -> Order:
    """The points of one application. A condition about an answer that was not given brings none.

    The plan is one that ``check_plan`` found no fault with.
    """
    reasons = [
        {"points": entry["points"], "label": entry["label"], "cite": entry.get("cite", "")}
        for entry in plan
        if _holds(entry["when"], facts.answers)
    ]
    return Order(sum(reason["points"] for reason in reasons), reasons)


def check_plan(plan: Any, vocabulary: Vocabulary) -> None:
    """Raises RequirementsError with everything that is wrong with a plan, by path."""
    reader = Reader(vocabulary, {name: KINDS[name] for name in _CONDITIONS})
    if not isinstance(plan, list):
        reader.problem(
            "highly_desirable", "This is not a list.", "Write one '- when: …' entry for each qualification."
        )
    for number, entry in enumerate(plan if isinstance(plan, list) else []):
        path = f"highly_desirable[{number}]"
        body = reader.keys(entry, _KEYS, path)
        if body is not None:
            reader.required(body, "when", path, reader.node)
            reader.required(body, "points", path, lambda value, at: reader.whole(value, at, most=1000))
            reader.required(body, "label", path, reader.text)
            reader.cite(body, path)
    if reader.problems:
        raise RequirementsError(reader.problems)


def _holds(condition: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    """Whether a condition certainly holds; 'not' of an answer that was not given does not."""
    value = _truth(condition, answers)
    return value is True


def _truth(condition: Mapping[str, Any], answers: Mapping[str, Any]) -> bool | None:
    if "answer" in condition:
        value = answers.get(condition["answer"])
        if value is None:
            return None
        test = next(test for test in TESTS if test in condition)
        return passes(value, test, condition[test])
    if "not" in condition:
        inner = _truth(condition["not"], answers)
        return None if inner is None else not inner
    values = [_truth(each, answers) for each in condition["all" if "all" in condition else "any"]]
    deciding = "any" in condition
    if deciding in values:
        return deciding
    return None if None in values else not deciding
