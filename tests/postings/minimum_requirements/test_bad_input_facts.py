"""Facts that cannot be read: each is refused with its place and what to do, and none of them ends in a traceback."""

from typing import Any

import pytest

from postings.minimum_requirements import FactsError, evaluate
from tests.postings.minimum_requirements.makers import (
    clerical,
    judge,
    make_facts,
    make_job,
    make_requirements,
)

NAN, ENDLESS = float("nan"), float("1e400")
REQUIREMENTS = make_requirements(clerical())


def job(**changes: Any) -> dict[str, Any]:
    return make_facts({**make_job(), **changes})


def facts(**changes: Any) -> dict[str, Any]:
    return make_facts(make_job(), **changes)


def paper(**changes: Any) -> dict[str, Any]:
    return facts(documents=[{"kind": "proof", **changes}])


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


DATE = "Give YYYY-MM-DD, or YYYY-MM if only the month is known."
JOB_KEYS = "city_employee, duties, employer, end, hours_per_week, kind, start, title"
KEYS = "answers, certificates, documents, education, filed_on, id, jobs, licences, records, typing"
NOT_A_NUMBER = "is not a number. Give a plain number, without quotation marks."
GROUP = 'is not a group of named values. Give {"name": value, …}.'
ANSWER = "Correct the answer or leave it out."

