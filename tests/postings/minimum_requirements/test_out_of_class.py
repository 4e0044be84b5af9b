"""Out-of-class assignments: counted with their documentation, open without, never beside the regular job of those days."""

import pytest

from tests.postings.minimum_requirements.makers import clerical, counted, judge, make_facts, make_job

SETTINGS = {"out_of_class_document": "proof"}
YEAR = ("2023-01-01", "2023-12-31")


def paper(verdict: str, job: int = 0, **changes) -> dict:
    return {"kind": "proof", "job": job, "verdict": verdict, **changes}


def assignment(**changes) -> dict:
    return make_job(*YEAR, kind="out_of_class", city_employee=True, **changes)


OPEN = ("undetermined", 0.0, 365.0)
# what is on file for a year out of class with the City → result and reasons
VERDICTS = {
    "nothing yet": ([], OPEN, ["document_outstanding"]),
    "not reviewed": ([paper("unreviewed")], OPEN, ["document_unreviewed"]),
    "rejected, can be mended": ([paper("rejected")], OPEN, ["document_outstanding"]),
    "accepted": ([paper("accepted")], ("met", 365.0, 365.0), []),
    "not provided by the due date": ([paper("not_provided")], ("not_met", 0.0, 0.0), []),
    "accepted after another was rejected": ([paper("rejected"), paper("accepted")], ("met", 365.0, 365.0), []),
    "not reviewed, after the due date passed": (
        [paper("not_provided"), paper("unreviewed")], OPEN, ["document_unreviewed"],
    ),
    "rejected before the due date passed": ([paper("rejected"), paper("not_provided")], ("not_met", 0.0, 0.0), []),
    "rejected, but it came after the due date": (
        [paper("not_provided", received_on="2025-03-01"), paper("rejected", received_on="2025-03-05")],
        OPEN, ["document_outstanding"],
    ),
    "a paper of another kind": ([{"kind": "transcript", "job": 0, "verdict": "accepted"}], OPEN, ["document_outstanding"]),
    "a paper that is bound to no job": ([{"kind": "proof", "verdict": "accepted"}], OPEN, ["document_outstanding"]),
}  # fmt: skip


@pytest.mark.parametrize("row", VERDICTS)
def test_what_is_on_file(row):
    papers, expected, reasons = VERDICTS[row]
    result = judge(clerical(), make_facts(assignment(), documents=papers), settings=SETTINGS)
    assert (counted(result), list(result.reasons)) == (expected, reasons)


def without(job: dict, *keys: str) -> dict:
    return {key: value for key, value in job.items() if key not in keys}


# whose work it is → result without any paper, reasons
WHOSE = {
    "another employer's out-of-class work needs no paper": (
        assignment() | {"city_employee": False}, ("met", 365.0, 365.0), [],
    ),
    "whether it was the City is not said": (
        without(assignment(), "city_employee"), OPEN, ["document_outstanding", "unanswered"],
    ),
    "regular City work needs no paper": (make_job(*YEAR, city_employee=True), ("met", 365.0, 365.0), []),
    "City work of a kind that is not said": (without(assignment(), "kind"), OPEN, ["unanswered"]),
    "regular work, whether for the City is not said": (
        without(make_job(*YEAR), "city_employee"), ("met", 365.0, 365.0), [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", WHOSE)
def test_the_document_is_asked_of_city_work_alone(row):
    job, expected, reasons = WHOSE[row]
    result = judge(clerical(), make_facts(job), settings=SETTINGS)
    assert (counted(result), list(result.reasons)) == (expected, reasons)


def test_without_the_setting_out_of_class_counts_like_regular():
    assert counted(judge(clerical(), make_facts(assignment()))) == ("met", 365.0, 365.0)


def test_without_the_setting_the_assignment_still_replaces_the_regular_job():
    facts = make_facts(make_job(*YEAR, hours=20, city_employee=True), assignment(hours=20))
    assert counted(judge(clerical(), facts))[1:] == (182.5, 182.5)


def test_volunteer_work_for_the_city_adds_to_the_assignment():
    facts = make_facts(
        make_job(*YEAR, hours=20, city_employee=True, kind="volunteer"),
        assignment(hours=20),
        documents=[paper("accepted", 1)],
    )
    assert counted(judge(clerical(), facts, settings=SETTINGS))[1:] == (365.0, 365.0)


# the City's regular job at the same time → hours a week of both, full-time days of a year
SAME_DAYS = {
    "full time both": (40, 40, 365.0),
    "the assignment replaces the regular hours of those days": (20, 20, 182.5),
    "the greater of both counts": (10, 20, 182.5),
    "never less than the regular job alone": (20, 10, 182.5),
}


@pytest.mark.parametrize("row", SAME_DAYS)
def test_the_same_hours_never_count_twice(row):
    regular, out_of_class, days = SAME_DAYS[row]
    facts = make_facts(
        make_job(*YEAR, hours=regular, city_employee=True),
        assignment(hours=out_of_class),
        documents=[paper("accepted", 1)],
    )
    assert counted(judge(clerical(), facts, settings=SETTINGS))[1:] == (days, days)


def test_another_employers_part_time_job_adds_to_the_assignment():
    facts = make_facts(make_job(*YEAR, hours=20), assignment(hours=20), documents=[paper("accepted", 1)])
    assert counted(judge(clerical(), facts, settings=SETTINGS))[1:] == (365.0, 365.0)


# what an accepted paper states → full-time days of an assignment claimed for the year 2023
STATED = {
    "dates replace the claimed ones": ({"start": "2023-01-01", "end": "2023-06-30"}, 181.0),
    "total hours give the weekly hours": ({"start": "2023-01-01", "end": "2023-12-31", "total_hours": 1040}, 182.0),
    "total hours over the claimed dates": ({"total_hours": 1040}, 182.0),
    "hours are capped at full time": ({"start": "2023-01-01", "end": "2023-01-31", "total_hours": 1000}, 31.0),
    "39 hours a week by the paper are not widened": (
        {"start": "2023-01-02", "end": "2023-01-08", "total_hours": 39}, 6.83,
    ),
    "no hours at all": ({"total_hours": 0}, 0.0),
}  # fmt: skip


@pytest.mark.parametrize("row", STATED)
def test_documented_hours_govern_over_the_claimed_dates(row):
    states, days = STATED[row]
    facts = make_facts(assignment(), documents=[paper("accepted", states=states)])
    assert counted(judge(clerical(), facts, settings=SETTINGS))[1:] == (days, days)


def test_two_papers_on_one_assignment_count_each_day_once():
    papers = [
        paper("accepted", states={"start": "2023-01-01", "end": "2023-02-28"}),
        paper("accepted", states={"start": "2023-02-15", "end": "2023-03-31"}),
    ]
    assert counted(judge(clerical(), make_facts(assignment(), documents=papers), settings=SETTINGS))[1:] == (
        90.0,
        90.0,
    )


def test_a_documented_assignment_of_six_months_from_date_to_date_is_six_months():
    job = make_job("2023-02-01", "2023-07-31", kind="out_of_class", city_employee=True)
    result = judge(clerical(6), make_facts(job, documents=[paper("accepted")]), settings=SETTINGS)
    assert counted(result) == ("met", 181.0, 181.0)


def test_identical_rows_share_their_papers():
    facts = make_facts(assignment(), assignment(), documents=[paper("accepted", 1)])
    assert counted(judge(clerical(), facts, settings=SETTINGS)) == ("met", 365.0, 365.0)
