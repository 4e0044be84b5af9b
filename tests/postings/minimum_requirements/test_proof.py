"""The proof is enough to explain, draw and decide, without running anything again."""

import json

import pytest

from postings.minimum_requirements import ENGINE_VERSION, canonical_json, evaluate, letter_lines, sha256_of
from tests.postings.minimum_requirements.makers import (
    CSR,
    CUSTOMER_SERVICE,
    clerical,
    judge,
    make_facts,
    make_job,
    make_requirements,
    posting,
)


def evidence(tree, facts, **changes):
    return judge(tree, facts, **changes).proof()["tree"]["evidence"]


def jobs(tree, *rows, **changes):
    return evidence(tree, make_facts(*rows, **changes.pop("facts", {})), **changes)["jobs"]


def test_a_proof_names_what_it_was_made_from():
    requirements, facts = make_requirements(clerical()), make_facts(make_job())
    proof = evaluate(requirements, facts, revision="Rev. 8").proof()
    assert {key: proof[key] for key in proof if key != "tree"} == {
        "id": "T1",
        "as_of": "2025-05-01",
        "engine": ENGINE_VERSION,
        "revision": "Rev. 8",
        "facts_sha256": sha256_of(facts),
        "tree_sha256": requirements.sha256,
        "outcome": "met",
        "reasons": [],
        "later": [],
    }


def test_a_job_that_counts():
    assert jobs(clerical(), make_job(hours=20)) == [
        {
            "job": 0,
            "employer": "Harbor Freight",
            "title": "Clerk",
            "counts": "yes",
            "held": {"from": "2023-01-01", "to": "2023-12-31"},
            "hours_per_week": 20,
            "hours_used": 20,
            "least": {"days": 182.5, "from": "2023-01-01", "to": "2023-12-31"},
            "most": {"days": 182.5, "from": "2023-01-01", "to": "2023-12-31"},
            "why": [],
        }
    ]


def test_a_job_whose_dates_are_known_to_the_month():
    (job,) = jobs(clerical(), make_job("2023-01", "2023-03"))
    assert (job["counts"], job["least"], job["most"]) == (
        "partly",
        {"days": 30.0, "from": "2023-01-31", "to": "2023-03-01"},
        {"days": 90.0, "from": "2023-01-01", "to": "2023-03-31"},
    )


