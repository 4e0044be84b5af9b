"""The three postings: readable files whose every branch is worked through and whose every sentence is cited."""

import pytest

from postings.minimum_requirements import (
    check_plan,
    describe,
    explain,
    order,
    parse_facts,
    run_worked_examples,
    uncited_sentences,
    uncovered_branches,
)
from tests.postings.minimum_requirements.makers import (
    CSR,
    SLUGS,
    clerical,
    make_facts,
    make_job,
    make_requirements,
    posting,
)

YEAR = {
    "id": "year",
    "title": "a year",
    "facts": make_facts(make_job()),
    "expected": {"outcome": "met", "nodes": {"work": "met"}},
}
NONE = {
    "id": "none",
    "facts": make_facts(make_job(duties={"clerical": "no"})),
    "expected": {"outcome": "not_met"},
}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_worked_example_comes_out_as_expected(slug):
    data, requirements = posting(slug)
    results = run_worked_examples(requirements, data["worked_examples"])
    assert {result.id: result.differences for result in results if not result.ok} == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_branch_is_covered_and_every_sentence_cited(slug):
    data, requirements = posting(slug)
    assert uncovered_branches(requirements, data["worked_examples"]) == []
    assert uncited_sentences(requirements, data["requirement_sentences"]) == []
    check_plan(data.get("highly_desirable", []), requirements.vocabulary)


def test_an_example_that_fails_says_what_differs():
    wrong = YEAR | {
        "expected": {"outcome": "not_met", "nodes": {"work": {"outcome": "met", "least_days": 364.0}}}
    }
    (result,) = run_worked_examples(make_requirements(clerical()), [wrong])
    assert result.differences == (
        "outcome: expected not_met, found met",
        "work.least_days: expected 364.0, found 365.0",
    )


def test_an_example_that_cannot_be_read_fails():
    (result,) = run_worked_examples(make_requirements(clerical()), [YEAR | {"facts": {}}])
    assert result.differences == ("filed_on: is missing. Give the day of filing as YYYY-MM-DD.",)


def test_a_branch_without_an_example_is_named():
    requirements = make_requirements(clerical())
    assert uncovered_branches(requirements, [YEAR, NONE]) == []
    assert uncovered_branches(requirements, [YEAR]) == ["tree (work): no example in which it is not met"]
    assert uncovered_branches(requirements, [NONE]) == [
        "tree (work): no example in which it is met",
        "tree.experience.where (clerical work): no example with a job of which it is true",
    ]


def test_a_sentence_that_no_node_cites_is_named():
    requirements = make_requirements(clerical() | {"cite": "One  year of\nclerical work."})
    assert uncited_sentences(requirements, ["One year of clerical work.", "A driver license."]) == [
        "A driver license."
    ]


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({}, 0),
        ({"phone_systems": ["sap"]}, 3),
        ({"phone_systems": ["sap", "aspect", "similar"]}, 6),
        ({"software": ["windows", "outlook", "excel"]}, 0),
        ({"software": ["windows", "outlook", "excel", "word", "internet", "other"]}, 4),
    ],
)
def test_what_is_highly_desirable_gives_points(answers, points):
    data, requirements = posting(CSR)
    found = order(data["highly_desirable"], parse_facts(make_facts(answers=answers), requirements))
    assert found.points == sum(reason["points"] for reason in found.reasons) == points


def test_points_say_why():
    data, requirements = posting(CSR)
    facts = parse_facts(make_facts(answers={"phone_systems": ["sap"]}), requirements)
    assert order(data["highly_desirable"], facts).reasons == [
        {
            "points": 3,
            "label": "Experience with SAP",
            "cite": "Technical knowledge and experience with computer systems including: SAP, Aspect, AmazonConnect or "
            "similar phone systems for Call Centers.",
        }
    ]


def test_the_description_has_the_shape_of_the_posting():
    root = describe(posting(CSR)[1])
    clerical_, typing = root.children
    work = clerical_.children[0].children[1]
    options = work.children[2]
    assert (root.kind, clerical_.id, typing.id, work.kind) == ("all", "clerical", "typing", "all")
    assert (options.kind, [option.kind for option in options.children]) == (
        "any",
        ["all", "duty", "at_least"],
    )
    assert options.children[2].count == "two"
    assert clerical_.children[1].text.startswith("It must include: Six months of full-time customer service")


def test_the_explanation_cites_the_posting():
    lines = [line.strip() for line in explain(posting("database-administrator")[1])]
    assert lines[0] == "All of these (by the closing date)"
    assert "A Master's degree in Computer Science: 3 years" in lines
    assert "“a Master's degree in Computer Science for three years.”" in lines
