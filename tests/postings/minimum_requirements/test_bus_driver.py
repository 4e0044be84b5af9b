"""The bus driver's posting, each case reasoned from its words: three years within seven, five years of a license."""

from typing import Any

import pytest

from postings.minimum_requirements import evaluate
from tests.postings.minimum_requirements.makers import make_job, posting

LICENSE = {"kind": "driver", "class": "D", "issued_on": "2015-03-01", "expires_on": "2027-03-01"}
DIPLOMA = {"level": "high_school", "completed_on": "2012-06"}


def license_(**changes: Any) -> dict[str, Any]:
    return {"licences": [{**LICENSE, **changes}]}


def work(*jobs: tuple[str, str | None], **changes: Any) -> dict[str, Any]:
    rows = [
        make_job(start, end, duties={}, title=str(number), **changes)
        for number, (start, end) in enumerate(jobs)
    ]
    return {"jobs": rows}


def record(*events: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"records": [{"kind": kind, "on": on, **more} for kind, on in events]}


# the words of the posting → what is different, the node, its outcome, the whole outcome and its reasons
CASES: dict[str, tuple[dict[str, Any], str, str, str, list[str]]] = {
    "everything is there": ({}, "work_experience", "met", "met", []),
    # 'at least three years of full-time-equivalent work experience': 1,092 days, any work, volunteer work too
    "two years and eleven months are not three": (work(("2022-06-02", None)), "work_experience", "not_met", "not_met", []),
    "three years to the day": (work(("2022-05-02", None)), "work_experience", "met", "met", []),
    "three years of 52 weeks in two jobs": (
        work(("2020-01-01", "2020-12-30"), ("2022-01-01", "2023-12-29")), "work_experience", "met", "met", [],
    ),
    "six years at half time": (work(("2019-05-01", None), hours=20), "work_experience", "met", "met", []),
    "five years at half time": (work(("2020-05-01", None), hours=20), "work_experience", "not_met", "not_met", []),
    "unpaid work is work": (work(("2021-01-01", None), kind="volunteer"), "work_experience", "met", "met", []),
    # 'within the past seven years': from 1 May 2018
    "three years that ended eight years ago": (work(("2012-01-01", "2017-04-30")), "work_experience", "not_met", "not_met", []),
    "three years of which a month lies before the seven": (
        work(("2018-04-01", "2021-03-31")), "work_experience", "not_met", "not_met", [],
    ),
    "the window begins on the same day seven years before": (
        work(("2018-01-01", "2021-04-26")), "work_experience", "met", "met", [],
    ),
    "a job that began in an unknown day of the month that decides": (
        work(("2022-05", None)), "work_experience", "undetermined", "undetermined", ["imprecise_dates"],
    ),
    # 'high school diploma or equivalent': a higher level holds it too
    "a bachelor's degree is above a diploma": ({"education": [{"level": "bachelor", "completed_on": "2016-06"}]}, "diploma", "met", "met", []),
    "courses without a diploma": ({"education": [{"level": "coursework"}]}, "diploma", "not_met", "not_met", []),
    "schooling that was not asked about": ({"education": None}, "diploma", "undetermined", "undetermined", ["unanswered"]),
    "a diploma expected next month": (
        {"education": [{"level": "high_school", "expected_on": "2025-06-10"}]}, "diploma", "not_met", "not_met", [],
    ),
    # 'licensed, active driver for the past five years (any class of license)'
    "any class of license": (license_(**{"class": "M"}), "licence", "met", "met", []),
    "a license of four years and eleven months": (license_(issued_on="2020-05-02"), "licence", "not_met", "not_met", []),
    "a license of five years to the day": (license_(issued_on="2020-05-01"), "licence", "met", "met", []),
    "a license that expired yesterday": (license_(expires_on="2025-04-30"), "licence", "not_met", "not_met", []),
    "a license that expires today": (license_(expires_on="2025-05-01"), "licence", "met", "met", []),
    "a license issued in the month that decides": (
        license_(issued_on="2020-05"), "licence", "undetermined", "undetermined", ["imprecise_dates"],
    ),
    "a license whose day of issue is not said": (license_(issued_on=None), "licence", "undetermined", "undetermined", ["unanswered"]),
    "no license": ({"licences": []}, "licence", "not_met", "not_met", []),
    "a forklift license only": (license_(kind="forklift"), "licence", "not_met", "not_met", []),
    # 'no more than two moving violations within the past three years'
    "two violations": (
        record(("moving_violation", "2024-01-01"), ("moving_violation", "2024-02-01")), "moving_violations", "met", "met", [],
    ),
    "a third on the first day of the three years": (
        record(("moving_violation", "2022-05-01"), ("moving_violation", "2024-01-01"), ("moving_violation", "2024-02-01")),
        "moving_violations", "not_met", "not_met", [],
    ),
    "a third a day before the three years": (
        record(("moving_violation", "2022-04-30"), ("moving_violation", "2024-01-01"), ("moving_violation", "2024-02-01")),
        "moving_violations", "met", "met", [],
    ),
    # 'no suspension longer than 90 days'
    "a suspension whose length is not said": (
        record(("suspension", "2024-01-01")), "suspensions", "undetermined", "undetermined", ["unanswered"],
    ),
    "a suspension of a year, four years ago": (record(("suspension", "2021-01-01"), days=365), "suspensions", "met", "met", []),
    "a suspension of 90.5 days": (record(("suspension", "2024-01-01"), days=90.5), "suspensions", "not_met", "not_met", []),
    # 'license not revoked or withdrawn'
    "a license withdrawn": (record(("withdrawal", "2023-01-01")), "revocations", "not_met", "not_met", []),
    # convictions are never asked before an offer: what is due then is not judged now
    "a conviction on the record": (record(("dwi", "2024-01-01")), "driving_record", "met", "met", []),
    "a definite failure beats an open question": (
        {"education": None, "licences": []}, "diploma", "undetermined", "not_met", [],
    ),
}  # fmt: skip


def application(changes: dict[str, Any]) -> dict[str, Any]:
    facts = {
        "id": "B1",
        "filed_on": "2025-05-01",
        "jobs": [make_job("2021-01-01", None, duties={})],
        "education": [DIPLOMA],
        "licences": [LICENSE],
        "records": [],
        "answers": {"english": "yes"},
    }
    return {**facts, **changes}


@pytest.mark.parametrize("case", CASES)
def test_the_words_of_the_posting_decide(case: str) -> None:
    changes, node, outcome, whole, reasons = CASES[case]
    result = evaluate(posting("bus-driver")[1], application(changes), revision="bus-driver rev. 1")
    assert (result.nodes[node]["outcome"], result.outcome, list(result.reasons)) == (outcome, whole, reasons)


def test_what_is_due_at_the_offer_goes_onto_the_later_list() -> None:
    proof = evaluate(posting("bus-driver")[1], application({}), revision="bus-driver rev. 1").proof()
    assert [(later["id"], later["due"]) for later in proof["later"]] == [("convictions", "offer")]
