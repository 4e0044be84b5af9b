"""What a manager is told of a certified person: what qualifies them under the real posting, and nothing that did not."""

import json

import pytest

from screening.domain import qualifications
from screening.domain.certified import names_on
from tests.factories_eligible_list import (
    CALL_CENTER,
    OFFICE,
    make_evaluated_entry,
    make_list,
    make_the_real_posting,
)
from tests.factories_hiring import issue_list, make_manager, make_vacancy

pytestmark = pytest.mark.django_db
RETAIL = {
    **CALL_CENTER,
    "employer": "Corner Store",
    "title": "Cashier",
    "start": "2019-01-01",
    "end": "2019-12-31",
    "duties": dict.fromkeys(CALL_CENTER["duties"], "no"),
}


@pytest.fixture
def entry():
    posting = make_the_real_posting()
    answers = {"phone_systems": ["sap", "aspect"], "software": ["internet"]}
    return make_evaluated_entry(
        make_list(posting), "Ada Cole", 1, CALL_CENTER, OFFICE, RETAIL, answers=answers
    )


def test_each_requirement_with_what_was_counted(entry):
    proof = json.loads(entry.decision.evaluation.proof)
    assert [line.sentence for line in qualifications.lines(proof)] == [
        "One year of full-time clerical experience: 35.1 of 12 months (1,065 full-time days)",
        "Six months of full-time customer service experience in a high-volume section: "
        "18.0 of 6 months (547 full-time days)",
        "Typing at a corrected speed of 30 words per minute: 45 words a minute, 30 needed, as the applicant states",
    ]


def test_the_jobs_that_counted_and_none_that_did_not(entry):
    proof = json.loads(entry.decision.evaluation.proof)
    assert [line.jobs for line in qualifications.lines(proof)] == [
        (
            "Call Center Agent, Sweetwater Water Authority: 547 full-time days, Jan 1, 2023 to Jun 30, 2024",
            "Office Clerk, Harbor Freight Forwarding: 518 full-time days, Mar 1, 2020 to Dec 31, 2022",
        ),
        ("Call Center Agent, Sweetwater Water Authority: 547 full-time days, Jan 1, 2023 to Jun 30, 2024",),
        (),
    ]
    assert "Cashier" not in json.dumps(qualifications.tree(proof))


def test_the_tree_keeps_the_postings_own_structure(entry):
    tree = qualifications.tree(json.loads(entry.decision.evaluation.proof))
    assert [
        (node["label"], node["outcome"], [child["label"] for child in node["children"]]) for node in tree
    ] == [
        (
            "One year of full-time clerical experience",
            "met",
            ["Six months of full-time customer service experience in a high-volume section"],
        ),
        ("Typing at a corrected speed of 30 words per minute", "met", []),
    ]


def test_of_a_choice_only_what_was_met_is_shown():
    def node(text, outcome, **more):
        return {"kind": "licence", "text": text, "outcome": outcome, "reasons": [], **more}

    choice = node("One of", "met", parts=[node("Class A", "not_met"), node("Class B", "met")])
    proof = {"tree": {**choice, "kind": "any"}}
    assert [line.label for line in qualifications.lines(proof)] == ["Class B"]
    assert qualifications.tree(proof)[0]["children"] == [
        {"label": "Class B", "join": None, "outcome": "met", "measure": "", "notes": [], "children": []}
    ]


def test_a_certified_name_carries_its_picture_and_why_it_stands_there(entry):
    manager = make_manager()
    vacancy = make_vacancy(manager, entry.eligible_list.posting.job_class)
    (one,) = names_on(
        issue_list(manager, vacancy, entry.eligible_list), day=entry.eligible_list.established_on
    )
    assert [(line.label, line.svg.startswith("<svg")) for line in one.timelines] == [
        ("One year of full-time clerical experience", True),
        ("Six months of full-time customer service experience in a high-volume section", True),
    ]
    assert [(reason["label"], reason["points"]) for reason in one.desirable] == [
        ("Experience with SAP", 3),
        ("Experience with a phone system for call centers", 3),
        ("Experience with the internet", 1),
    ]
