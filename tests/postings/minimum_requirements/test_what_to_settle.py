"""Which facts would change an undetermined outcome: one row a kind of open point."""

import pytest

from postings.minimum_requirements import open_points
from tests.postings.minimum_requirements.makers import clerical, judge, make_facts, make_job
from tests.postings.minimum_requirements.test_claims import HALF, MONTHS, YEAR

# jobs, answers, claims → kind, name, job, reason
ROWS = {
    "an unknown duty": ([make_job(duties={})], {}, [], ("duty", "clerical", 0, "unanswered")),
    "a claim against the record": (
        [make_job(*HALF)],
        {"months": 12},
        [MONTHS],
        ("answer", "months", None, "contradiction"),
    ),
    "a date known to the month": (
        [make_job("2023-01", "2023-12-31")],
        {},
        [],
        ("field", "start", 0, "imprecise_dates"),
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_open_fact(row):
    jobs, answers, claims, expected = ROWS[row]
    points = open_points(judge(clerical(), make_facts(*jobs, answers=answers), claims=claims))
    assert [(each.kind, each.name, each.job, each.reason) for each in points] == [expected]


def test_what_would_not_change_the_outcome_is_not_open():
    facts = make_facts(make_job(*YEAR), make_job(duties={}))
    result = judge(clerical(), facts)
    assert (result.outcome, open_points(result)) == ("met", ())
