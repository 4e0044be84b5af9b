"""Uncertain facts make an interval: least counts what is certain, most settles every open point in favour."""

import pytest

from tests.postings.minimum_requirements.makers import clerical, counted, judge, make_facts, make_job

UNKNOWN_START = make_job("2023-01-01", "2023-12-31")
del UNKNOWN_START["start"]
UNKNOWN_END = make_job("2024-05-02")
del UNKNOWN_END["end"]
NO_HOURS = make_job()
del NO_HOURS["hours_per_week"]
NO_KIND = make_job()
del NO_KIND["kind"]

# what is open → jobs, outcome of 12 months, least, most, reasons
ROWS = {
    "a month: latest start, earliest end; earliest start, latest end": (
        [make_job("2023-01", "2023-12")], "undetermined", 305.0, 365.0, ["imprecise_dates"],
    ),
    "a month that decides nothing raises nothing": ([make_job("2022-01", "2023-12")], "met", 670.0, 730.0, []),
    "a start within the month of filing": ([make_job("2025-05", None)], "not_met", 0.0, 1.0, []),
    "one and the same month": ([make_job("2024-02", "2024-02")], "not_met", 0.0, 29.0, []),
    "a duty that was not answered": ([make_job(duties={})], "undetermined", 0.0, 365.0, ["unanswered"]),
    "a duty that is unsure": ([make_job(duties={"clerical": "unsure"})], "undetermined", 0.0, 365.0, ["unanswered"]),
    "36 hours may be full time elsewhere": (
        [make_job(hours=36)], "undetermined", 328.5, 365.0, ["near_full_time"],
    ),
    "35 hours may be full time elsewhere": ([make_job(hours=35)], "undetermined", 319.38, 365.0, ["near_full_time"]),
    "34.9 hours are part-time": ([make_job(hours=34.9)], "not_met", 318.46, 318.46, []),
    "hours that are missing": ([NO_HOURS], "undetermined", 0.0, 365.0, ["unusable_entry"]),
    "hours that are 0": ([make_job(hours=0)], "undetermined", 0.0, 365.0, ["unusable_entry"]),
    "an end before the start: exchanged at most": (
        [make_job("2023-12-31", "2023-01-01")], "undetermined", 0.0, 365.0, ["unusable_entry"],
    ),
    "an end before the start, known to the month: exchanged at their widest": (
        [make_job("2023-12", "2023-01")], "undetermined", 0.0, 365.0, ["imprecise_dates", "unusable_entry"],
    ),
    "an end that is missing: at most to the day of filing": (
        [UNKNOWN_END], "undetermined", 0.0, 365.0, ["unusable_entry"],
    ),
    "a kind that is missing matters to no one here": ([NO_KIND], "met", 365.0, 365.0, []),
    "two open points of which one is enough": (
        [make_job("2023-01", "2023-12"), make_job("2022-01-01", "2022-12-31", duties={})],
        "undetermined", 305.0, 730.0, ["imprecise_dates", "unanswered"],
    ),
    "two open points that only together are enough": (
        [make_job("2023-01-01", "2023-09-30"), make_job("2024-01", "2024-02"), make_job("2024-04-01", "2024-05-03", duties={})],
        "undetermined", 275.0, 366.0, ["imprecise_dates", "unanswered"],
    ),
    "an open point that can never be enough": (
        [make_job("2023-01-01", "2023-06-30"), make_job("2024-01-01", "2024-01-31", duties={})], "not_met", 181.0, 212.0, [],
    ),
    "an open point beside enough that is certain": (
        [make_job(), make_job("2022-01-01", "2022-12-31", duties={})], "met", 365.0, 730.0, [],
    ),
    "between the two readings of a month ten days decide": (
        [make_job("2023-01", "2023-12"), make_job("2024-06-01", "2024-06-10", duties={})],
        "undetermined", 305.0, 375.0, ["imprecise_dates", "unanswered"],
    ),
    "one of two open points decides alone": (
        [make_job("2023-01-01", "2023-12-31", duties={}), make_job("2024-06", "2024-06")],
        "undetermined", 0.0, 395.0, ["unanswered"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_the_interval_and_its_reasons(row):
    jobs, outcome, least, most, reasons = ROWS[row]
    result = judge(clerical(), make_facts(*jobs))
    assert (*counted(result), list(result.reasons)) == (outcome, least, most, reasons)


def test_a_start_that_is_missing_reaches_back_as_far_as_dates_go():
    assert counted(judge(clerical(), make_facts(UNKNOWN_START))) == ("undetermined", 0.0, 45290.0)


def test_a_work_history_that_was_not_given_is_not_an_empty_one():
    facts = make_facts()
    del facts["jobs"]
    assert judge(clerical(), facts).reasons == ("unanswered",)
    assert judge(clerical(), make_facts()).outcome == "not_met"


def test_a_definite_failure_beats_an_open_question():
    tree = {"all": [clerical(), {"id": "citizen", "answer": "citizen", "is": "yes"}]}
    result = judge(tree, make_facts(make_job(duties={}), answers={"citizen": "no"}))
    assert (result.outcome, result.reasons) == ("not_met", ())


def test_an_open_question_that_cannot_change_the_outcome_is_not_raised():
    tree = {"any": [clerical(), {"id": "citizen", "answer": "citizen", "is": "yes"}]}
    result = judge(tree, make_facts(make_job(duties={}), answers={"citizen": "yes"}))
    assert (result.outcome, result.reasons, result.nodes["work"]["outcome"]) == ("met", (), "undetermined")
