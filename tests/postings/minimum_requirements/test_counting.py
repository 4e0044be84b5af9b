"""Full-time equivalent, day by day: part-time prorated, overlaps once, overtime nothing."""

import pytest

from tests.postings.minimum_requirements.makers import clerical, counted, judge, make_facts, make_job

JUNE = ("2024-06-01", "2024-06-30")

# what is told → jobs, the full-time days that come of it
ROWS = {
    "both end days are worked": ([make_job(*JUNE)], 30.0),
    "one day is one day": ([make_job("2024-06-01", "2024-06-01")], 1.0),
    "half time is prorated": ([make_job(*JUNE, hours=20)], 15.0),
    "a decimal of hours is exact": ([make_job("2024-06-01", "2024-06-03", hours=12.7)], 0.95),
    "overtime adds nothing": ([make_job(*JUNE, hours=60)], 30.0),
    "two full-time jobs at once are one": ([make_job(*JUNE), make_job(*JUNE, title="Other")], 30.0),
    "two half-time jobs at once add up": ([make_job(*JUNE, hours=20), make_job(*JUNE, hours=20, title="Other")], 30.0),
    "three half-time jobs at once are capped": (
        [make_job(*JUNE, hours=20, title=title) for title in ("A", "B", "C")], 30.0,
    ),
    "jobs that overlap in part count those days once": (
        [make_job("2024-06-01", "2024-06-20"), make_job("2024-06-11", "2024-06-30", title="Other")], 30.0,
    ),
    "part-time beside full time adds nothing": ([make_job(*JUNE), make_job("2024-06-05", "2024-06-09", hours=10)], 30.0),
    "an identical row counts once": ([make_job(*JUNE, hours=20), make_job(*JUNE, hours=20)], 15.0),
    "a job is as good as its two halves": (
        [make_job("2024-06-01", "2024-06-14", hours=20), make_job("2024-06-15", "2024-06-30", hours=20)], 15.0,
    ),
    "volunteer work counts like part-time": ([make_job(*JUNE, hours=20, kind="volunteer")], 15.0),
    "a current job ends on the day of filing": ([make_job("2025-04-02", None)], 30.0),
    "a job that ends in the future ends on the day of filing": ([make_job("2025-04-02", "2026-01-01")], 30.0),
    "a job that begins on the day of filing counts that day": ([make_job("2025-05-01", None)], 1.0),
    "a job that begins after filing counts nothing": ([make_job("2025-05-02", None)], 0.0),
    "work without the duty counts nothing": ([make_job(*JUNE, duties={"clerical": "no"})], 0.0),
    "the order of the rows does not matter": (
        [make_job("2024-06-11", "2024-06-30", title="Other"), make_job("2024-06-01", "2024-06-20")], 30.0,
    ),
    "a leap day is a day": ([make_job("2024-02-28", "2024-03-01")], 3.0),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_days(row):
    jobs, days = ROWS[row]
    assert counted(judge(clerical(), make_facts(*jobs)))[1:] == (days, days)


@pytest.mark.parametrize(
    ("settings", "days"),
    [
        ({"full_time_hours": 35}, 30.0),
        ({"full_time_hours": 37.5, "near_full_time_hours": 37.5}, 28.0),
        ({"full_time_hours": 40, "near_full_time_hours": 36}, 26.25),
    ],
    ids=["35 hours are full time", "35 of 37.5 hours", "35 of 40 hours, when near begins at 36"],
)
def test_full_time_is_a_setting_of_the_posting(settings, days):
    result = judge(clerical(), make_facts(make_job(*JUNE, hours=35)), settings=settings)
    assert counted(result)[1:] == (days, days)


def test_volunteer_work_can_be_left_out_by_the_settings():
    facts = make_facts(make_job(*JUNE, kind="volunteer"))
    assert counted(judge(clerical(), facts, settings={"volunteer_counts": False}))[1:] == (0.0, 0.0)


# a window begins on the same day of the month so many months before, and that day belongs to it
WINDOWS = {
    "inside": ("2025-03-01", "2025-03-31", 31.0),
    "its first day": ("2024-11-01", "2024-11-01", 1.0),
    "the day before": ("2024-10-31", "2024-10-31", 0.0),
    "over its first day": ("2024-10-30", "2024-11-02", 2.0),
}


@pytest.mark.parametrize("row", WINDOWS)
def test_only_work_within_the_last_months_counts(row):
    start, end, days = WINDOWS[row]
    result = judge(clerical(6, within_last_months=6), make_facts(make_job(start, end)))
    assert counted(result)[1:] == (days, days)
