"""The edges of the design's table of open points, and of the calendar, each reckoned by hand."""

from typing import Any

import pytest

from tests.postings.minimum_requirements.properties.posting import (
    CALL_CENTER,
    CLERICAL,
    TWO_FUNCTIONS,
    judged,
    make_facts,
    make_job,
    make_out_of_class,
    make_paper,
)


def without(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}


RETAIL_UNSURE = {"retail_or_general_contact": "unsure"}
CITY_CLERK = make_job(title="Clerk", city_employee=True, duties=CLERICAL)
ASSIGNMENT = make_out_of_class()

# jobs, papers → outcome, least and most days of the six months of customer service (1 January to 30 June 2024: 182)
ROWS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]], tuple[str, float, float]]] = {
    # a month-precision date
    "a month that ends with its known last day, in a leap year": (
        [make_job("2024-02", "2024-02-29")], [], ("not_met", 1, 29),
    ),
    "31 August to 1 February, or 1 August to 29 February": (
        [make_job("2023-08", "2024-02")], [], ("undetermined", 155, 213),
    ),
    "the month of filing ends with the day of filing": ([make_job("2024-11-01", "2025-05")], [], ("met", 182, 182)),
    "a month wholly after filing counts nothing": ([make_job("2025-06", "2025-12")], [], ("not_met", 0, 0)),
    # a duty unknown or unsure
    "an answer that is missing and does not matter": (
        [make_job(duties=without(CALL_CENTER, "clerical"))], [], ("met", 182, 182),
    ),
    "unsure of retail, without two functions": (
        [make_job(duties={**CALL_CENTER, **RETAIL_UNSURE})], [], ("undetermined", 0, 182),
    ),
    "unsure of retail, with two functions": (
        [make_job(duties={**TWO_FUNCTIONS, **RETAIL_UNSURE})], [], ("met", 182, 182),
    ),
    "one call direction unknown, the other denied": (
        [make_job(duties={**without(CALL_CENTER, "call_center_inbound"), "call_center_outbound": "no"})], [],
        ("not_met", 0, 0),
    ),
    # 35 to 40 hours
    "35 hours may be a full week": ([make_job(hours_per_week=35)], [], ("undetermined", 159.25, 182)),
    "34.99 hours are not": ([make_job(hours_per_week=34.99)], [], ("not_met", 159.2, 159.2)),
    "37.5 and 2.5 hours of the same days are 40": (
        [make_job(hours_per_week=37.5), make_job(hours_per_week=2.5, title="Evenings")], [], ("met", 182, 182),
    ),
    # hours missing or 0, end before start
    "no hours": ([make_job(hours_per_week=0)], [], ("undetermined", 0, 182)),
    "hours missing, beside a full-time job of the same days": (
        [make_job(hours_per_week=None), make_job(title="Another")], [], ("met", 182, 182),
    ),
    "exchanged by one day": ([make_job("2024-07-01", "2024-06-30")], [], ("not_met", 0, 2)),
    "one day is no exchange": ([make_job("2024-06-30", "2024-06-30")], [], ("not_met", 1, 1)),
    # a City assignment whose documentation is missing, rejected or unreviewed
    "missing, beside the regular clerical job": ([CITY_CLERK, ASSIGNMENT], [], ("undetermined", 0, 182)),
    "rejected, then sent again": (
        [ASSIGNMENT], [make_paper(0, "rejected"), make_paper(0, "unreviewed")], ("undetermined", 0, 182),
    ),
    "missing, but of another employer": ([make_job(kind="out_of_class")], [], ("met", 182, 182)),
    # accepted or not provided
    "accepted for five months of the six": (
        [ASSIGNMENT], [make_paper(0, start="2024-01-01", end="2024-05-31")], ("not_met", 152, 152),
    ),
    "not provided by the due date": ([ASSIGNMENT], [make_paper(0, "not_provided")], ("not_met", 0, 0)),
    "not provided, and then accepted after all": (
        [ASSIGNMENT], [make_paper(0, "not_provided"), make_paper(0)], ("met", 182, 182),
    ),
    "a plain paper beside one that states less takes nothing away": (
        [ASSIGNMENT], [make_paper(0), make_paper(0, start="2024-01-01", end="2024-01-31")], ("met", 182, 182),
    ),
    # the calendar
    "1 February to 31 July is six months": ([make_job("2023-02-01", "2023-07-31")], [], ("met", 181, 181)),
    "181 days in two pieces are a question for a person": (
        [make_job("2023-02-01", "2023-04-30"), make_job("2023-06-01", "2023-08-31")], [], ("undetermined", 181, 181),
    ),
    "180 days in two pieces are too few": (
        [make_job("2023-02-01", "2023-04-30"), make_job("2023-06-01", "2023-08-30")], [], ("not_met", 180, 180),
    ),
    "31 August to 29 February": ([make_job("2023-08-31", "2024-02-29")], [], ("met", 183, 183)),
    "the leap day is a day": ([make_job("2024-02-28", "2024-03-01")], [], ("not_met", 3, 3)),
    "the days on which the clocks change are days": (
        [make_job("2024-03-09", "2024-03-11"), make_job("2024-11-02", "2024-11-04")], [], ("not_met", 6, 6),
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_six_months_of_customer_service(row: str) -> None:
    jobs, papers, expected = ROWS[row]
    found = judged(make_facts(*jobs, documents=papers)).nodes["customer_service"]
    assert (found["outcome"], found["least_days"], found["most_days"]) == expected
