"""The data base posting, each case reasoned from its words: a degree, a transcript, four years of which two in data bases."""

from datetime import date
from typing import Any

import pytest

from postings.minimum_requirements import evaluate
from tests.postings.minimum_requirements.makers import make_job, posting

TAGS = (
    "data_processing", "systems_analysis", "applications_programming", "design", "systems_programming",
    "data_base_administration", "data_base_design",
)  # fmt: skip
FOUR, THREE, TWO, ONE = "2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01"
ASSOCIATE = {"level": "associate", "field": "Computer Science", "completed_on": "2019-06-01", "country": "US"}
TRANSCRIPT = {"kind": "transcript", "received_on": "2025-05-01", "via": "upload", "verdict": "accepted"}
OF_THE_DEGREE = {**TRANSCRIPT, "kind": "substituted_transcript"}
EVALUATION = {**TRANSCRIPT, "kind": "foreign_evaluation"}


def job(start: str, end: str = "2024-12-31", *yes: str, **changes: Any) -> dict[str, Any]:
    """Work in data processing, with these duties and no others."""
    duties = {tag: "yes" if tag in (*yes, "data_processing") else "no" for tag in TAGS}
    return make_job(start, end, duties=duties, **changes)


def general(start: str, end: str = "2024-12-31", **changes: Any) -> dict[str, Any]:
    return job(start, end, "applications_programming", title="Programmer", **changes)


def data_base(start: str, end: str = "2024-12-31", **changes: Any) -> dict[str, Any]:
    return job(
        start, end, "data_base_administration", "data_base_design", title="Data Base Analyst", **changes
    )


def degree(level: str, field: str = "Computer Science", **changes: Any) -> dict[str, Any]:
    return {"level": level, "field": field, "completed_on": "2020-06-01", "country": "US", **changes}


def substituted(
    start: str, *degrees: dict[str, Any], papers: Any = (TRANSCRIPT, OF_THE_DEGREE)
) -> dict[str, Any]:
    return {"jobs": [data_base(start)], "education": [ASSOCIATE, *degrees], "documents": list(papers)}


