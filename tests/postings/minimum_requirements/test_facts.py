"""Facts are read strictly: each fault gets its path and what to do; the unknown stays unknown."""

import json
import math

import pytest

from postings.minimum_requirements import FactsError, canonical_json, parse_facts, sha256_of
from tests.postings.minimum_requirements.makers import clerical, make_facts, make_job, make_requirements

REQUIREMENTS = make_requirements(clerical())


def fault(facts) -> FactsError:
    with pytest.raises(FactsError) as caught:
        parse_facts(facts, REQUIREMENTS)
    return caught.value


def job(**changes):
    return make_facts(make_job(**changes))


# what is wrong → facts, the path that is named
FAULTS = {
    "no day of filing": ({"id": "x"}, "filed_on"),
    "a month of filing": ({"filed_on": "2025-05"}, "filed_on"),
    "30 February": ({"filed_on": "2025-02-30"}, "filed_on"),
    "the year 10000": ({"filed_on": "10000-01-01"}, "filed_on"),
    "the year 1899": (job(start="1899-12-31"), "jobs[0].start"),
    "a date without hyphens": (job(start="20230101"), "jobs[0].start"),
    "a week date": (job(start="2023-W01-1"), "jobs[0].start"),
    "full-width digits": (job(start="２０２３-01-01"), "jobs[0].start"),
    "a time of day": (job(start="2023-01-01T24:00"), "jobs[0].start"),
    "a number for a date": (job(start=2023), "jobs[0].start"),
    "a key that is not known": (make_facts(is_staff=True), "is_staff"),
    "a key of a job that is not known": (job(score=3), "jobs[0].score"),
    "a key of typing that is not known": (make_facts(typing={"wpm": 40}), "typing.wpm"),
    "a key of what a paper states": (make_facts(documents=[{"kind": "proof", "states": {"x": 1}}]), "documents[0].states.x"),
    "jobs that are no list": (make_facts(jobs={}), "jobs"),
    "a job that is no group": (make_facts(jobs=["clerk"]), "jobs[0]"),
    "600 jobs": (make_facts(*[make_job()] * 600), "jobs"),
    "169 hours": (job(hours=169), "jobs[0].hours_per_week"),
    "-1 hours": (job(hours=-1), "jobs[0].hours_per_week"),
    "NaN hours": (job(hours=math.nan), "jobs[0].hours_per_week"),
    "infinite hours": (job(hours=math.inf), "jobs[0].hours_per_week"),
    "hours in quotation marks": (job(hours="40"), "jobs[0].hours_per_week"),
    "hours that are true": (job(hours=True), "jobs[0].hours_per_week"),
    "a kind that is not known": (job(kind="contract"), "jobs[0].kind"),
    "a kind that is a list": (job(kind=[]), "jobs[0].kind"),
    "City employment in words": (job(city_employee="yes"), "jobs[0].city_employee"),
    "an employer that is a number": (job(employer=3), "jobs[0].employer"),
    "a NUL": (job(employer="a\0b"), "jobs[0].employer"),
    "half a character": (job(employer="a\ud800"), "jobs[0].employer"),
    "a text far over its limit": (job(employer="a" * 20_000), "jobs[0].employer"),
    "a duty of another posting": (job(duties={"flying": "yes"}), "jobs[0].duties.flying"),
    "a value off the scale": (job(duties={"clerical": "primary"}), "jobs[0].duties.clerical"),
    "a value that is true": (job(duties={"clerical": True}), "jobs[0].duties.clerical"),
    "a value that is a list": (job(duties={"clerical": ["yes"]}), "jobs[0].duties.clerical"),
    "names that join to known ones": (job(duties={"clerical\0calls": "yes\0no"}), "jobs[0].duties.'clerical\\x00calls'"),
    "a question of another posting": (make_facts(answers={"pets": "yes"}), "answers.pets"),
    "an answer that is not yes or no": (make_facts(answers={"citizen": "maybe"}), "answers.citizen"),
    "an answer that is true": (make_facts(answers={"citizen": True}), "answers.citizen"),
    "a choice of another question": (make_facts(answers={"option": "x"}), "answers.option"),
    "one choice twice": (make_facts(answers={"systems": ["x", "x"]}), "answers.systems"),
    "a number in words": (make_facts(answers={"months": "12"}), "answers.months"),
    "a number that is infinite": (make_facts(answers={"months": math.inf}), "answers.months"),
    "a day that is none": (make_facts(answers={"since": "soon"}), "answers.since"),
    "a text with a NUL": (make_facts(answers={"words": "\0"}), "answers.words"),
    "a document of another posting": (make_facts(documents=[{"kind": "passport"}]), "documents[0].kind"),
    "a document of a job that is not there": (make_facts(documents=[{"kind": "proof", "job": 0}]), "documents[0].job"),
    "a document of job -1": (make_facts(make_job(), documents=[{"kind": "proof", "job": -1}]), "documents[0].job"),
    "a verdict that is not known": (make_facts(documents=[{"kind": "proof", "verdict": "fine"}]), "documents[0].verdict"),
    "a level that is not known": (make_facts(education=[{"level": "guru"}]), "education[0].level"),
    "units below 0": (make_facts(education=[{"units": -1}]), "education[0].units"),
    "an id that is a number": ({"id": 5, "filed_on": "2025-05-01"}, "id"),
    "no group at all": ([1], "facts"),
}  # fmt: skip


@pytest.mark.parametrize("row", FAULTS)
def test_what_cannot_be_read_is_refused_with_its_path(row):
    facts, path = FAULTS[row]
    error = fault(facts)
    assert error.path == path
    assert error.what.endswith(".")
    assert error.mend


KEPT = ["O'Brien", "王小明", "\u202eabc", "Z̵̢a̸l̶g̷o̴", "=1+1", "<script>"]


@pytest.mark.parametrize("name", KEPT)
def test_names_are_kept_as_typed(name):
    assert parse_facts(job(employer=name), REQUIREMENTS).jobs[0].employer == name


def test_every_field_but_the_day_of_filing_may_be_missing():
    facts = parse_facts(
        {"filed_on": "2025-05-01", "jobs": [{}], "documents": [{}], "education": [{}]}, REQUIREMENTS
    )
    assert (facts.jobs[0].start, facts.jobs[0].end, facts.typing, facts.records) == (None, None, None, None)


def test_a_null_is_an_unknown_but_for_an_end_that_is_still_open():
    facts = parse_facts(job(start=None, hours=None, kind=None), REQUIREMENTS)
    assert (facts.jobs[0].start, facts.jobs[0].hours, facts.jobs[0].kind) == (None, None, None)
    assert parse_facts(job(end=None), REQUIREMENTS).jobs[0].end is not None


def test_decimals_are_exact():
    from fractions import Fraction

    assert parse_facts(job(hours=37.1), REQUIREMENTS).jobs[0].hours == Fraction(371, 10)


def test_canonical_json_is_one_text_for_one_value():
    assert canonical_json({"b": 1, "a": ["é", None, 1.5]}) == '{"a":["é",null,1.5],"b":1}'.encode()
    assert sha256_of({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


@pytest.mark.parametrize("value", [math.nan, math.inf, "\ud800"])
def test_canonical_json_refuses_what_is_no_json(value):
    with pytest.raises(ValueError):
        canonical_json({"a": value})


def test_facts_that_differ_in_key_order_have_one_hash():
    facts = job()
    assert sha256_of(facts) == sha256_of(json.loads(json.dumps(facts, sort_keys=True)))