# what is wrong → the facts, and the words they are refused with
REFUSED: dict[str, tuple[Any, str]] = {
    "a list": ([], f"facts: {GROUP}"),
    "a text": ("facts", f"facts: {GROUP}"),
    "nothing": (None, f"facts: {GROUP}"),
    "an empty group": ({}, "filed_on: is missing. Give the day of filing as YYYY-MM-DD."),
    "a score of one's own": (facts(score=100), f"score: is not a key that is known here. Leave it out, or use one of: {KEYS}."),
    "a status of one's own": (facts(is_staff=True), f"is_staff: is not a key that is known here. Leave it out, or use one of: {KEYS}."),
    "filed in some month": (facts(filed_on="2025-05"), "filed_on: is not a full date. Give the day of filing as YYYY-MM-DD."),
    "30 February": (facts(filed_on="2025-02-30"), f"filed_on: is not a day of the calendar. {DATE}"),
    "the year 10000": (facts(filed_on="10000-01-01"), f"filed_on: is not a date. {DATE}"),
    "the year 0": (facts(filed_on="0000-01-01"), f"filed_on: has a year outside 1900 to 2200. {DATE}"),
    "24:00": (facts(filed_on="2025-05-01T24:00"), f"filed_on: is not a date. {DATE}"),
    "a line break after the date": (facts(filed_on="2025-05-01\n"), f"filed_on: is not a date. {DATE}"),
    "a date as a number": (facts(filed_on=20250501), f"filed_on: is not a date. {DATE}"),
    "full-width digits": (job(start="２０２４-01-01"), f"jobs[0].start: is not a date. {DATE}"),
    "Arabic digits": (job(end="٢٠٢٤-٠١-٠١"), f"jobs[0].end: is not a date. {DATE}"),
    "29 February of a common year": (job(start="2023-02-29"), f"jobs[0].start: is not a day of the calendar. {DATE}"),
    "a thirteenth month": (job(start="2024-13"), f"jobs[0].start: is not a day of the calendar. {DATE}"),
    "another order of the date": (job(start="01/02/2024"), f"jobs[0].start: is not a date. {DATE}"),
    "an empty date": (job(end=""), f"jobs[0].end: is not a date. {DATE}"),
    "169 hours a week": (job(hours_per_week=169), "jobs[0].hours_per_week: is not between 0 and 168. Correct the number."),
    "a little over 168 hours": (job(hours_per_week=168.01), "jobs[0].hours_per_week: is not between 0 and 168. Correct the number."),
    "less than no hours": (job(hours_per_week=-1), "jobs[0].hours_per_week: is not between 0 and 168. Correct the number."),
    "NaN hours": (job(hours_per_week=NAN), "jobs[0].hours_per_week: is not a finite number. Give a number from 0 to 168."),
    "1e400 hours": (job(hours_per_week=ENDLESS), "jobs[0].hours_per_week: is not a finite number. Give a number from 0 to 168."),
    "hours of 400 digits": (job(hours_per_week=10**400), "jobs[0].hours_per_week: is not between 0 and 168. Correct the number."),
    "hours as a text": (job(hours_per_week="40"), f"jobs[0].hours_per_week: {NOT_A_NUMBER}"),
    "hours in full-width digits": (job(hours_per_week="４０"), f"jobs[0].hours_per_week: {NOT_A_NUMBER}"),
    "hours as true": (job(hours_per_week=True), f"jobs[0].hours_per_week: {NOT_A_NUMBER}"),
    "hours as a list": (job(hours_per_week=[40]), f"jobs[0].hours_per_week: {NOT_A_NUMBER}"),
    "600 jobs": (
        make_facts(*[make_job(title=str(number)) for number in range(600)]),
        "jobs: has 600 entries. Give at most 100; join entries that belong together.",
    ),
    "one job too many": (
        make_facts(*[make_job(title=str(number)) for number in range(101)]),
        "jobs: has 101 entries. Give at most 100; join entries that belong together.",
    ),
    "jobs as a group": (facts(jobs={}), "jobs: is not a list. Give a list, empty if there is none."),
    "a job that is nothing": (facts(jobs=[None]), f"jobs[0]: {GROUP}"),
    "lists 1,000 deep": (job(employer=nested(1000)), "jobs[0].employer: is not a text. Give it in quotation marks."),
    "a NUL character": (job(employer="a\0b"), "jobs[0].employer: has a NUL character. Take it out."),
    "a lone surrogate": (job(employer="a\ud800b"), "jobs[0].employer: has half a character (a lone surrogate). Type it again."),
    "a text over its limit": (job(employer="x" * 10_001), "jobs[0].employer: has 10001 characters. Shorten it to 10000 or fewer."),
    "an unknown kind of job": (job(kind="part_time"), "jobs[0].kind: is not one of the choices. Use one of: regular, out_of_class, volunteer."),
    "yes for true": (job(city_employee="yes"), "jobs[0].city_employee: is not true or false. Give true or false without quotation marks."),
    "a name with a lone surrogate": (
        job(**{"\ud800": 1}),
        f"jobs[0].'\\ud800': is not a key that is known here. Leave it out, or use one of: {JOB_KEYS}.",
    ),
    "another posting's duty": (job(duties={"flying": "yes"}), "jobs[0].duties.flying: is not a duty of this posting. Leave it out."),
    "an answer of another scale": (
        job(duties={"clerical": "primary"}),
        "jobs[0].duties.clerical: is not on the scale of this duty. Use one of: yes, no, unsure.",
    ),
    "a duty as true": (
        job(duties={"clerical": True}),
        "jobs[0].duties.clerical: is not on the scale of this duty. Use one of: yes, no, unsure.",
    ),
    "a duty as a list": (
        job(duties={"clerical": ["yes"]}),
        "jobs[0].duties.clerical: is not on the scale of this duty. Use one of: yes, no, unsure.",
    ),
    "duties as a list": (job(duties=["clerical"]), f"jobs[0].duties: {GROUP}"),
    "answers as a list": (facts(answers=[]), f"answers: {GROUP}"),
    "another posting's question": (facts(answers={"other": "yes"}), "answers.other: is not a question of this posting. Leave the answer out."),
    "an answer as true": (facts(answers={"citizen": True}), f"answers.citizen: is not yes or no. {ANSWER}"),
    "a choice that is not offered": (facts(answers={"option": "z"}), f"answers.option: is not one of: a, b, c. {ANSWER}"),
    "one choice twice": (facts(answers={"systems": ["x", "x"]}), f"answers.systems: is not a list of some of: x, y. {ANSWER}"),
    "a NaN answer": (facts(answers={"months": NAN}), f"answers.months: is not a number of a sensible size. {ANSWER}"),
    "a 1e400 answer": (facts(answers={"months": ENDLESS}), f"answers.months: is not a number of a sensible size. {ANSWER}"),
    "an answer of 30 February": (facts(answers={"since": "2024-02-30"}), f"answers.since: is not a day of the calendar. {ANSWER}"),
    "an answer with half a character": (facts(answers={"words": "\ud800"}), "answers.words: has half a character (a lone surrogate). Type it again."),
    "an answer far over its limit": (facts(answers={"words": "x" * 100_000}), "answers.words: has 100000 characters. Shorten it to 10000 or fewer."),
    "NaN words a minute": (facts(typing={"net_wpm": NAN}), "typing.net_wpm: is not a finite number. Give a number from 0 to 1000000."),
    "a test on the internet": (
        facts(typing={"net_wpm": 40, "source": "internet"}),
        "typing.source: is not one of the choices. Use one of: self_reported, certificate.",
    ),
    "the paper of a job that is not there": (
        paper(job=1), "documents[0].job: names job 1, but there are 1 jobs. Give the index of a job of this application, counted from 0.",
    ),
    "the paper of a job before the first": (
        paper(job=-1), "documents[0].job: names job -1, but there are 1 jobs. Give the index of a job of this application, counted from 0.",
    ),
    "the paper of job true": (paper(job=True), "documents[0].job: is not a whole number. Give the index of a job, counted from 0."),
    "a verdict of one's own": (
        paper(verdict="ok"), "documents[0].verdict: is not one of the choices. Use one of: unreviewed, accepted, rejected, not_provided.",
    ),
    "a document of another posting": (
        facts(documents=[{"kind": "passport"}]), "documents[0].kind: passport is not a document of this posting. Use one of: proof, transcript.",
    ),
    "stated hours that are NaN": (
        paper(states={"total_hours": NAN}), "documents[0].states.total_hours: is not a finite number. Give a number from 0 to 1000000.",
    ),
    "an unknown level of education": (
        facts(education=[{"level": "phd"}]),
        "education[0].level: is not one of the choices. Use one of: coursework, high_school, associate, bachelor, master, doctorate.",
    ),
    "fewer units than none": (facts(education=[{"units": -3}]), "education[0].units: is not between 0 and 1000000. Correct the number."),
    "a record of yesterday": (facts(records=[{"kind": "moving_violation", "on": "yesterday"}]), f"records[0].on: is not a date. {DATE}"),
    "an id with a NUL": (facts(id="\0"), "id: has a NUL character. Take it out."),
    "an id that is a number": (facts(id=5), "id: is not a text. Give it in quotation marks."),
}  # fmt: skip


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(wrong: str) -> None:
    given, words = REFUSED[wrong]
    with pytest.raises(FactsError) as refused:
        evaluate(REQUIREMENTS, given, revision="test")
    assert str(refused.value) == words