# the words of the posting → what is different, the node, its outcome, the whole outcome and its reasons
CASES: dict[str, tuple[dict[str, Any], str, str, str, list[str]]] = {
    "four years of which all in data bases": ({}, "experience", "met", "met", []),
    # 'four years of systems analysis, applications programming, design, systems programming and/or data base administration'
    "two years general and two in data bases": (
        {"jobs": [general(FOUR, "2022-12-31"), data_base(TWO)]}, "data_base_experience", "met", "met", [],
    ),
    "three years are not four": ({"jobs": [data_base(THREE)]}, "experience", "not_met", "not_met", []),
    "four years, not in data processing": (
        {"jobs": [{**data_base(FOUR), "duties": {**data_base(FOUR)["duties"], "data_processing": "no"}}]},
        "experience", "not_met", "not_met", [],
    ),
    "four years of data base design alone": (
        {"jobs": [job(FOUR, "2024-12-31", "data_base_design")]}, "experience", "not_met", "not_met", [],
    ),
    "whether it was in data processing is not said": (
        {"jobs": [{**data_base(FOUR), "duties": dict.fromkeys(TAGS[1:], "yes")}]},
        "experience", "undetermined", "undetermined", ["unanswered"],
    ),
    # 'of which two years shall have been in data base design': within the four, and never doubled by overlap
    "one of the four years in data bases": (
        {"jobs": [general(FOUR, "2023-12-31"), data_base(ONE)]}, "data_base_experience", "not_met", "not_met", [],
    ),
    "two data base jobs in one year are one year": (
        {"jobs": [general(FOUR, "2023-12-31"), data_base(ONE), data_base(ONE, employer="Another")]},
        "data_base_experience", "not_met", "not_met", [],
    ),
    "data base work at half time for four years is two": (
        {"jobs": [data_base(FOUR, hours=20), general(FOUR, hours=20)]}, "data_base_experience", "met", "met", [],
    ),
    # 'a general Bachelor's degree can be substituted for one year'
    "a general bachelor's degree and three years": (
        substituted(THREE, degree("bachelor", "History")), "experience", "met", "met", [],
    ),
    "a general bachelor's degree and two years": (
        substituted(TWO, degree("bachelor", "History")), "experience", "not_met", "not_met", [],
    ),
    # 'a Bachelor's degree in Computer Science for two years; a Master's … for three'
    "a bachelor's degree in the field and two years": (substituted(TWO, degree("bachelor")), "experience", "met", "met", []),
    "a bachelor's and a master's degree: the best one counts, they do not add up": (
        substituted(ONE, degree("bachelor"), degree("master")), "experience", "met", "not_met", [],
    ),
    "a master's degree never stands in for the data base years": (
        substituted(ONE, degree("master")), "data_base_experience", "not_met", "not_met", [],
    ),
    "a master's degree in History is a general degree": (
        substituted(TWO, degree("master", "History")), "experience", "not_met", "not_met", [],
    ),
    # 'If a degree is substituted, a transcript must be uploaded; failure makes the applicant ineligible'
    "the substituted degree without its transcript": (
        substituted(TWO, degree("bachelor"), papers=[TRANSCRIPT]), "experience", "not_met", "not_met", [],
    ),
    "the transcript of the substituted degree is not reviewed": (
        substituted(TWO, degree("bachelor"), papers=[TRANSCRIPT, {**OF_THE_DEGREE, "verdict": "unreviewed"}]),
        "experience", "undetermined", "undetermined", ["document_unreviewed"],
    ),
    "four years need no substitute, so its paper does not matter": (
        {"education": [ASSOCIATE, degree("bachelor")], "documents": [TRANSCRIPT]}, "experience", "met", "met", [],
    ),
    # 'an Associate's degree in Computer Science'
    "an associate's degree in another field": (
        {"education": [{**ASSOCIATE, "field": "Nursing"}]}, "degree", "not_met", "not_met", [],
    ),
    "a bachelor's degree in the field holds an associate's": ({"education": [degree("bachelor")]}, "degree", "met", "met", []),
    "a degree whose field is not said": (
        {"education": [{**ASSOCIATE, "field": None}]}, "degree", "undetermined", "undetermined", ["unanswered"],
    ),
    "a degree completed after the closing day": (
        {"education": [{**ASSOCIATE, "completed_on": "2025-07-01"}]}, "degree", "not_met", "not_met", [],
    ),
    "a degree completed on the closing day": (
        {"education": [{**ASSOCIATE, "completed_on": "2025-06-30"}]}, "degree", "met", "met", [],
    ),
    # 'Foreign transcripts must be evaluated … and the evaluation uploaded'
    "a degree from abroad with its evaluation": (
        {"education": [{**ASSOCIATE, "country": "IN"}], "documents": [TRANSCRIPT, EVALUATION]}, "degree", "met", "met", [],
    ),
    "a degree from abroad without": ({"education": [{**ASSOCIATE, "country": "IN"}]}, "degree", "not_met", "not_met", []),
    "a degree of which the country is not said, without an evaluation": (
        {"education": [{**ASSOCIATE, "country": None}]}, "degree", "undetermined", "undetermined", ["unanswered"],
    ),
    # 'Upload a transcript with the application; failure makes the applicant ineligible'
    "no transcript": ({"documents": []}, "transcript", "not_met", "not_met", []),
    "a rejected transcript can still be mended": (
        {"documents": [{**TRANSCRIPT, "verdict": "rejected"}]}, "transcript", "undetermined", "undetermined",
        ["document_outstanding"],
    ),
    # 'from an accredited college or university'
    "whether it is accredited is not said": ({"answers": {}}, "accredited", "undetermined", "undetermined", ["unanswered"]),
    "no degree beats an open question": ({"answers": {}, "education": []}, "accredited", "undetermined", "not_met", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_words_of_the_posting_decide(case: str) -> None:
    changes, node, outcome, whole, reasons = CASES[case]
    facts = {
        "id": "D1",
        "filed_on": "2025-05-01",
        "jobs": [data_base(FOUR)],
        "education": [ASSOCIATE],
        "answers": {"accredited": "yes", "degree_substituted": "no"},
        "documents": [TRANSCRIPT],
        **changes,
    }
    result = evaluate(
        posting("database-administrator")[1],
        facts,
        revision="database-administrator rev. 1",
        closing_on=date(2025, 6, 30),
    )
    assert (result.nodes[node]["outcome"], result.outcome, list(result.reasons)) == (outcome, whole, reasons)
