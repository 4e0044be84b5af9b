"""Claims against the record: where they disagree about the outcome, a person looks at both figures."""

import pytest

from tests.postings.minimum_requirements.makers import clerical, judge, make_facts, make_job

MONTHS = {"question": "months", "node": "work", "as": "months"}
YES_NO = {"question": "citizen", "node": "work", "as": "yes_no"}
OPTION = {"question": "option", "node": "work", "as": "option", "reaches": ["a", "b"], "denies": ["c"]}
YEAR, HALF = ("2023-01-01", "2023-12-31"), ("2023-01-01", "2023-06-30")

# claim, answers, work → outcome, reasons
ROWS = {
    "a claimed year against half a year": (MONTHS, {"months": 12}, HALF, "undetermined", ("contradiction",)),
    "a claimed half year against half a year": (MONTHS, {"months": 6}, HALF, "not_met", ()),
    "a claimed year against a year": (MONTHS, {"months": 12}, YEAR, "met", ()),
    "a claimed half year against a year": (MONTHS, {"months": 6}, YEAR, "undetermined", ("contradiction",)),
    "more claimed than worked, both enough": (MONTHS, {"months": 30}, YEAR, "met", ()),
    "a claim that was not made": (MONTHS, {}, HALF, "not_met", ()),
    "yes against half a year": (YES_NO, {"citizen": "yes"}, HALF, "undetermined", ("contradiction",)),
    "no against a year": (YES_NO, {"citizen": "no"}, YEAR, "undetermined", ("contradiction",)),
    "no against half a year": (YES_NO, {"citizen": "no"}, HALF, "not_met", ()),
    "an option against half a year": (OPTION, {"option": "b"}, HALF, "undetermined", ("contradiction",)),
    "an option against a year": (OPTION, {"option": "a"}, YEAR, "met", ()),
    "no option against a year": (OPTION, {"option": "c"}, YEAR, "undetermined", ("contradiction",)),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_claim(row):
    claim, answers, work, outcome, reasons = ROWS[row]
    result = judge(clerical(), make_facts(make_job(*work), answers=answers), claims=[claim])
    assert (result.outcome, result.reasons) == (outcome, reasons)


def test_what_is_open_for_another_reason_stays_open_for_that_reason():
    result = judge(clerical(), make_facts(make_job(duties={}), answers={"months": 12}), claims=[MONTHS])
    assert result.reasons == ("unanswered",)


def test_both_figures_stand_side_by_side_in_the_proof():
    result = judge(clerical(), make_facts(make_job(*HALF), answers={"months": 12}), claims=[MONTHS])
    node = result.proof()["tree"]
    assert node["claims"] == [
        {
            "question": "months",
            "asked": "Months?",
            "answer": 12,
            "said": "12",
            "claims": "met",
            "agrees": False,
        }
    ]
    assert (node["record_outcome"], node["evidence"]["least_months"]) == ("not_met", 6.0)


def test_a_definite_failure_elsewhere_beats_the_contradiction():
    tree = {"all": [clerical(), {"answer": "option", "is": "a"}]}
    result = judge(tree, make_facts(make_job(*HALF), answers={"months": 12, "option": "b"}), claims=[MONTHS])
    assert (result.outcome, result.reasons) == ("not_met", ())
