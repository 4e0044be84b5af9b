"""When N months are reached: 52 weeks make a year, or one unbroken full-time run from date to date."""

from datetime import date, timedelta

import pytest

from postings.minimum_requirements.dates import add_months, iso, shortest_run
from tests.postings.minimum_requirements.makers import clerical, counted, judge, make_facts, make_job


def last_day(start: str, days: int) -> str:
    return (date.fromisoformat(start) + timedelta(days=days - 1)).isoformat()


# a run of full-time days → whether six months are reached
SIX_MONTHS = {
    "182 days are 26 weeks": ("2023-09-05", 182, "met"),
    "181 days from 1 February are six months from date to date": ("2023-02-01", 181, "met"),
    "181 days from 1 September are six months from date to date": ("2022-09-01", 181, "met"),
    "181 days that are no six months from date to date are borderline": ("2023-03-05", 181, "undetermined"),
    "181 days that end with a clamped month are six months": ("2022-08-31", 181, "met"),
    "180 days are too few by every convention": ("2023-02-01", 180, "not_met"),
    "a leap year needs the 182nd day from 1 February": ("2024-02-01", 181, "undetermined"),
}


@pytest.mark.parametrize("row", SIX_MONTHS)
def test_six_months(row):
    start, days, outcome = SIX_MONTHS[row]
    result = judge(clerical(6), make_facts(make_job(start, last_day(start, days))))
    assert counted(result) == (outcome, float(days), float(days))
    assert result.reasons == (("borderline",) if outcome == "undetermined" else ())


YEAR = {
    "364 days are 52 weeks": (364, "met"),
    "363 days are no year": (363, "not_met"),
    "365 days are a year": (365, "met"),
}


@pytest.mark.parametrize("row", YEAR)
def test_a_year(row):
    days, outcome = YEAR[row]
    assert (
        judge(clerical(12), make_facts(make_job("2023-01-01", last_day("2023-01-01", days)))).outcome
        == outcome
    )


def test_a_run_may_begin_on_any_of_its_days():
    # 31 January to 29 July is short of six months, and so is 1 February to 30 July; together they reach 1 February to 31 July
    jobs = make_job("2023-01-31", "2023-03-15"), make_job("2023-03-16", "2023-07-31", title="Other")
    assert counted(judge(clerical(6), make_facts(*jobs))) == ("met", 182.0, 182.0)


def test_part_time_work_makes_no_run():
    assert (
        judge(clerical(6), make_facts(make_job("2022-02-01", last_day("2022-02-01", 362), hours=20))).outcome
        == "undetermined"
    )


def test_a_gap_of_a_day_breaks_the_run():
    jobs = make_job("2023-02-01", "2023-03-31"), make_job("2023-04-02", "2023-08-01")
    assert counted(judge(clerical(6), make_facts(*jobs))) == ("undetermined", 181.0, 181.0)


@pytest.mark.parametrize(
    ("months", "days"), [(1, 28), (2, 59), (3, 89), (6, 181), (9, 273), (12, 365), (24, 730)]
)
def test_the_shortest_run_of_calendar_months(months, days):
    assert shortest_run(months) == days


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-05-15", -6, "2023-11-15"),
        ("2023-12-31", 2, "2024-02-29"),
    ],
)
def test_months_are_counted_from_date_to_date(day, months, later):
    assert iso(add_months(date.fromisoformat(day).toordinal(), months)) == later
