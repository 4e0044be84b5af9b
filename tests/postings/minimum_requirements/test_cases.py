"""The posting's own cases: outcome and days of every node, to the hundredth."""

import gc
import json
from pathlib import Path

import pytest

from postings.minimum_requirements import canonical_json, evaluate
from tests.postings.minimum_requirements.makers import CSR, posting

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / f"{CSR}.jsonl").read_text().splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['facts']['id']} {case['title']}")
def test_the_case_comes_out_as_expected(case):
    result = evaluate(posting(CSR)[1], case["facts"], revision="8")
    nodes = {
        name: {key: found[key] for key in case["expected"][name]} for name, found in result.nodes.items()
    }
    assert {"outcome": result.outcome, **nodes} == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["facts"]["id"])
def test_the_proof_is_canonical_and_the_same_each_time(case):
    requirements = posting(CSR)[1]
    result = evaluate(requirements, case["facts"], revision="8")
    again = evaluate(requirements, json.loads(json.dumps(case["facts"])), revision="8")
    assert result.proof_bytes() == again.proof_bytes() == canonical_json(result.proof())


def test_months_only_are_the_one_reason_where_they_decide():
    case = next(case for case in CASES if case["facts"]["id"] == "X03")
    assert evaluate(posting(CSR)[1], case["facts"], revision="8").reasons == ("imprecise_dates",)


def test_evaluations_leave_no_circle_of_objects_behind():
    # batches are evaluated with the search for them switched off
    requirements = posting(CSR)[1]
    gc.collect()
    gc.disable()
    try:
        for case in CASES:
            evaluate(requirements, case["facts"], revision="8").proof_bytes()
        assert gc.collect() == 0
    finally:
        gc.enable()
