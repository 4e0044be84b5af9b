"""The engine and a second opinion that counts day by day agree on every outcome and every figure."""

from typing import Any

import pytest
from hypothesis import given, reject

from postings.minimum_requirements import RequirementsError, compile_requirements, evaluate
from tests.postings.minimum_requirements.properties.oracle import Oracle
from tests.postings.minimum_requirements.properties.posting import (
    DOCUMENT,
    judged,
    make_facts,
    make_job,
    make_out_of_class,
    make_paper,
)
from tests.postings.minimum_requirements.properties.strategies_facts import facts
from tests.postings.minimum_requirements.properties.strategies_trees import applications, documents

CONSTANT = ("This is always true", "This is never true", "This is always met", "This is never met")


def figures(oracle: Oracle) -> dict[str, Any]:
    found: dict[str, Any] = {name: {"outcome": outcome} for name, outcome in oracle.nodes.items()}
    for name, experience in oracle.experiences.items():
        found[name]["least_days"] = round(float(experience.figures.least), 2)
        found[name]["most_days"] = round(float(experience.figures.most), 2)
        found[name]["needed_months"] = experience.months
    return found


# what chance seldom finds: an assignment beside the regular job of its days, and the days at which months are reached
BESIDE = make_facts(
    make_job(city_employee=True, hours_per_week=20),
    make_out_of_class(hours_per_week=20),
    documents=[make_paper(1)],
)
EDGES = [
    ("2023-01-01", "2023-12-30"),
    ("2023-01-01", "2023-12-29"),
    ("2023-02-01", "2023-07-31"),
    ("2023-03-05", "2023-09-01"),
    ("2023-02-01", "2023-07-30"),
    ("2024-02-01", "2024-07-30"),
    ("2022-08-31", "2023-02-27"),
    ("2023-08-31", "2024-02-28"),
]


@pytest.mark.parametrize("application", [BESIDE, *(make_facts(make_job(*edge)) for edge in EDGES)])
def test_the_edges_are_judged_as_by_counting_every_day(application: Any) -> None:
    oracle, result = Oracle(DOCUMENT, application), judged(application)
    assert (result.outcome, result.nodes) == (oracle.outcome, figures(oracle))


@given(application=facts())
def test_the_customer_services_representative_is_judged_as_by_counting_every_day(application: Any) -> None:
    oracle, result = Oracle(DOCUMENT, application), judged(application)
    assert (result.outcome, result.nodes) == (oracle.outcome, figures(oracle))


@given(document=documents(), application=applications())
def test_any_tree_is_judged_as_by_counting_every_day(document: Any, application: Any) -> None:
    try:
        requirements = compile_requirements(document)
    except RequirementsError as refused:
        # the only fault that these trees may have: parts that exclude or repeat each other
        if all(each.what.startswith(CONSTANT) for each in refused.problems):
            reject()
        raise
    oracle, result = Oracle(document, application), evaluate(requirements, application, revision="draft")
    assert (result.outcome, result.nodes) == (oracle.outcome, figures(oracle))
