"""The reasons of an open experience are those of which some answer changes the outcome: none is missing, none idle."""

from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from postings.minimum_requirements import compile_requirements, evaluate
from tests.postings.minimum_requirements.properties.oracle import Oracle
from tests.postings.minimum_requirements.properties.pivotal import pivotal, ways
from tests.postings.minimum_requirements.properties.strategies_trees import DUTIES, applications

MOST_WAYS = 200
BY_DEGREES = {"imprecise_dates", "unusable_entry"}
"""Their answers are not the worst or the best alone; what lies between may make further questions decide."""


def requirement(months: int) -> dict[str, Any]:
    return {
        "settings": {"out_of_class_document": "proof"},
        "duties": DUTIES,
        "documents": [{"slug": "proof"}],
        "tree": {"id": "filing", "experience": {"months": months, "where": {"duty": "filing"}}},
    }


def reasons(months: int, application: dict[str, Any]) -> set[str]:
    result = evaluate(compile_requirements(requirement(months)), application, revision="draft")
    return set(result.reasons) - {"borderline"}


@given(application=applications(), months=st.integers(1, 30))
def test_every_reason_that_can_decide_is_named_and_no_other(application: Any, months: int) -> None:
    papers = [{**paper, "kind": "proof"} for paper in application["documents"]]
    application = {**application, "answers": {}, "documents": papers}
    experience = Oracle(requirement(months), application).experiences["filing"]
    # of City work of an unknown kind the kind is asked before its paper is
    assume(all(job.get("kind") or job.get("city_employee") is False for job in application["jobs"]))
    assume(experience.figures.outcome == "undetermined" and ways(experience) <= MOST_WAYS)
    found, deciding = reasons(months, application), pivotal(experience)
    event(f"{len(deciding)} of {len({point.reason for point in experience.points})} reasons decide")
    assert deciding <= found, (deciding, found)
    if not BY_DEGREES & {point.reason for point in experience.points}:
        assert found == deciding


def job(start: str, end: str, *, of_the_city: bool = False, **given: Any) -> dict[str, Any]:
    kind = "out_of_class" if of_the_city else "regular"
    said = {"start": start, "end": end, "hours_per_week": 40, "kind": kind, "city_employee": of_the_city}
    return {**said, "duties": {"filing": "yes"}, **given}


SHORT_ASSIGNMENT = job("2021-01-01", "2021-03-31", of_the_city=True)
LONG_ASSIGNMENT = job("2022-01-01", "2022-12-31", of_the_city=True)
UNSURE = job("2023-01-01", "2023-04-30", duties={"filing": "unsure"})
SHORT_UNSURE = job("2023-01-01", "2023-01-10", duties={"filing": "unsure"})

# work → the reasons for which six months of it are open
ROWS = {
    "one paper decides alone": ([LONG_ASSIGNMENT, SHORT_UNSURE], {"document_outstanding"}),
    "one of two papers comes, and the answer decides": (
        [SHORT_ASSIGNMENT, LONG_ASSIGNMENT, UNSURE], {"document_outstanding", "unanswered"},
    ),
    "neither one paper nor both leave anything to the answer": (
        [SHORT_ASSIGNMENT, LONG_ASSIGNMENT, SHORT_UNSURE], {"document_outstanding"},
    ),
    "however the month turns out it is enough": (
        [job("2022-01", "2022-08"), job("2021-01-01", "2021-01-10", duties={"filing": "unsure"})],
        set(),
    ),
    "between the two readings of a month ten days decide": (
        [job("2022-01", "2022-06"), job("2021-01-01", "2021-01-10", duties={"filing": "unsure"})],
        {"imprecise_dates", "unanswered"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_reasons_of_several_questions_at_once(row: str) -> None:
    jobs, expected = ROWS[row]
    assert reasons(6, {"filed_on": "2025-05-01", "jobs": jobs}) == expected