# not refused: a person may have meant it, so it is judged or left open, and the rest of the application with it
JUDGED = {
    "an end before its start": (job(start="2023-12-31", end="2023-01-01"), "undetermined"),
    "a job in the future": (job(start="2030-01-01", end="2031-01-01"), "not_met"),
    "a job of one day": (job(end="2023-01-01"), "not_met"),
    "168 hours a week": (job(hours_per_week=168), "met"),
    "an employer named O'Brien": (job(employer="O'Brien <script>alert(1)</script>"), "met"),
    "an employer named 王": (job(employer="王 \u202eRTL Z͑ͫ̓a̴l̷g̸o̷"), "met"),
    "a hundred jobs": (make_facts(*[make_job(title=str(number)) for number in range(100)]), "met"),
    "jobs that were not given": ({"filed_on": "2025-05-01"}, "undetermined"),
    "no jobs": (make_facts(), "not_met"),
    "the first year that is known": (job(start="1900-01-01"), "met"),
}


@pytest.mark.parametrize("odd", JUDGED)
def test_what_is_odd_but_readable_is_judged(odd: str) -> None:
    given, outcome = JUDGED[odd]
    assert judge(clerical(), given).outcome == outcome


def test_texts_are_kept_as_typed() -> None:
    typed = "王 \u202eO'Brien Z͑ͫ̓a̴l̷g̸o̷ =1+1"
    assert typed.encode() in judge(clerical(), job(title=typed)).proof_bytes()