SETTINGS = {"settings": {"out_of_class_document": "proof"}}
OCA = {"kind": "out_of_class", "city_employee": True}
NOT_PROVIDED = {"documents": [{"kind": "proof", "job": 0, "verdict": "not_provided"}]}
# why a job does not count, not fully, or not for certain → jobs, changes, lines of the last job
WHY = {
    "the duty is not part of it": ([make_job(duties={"clerical": "no"})], {}, ["Not part of this job: clerical work"]),
    "the duty is not answered": ([make_job(duties={})], {}, ["Not answered: clerical work"]),
    "it overlaps": (
        [make_job(), make_job(title="Other")], {}, ["Overlaps with job 1, capped at full time."],
    ),
    "it was typed twice": ([make_job(), make_job()], {}, ["The same entry as job 1: counted once."]),
    "it begins after filing": ([make_job("2025-06-01", None)], {}, ["It begins after the application was filed."]),
    "its hours are missing": ([make_job(hours=None)], {}, ["The hours per week are missing."]),
    "its end is before its start": (
        [make_job("2023-05-01", "2023-04-01")], {}, ["The end date is before the start date."],
    ),
    "its hours are near full time": ([make_job(hours=37.5)], {}, ["37.5 hours a week may be a full-time week of this employer."]),
    "no document yet": (
        [make_job(**OCA)], SETTINGS, ["There is no accepted documentation of the out-of-class assignment yet."],
    ),
    "the document never came": (
        [make_job(**OCA)], {**SETTINGS, "facts": NOT_PROVIDED},
        ["No documentation of the out-of-class assignment came by its due date."],
    ),
    "an assignment replaces the regular job": (
        [make_job(**OCA), make_job(city_employee=True, title="Regular")],
        {**SETTINGS, "facts": {"documents": [{"kind": "proof", "job": 0, "verdict": "accepted"}]}},
        ["Overlaps with job 1: an out-of-class assignment replaces the regular City job of the same days."],
    ),
    "volunteer work is left out": (
        [make_job(kind="volunteer")], {"settings": {"volunteer_counts": False}},
        ["Volunteer work does not count for this posting."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", WHY)
def test_why_not(row):
    rows, changes, lines = WHY[row]
    assert jobs(clerical(), *rows, **dict(changes))[-1]["why"] == lines


def test_retail_says_that_it_qualifies_only_under_option_3():
    job = make_job(duties={**CUSTOMER_SERVICE, "retail_or_general_contact": "yes"})
    proof = evaluate(posting(CSR)[1], make_facts(job), revision="8").proof()
    (inner,) = proof["tree"]["parts"][0]["parts"]
    assert inner["evidence"]["jobs"][0]["why"] == [
        "Retail and general customer contact qualify only under Option 3"
    ]


def test_the_days_of_all_jobs_add_up_to_the_total():
    rows = [
        make_job("2023-01-01", "2023-06-30", hours=30),
        make_job("2023-03-01", "2023-12-31", hours=25, title="B"),
    ]
    found = evidence(clerical(), make_facts(*rows))
    assert round(sum(job["least"]["days"] for job in found["jobs"]), 2) == found["least_days"] == 281.25


def test_the_nearest_branch_and_just_what_it_lacks():
    tree = {
        "any": [
            {
                "id": "long",
                "label": "Four years",
                "experience": {"months": 48, "where": {"duty": "clerical"}},
            },
            {"id": "short", "label": "One year", "experience": {"months": 12, "where": {"duty": "clerical"}}},
        ]
    }
    proof = judge(tree, make_facts(make_job("2023-01-01", "2023-12-20"))).proof()
    assert proof["tree"]["nearest"] == {
        "branch": 1,
        "text": "One year",
        "lacks": [
            {
                "requirement": "One year",
                "id": "short",
                "text": "10 more full-time days (0.3 months): 11.7 of 12 months counted",
                "cure": "More work of this kind, or a record of it.",
            }
        ],
    }


def test_a_node_that_is_referred_to_is_shown_once():
    tree = {"all": [{"id": "a", "answer": "citizen", "is": "yes"}, {"ref": "a"}]}
    first, second = judge(tree, make_facts(answers={"citizen": "yes"})).proof()["tree"]["parts"]
    assert (first["evidence"], second["same_as"], "evidence" in second) == (
        {"question": "citizen", "answer": "yes"}, "a", False,
    )  # fmt: skip


def test_what_stands_in_is_shown_with_its_months():
    options = [
        {
            "months": 12,
            "label": "A bachelor's degree",
            "cite": "One year.",
            "when": {"education": {"level": "bachelor"}},
        }
    ]
    education = [{"level": "bachelor", "completed_on": "2020-06-01"}]
    found = evidence(
        clerical(24, substitute={"options": options}), make_facts(make_job(), education=education)
    )
    assert found["substituted"] == {
        "least_months": 12,
        "most_months": 12,
        "options": [
            {"label": "A bachelor's degree", "cite": ["One year."], "least_months": 12, "most_months": 12}
        ],
    }


SAMPLES = {
    "nothing": {"filed_on": "2025-05-01"},
    "open dates": make_facts(make_job("2023-01", "2023-12", duties=CUSTOMER_SERVICE)),
    "decimals": make_facts(
        make_job(hours=37.1, duties=CUSTOMER_SERVICE), typing={"net_wpm": 29.9, "source": "self_reported"}
    ),
    "names": make_facts(make_job(employer='王 "quoted" \\ \n\t\u2028', duties=CUSTOMER_SERVICE)),
    "overlap": make_facts(make_job(duties=CUSTOMER_SERVICE), make_job(title="B", duties=CUSTOMER_SERVICE)),
    "claims": make_facts(
        make_job(duties=CUSTOMER_SERVICE), answers={"clerical_months": 3.5, "option": "none"}
    ),
}


@pytest.mark.parametrize("row", SAMPLES)
def test_the_bytes_are_canonical(row):
    result = evaluate(posting(CSR)[1], SAMPLES[row], revision="8")
    assert result.proof_bytes() == canonical_json(result.proof())
    assert result.proof_bytes() == evaluate(posting(CSR)[1], SAMPLES[row], revision="8").proof_bytes()


def test_a_hash_that_is_known_is_not_worked_out_again():
    facts = make_facts(make_job())
    known = evaluate(make_requirements(clerical()), facts, revision="1", facts_sha256=sha256_of(facts))
    assert known.proof_bytes() == evaluate(make_requirements(clerical()), facts, revision="1").proof_bytes()


def test_a_letter_is_written_from_the_stored_proof_alone():
    rows = [
        make_job("2023-02-01", "2023-07-29", duties=CUSTOMER_SERVICE, title="Call Center Agent"),
        make_job("2021-01-01", "2022-12-31", duties={**CUSTOMER_SERVICE, "high_volume_section": "no"}),
    ]
    result = evaluate(
        posting(CSR)[1], make_facts(*rows, typing={"net_wpm": 29, "source": "self_reported"}), revision="8"
    )
    assert letter_lines(json.loads(result.proof_bytes())) == [
        "One year of full-time clerical experience: met. 30.0 of 12 months counted (909 full-time days).",
        "Call Center Agent, Harbor Freight: 179 full-time days counted, February 1, 2023 to July 29, 2023.",
        "Clerk, Harbor Freight: 730 full-time days counted, January 1, 2021 to December 31, 2022.",
        "Six months of full-time customer service experience in a high-volume section: not met. "
        "5.9 of 6 months counted (179 full-time days).",
        "Call Center Agent, Harbor Freight: 179 full-time days counted, February 1, 2023 to July 29, 2023.",
        "Clerk, Harbor Freight: did not count. Not part of this job: in a high-volume customer services section.",
        "What is missing: 3 more full-time days (0.1 months): 5.9 of 6 months counted.",
        "What would cure it: More work of this kind, or a record of it.",
        "Typing at a corrected speed of 30 words per minute: not met.",
        "What is missing: 29 of 30 words per minute.",
        "What would cure it: A new typing certificate may be sent.",
    ]


def test_a_page_that_shows_the_jobs_beside_leaves_them_out_of_the_letter():
    result = evaluate(
        posting(CSR)[1],
        make_facts(make_job("2023-02-01", "2023-07-29", duties=CUSTOMER_SERVICE)),
        revision="8",
    )
    proof = json.loads(result.proof_bytes())
    job = "Clerk, Harbor Freight: 179 full-time days counted, February 1, 2023 to July 29, 2023."
    assert letter_lines(proof).count(job) == 2
    assert letter_lines(proof, jobs=False) == [line for line in letter_lines(proof) if line != job]


@pytest.mark.parametrize("slug", ["bus-driver", "database-administrator", CSR])
def test_every_worked_example_has_a_letter(slug):
    data, requirements = posting(slug)
    for example in data["worked_examples"]:
        lines = letter_lines(json.loads(evaluate(requirements, example["facts"], revision="x").proof_bytes()))
        assert lines
        assert all(line[0].isupper() for line in lines)
