"""What is asked of one job at a time, in three values."""

import pytest

from postings.minimum_requirements import evaluate
from tests.postings.minimum_requirements.makers import (
    CSR,
    CUSTOMER_SERVICE,
    counted,
    judge,
    make_facts,
    make_job,
    posting,
)

TWO_OF_THREE = {
    "at_least": 2,
    "of": [{"duty": tag, "is": "primary"} for tag in ("billing", "service", "complaints")],
}
NOT_CALLS = {"not": {"duty": "calls"}}
WHEN_CALLS = {"when": {"duty": "calls"}, "then": {"duty": "clerical"}}

# the rule → predicate, duties of the job, what comes of six months' experience
ROWS = {
    "all: a no decides": ({"all": [{"duty": "clerical"}, {"duty": "calls"}]}, {"clerical": "no"}, "not_met"),
    "all: an unknown stays open": ({"all": [{"duty": "clerical"}, {"duty": "calls"}]}, {"clerical": "yes"}, "undetermined"),
    "any: a yes decides": ({"any": [{"duty": "clerical"}, {"duty": "calls"}]}, {"clerical": "yes"}, "met"),
    "any: an unknown stays open": ({"any": [{"duty": "clerical"}, {"duty": "calls"}]}, {"clerical": "no"}, "undetermined"),
    "at least two: two are enough, whatever the third": (
        TWO_OF_THREE, {"billing": "primary", "service": "primary"}, "met",
    ),
    "at least two: one and an unknown stay open": (TWO_OF_THREE, {"billing": "primary", "service": "no"}, "undetermined"),
    "at least two: two unknowns may still be two": (TWO_OF_THREE, {"billing": "sometimes"}, "undetermined"),
    "at least two: one unknown alone can never be two": (
        TWO_OF_THREE, {"billing": "no", "service": "no"}, "not_met",
    ),
    "sometimes is not primary": (
        TWO_OF_THREE, {"billing": "sometimes", "service": "primary", "complaints": "sometimes"}, "not_met",
    ),
    "sometimes may be named to count": (
        {"duty": "billing", "is": ["primary", "sometimes"]}, {"billing": "sometimes"}, "met",
    ),
    "not: a yes excludes": (NOT_CALLS, {"calls": "yes"}, "not_met"),
    "not: a no admits": (NOT_CALLS, {"calls": "no"}, "met"),
    "not: an unknown stays open": (NOT_CALLS, {}, "undetermined"),
    "when: what is not so asks nothing": (WHEN_CALLS, {"calls": "no", "clerical": "no"}, "met"),
    "when: what is so asks the rest": (WHEN_CALLS, {"calls": "yes", "clerical": "no"}, "not_met"),
    "when: an unknown condition with its rest is met": (WHEN_CALLS, {"clerical": "yes"}, "met"),
    "when: an unknown condition without its rest is open": (WHEN_CALLS, {"clerical": "no"}, "undetermined"),
    "kind": ({"kind": "volunteer"}, {}, "not_met"),
    "kind: one of several": ({"kind": ["regular", "volunteer"]}, {}, "met"),
    "city employee": ({"city_employee": True}, {}, "not_met"),
    "not a city employee": ({"city_employee": False}, {}, "met"),
    "documented: without the paper it is open": ({"documented": "proof"}, {}, "undetermined"),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_one_job(row):
    where, duties, outcome = ROWS[row]
    tree = {"id": "work", "experience": {"months": 6, "where": where}}
    assert judge(tree, make_facts(make_job(duties=duties))).outcome == outcome


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [("accepted", "met"), ("unreviewed", "met"), ("rejected", "undetermined"), ("not_provided", "not_met")],
)
def test_a_job_is_documented_when_its_proof_is_on_file_and_not_rejected(verdict, outcome):
    tree = {"id": "work", "experience": {"months": 6, "where": {"documented": "proof"}}}
    papers = [{"kind": "proof", "job": 0, "verdict": verdict}]
    assert judge(tree, make_facts(make_job(), documents=papers)).outcome == outcome


def test_a_named_predicate_is_referred_to_again():
    tree = {
        "all": [
            {"id": "work", "experience": {"months": 6, "where": {"id": "office", "duty": "clerical"}}},
            {"id": "again", "experience": {"months": 6, "where": {"not": {"ref": "office"}}}},
        ]
    }
    nodes = judge(tree, make_facts(make_job())).nodes
    assert (nodes["work"]["outcome"], nodes["again"]["outcome"]) == ("met", "not_met")


def test_what_is_included_satisfies_the_experience_around_it_too():
    inner = {"id": "inner", "experience": {"months": 6, "where": {"duty": "calls"}}}
    tree = {"id": "work", "experience": {"months": 6, "where": {"duty": "clerical"}, "including": [inner]}}
    calls_only = make_job("2020-01-01", "2020-12-31", duties={"clerical": "no", "calls": "yes"})
    both = make_job("2021-01-01", "2021-03-31", duties={"clerical": "yes", "calls": "yes"})
    clerk = make_job("2022-01-01", "2022-12-31", duties={"clerical": "yes", "calls": "no"})
    result = judge(tree, make_facts(calls_only, both, clerk))
    assert (counted(result), counted(result, "inner"), result.outcome) == (
        ("met", 455.0, 455.0), ("not_met", 90.0, 90.0), "not_met",
    )  # fmt: skip


# the posting's words → changes of a job that qualifies under Option 1, outcome of the six months
POSTING = {
    "inbound and outbound calls, both": ({"call_center_outbound": "no"}, "not_met"),
    "a high-volume section": ({"high_volume_section": "no"}, "not_met"),
    "strictly customer service": ({"strictly_customer_service": "no"}, "not_met"),
    "retail with Option 1 does not qualify": ({"retail_or_general_contact": "yes"}, "not_met"),
    "retail with Option 2 does not qualify": (
        {"retail_or_general_contact": "yes", "remittance_centralized_billing": "yes"}, "not_met",
    ),
    "retail with Option 3 qualifies": (
        {"retail_or_general_contact": "yes", "billing_inquiries": "primary", "service_applications": "primary"}, "met",
    ),
    "retail not answered, Option 1 only": ({"retail_or_general_contact": "unsure"}, "undetermined"),
    "retail not answered, Option 3 in any case": (
        {"retail_or_general_contact": "unsure", "billing_inquiries": "primary", "service_applications": "primary"}, "met",
    ),
    "Option 2 alone": (
        {"call_center_inbound": "no", "call_center_outbound": "no", "remittance_centralized_billing": "yes"}, "met",
    ),
    "one function and one unknown function": (
        {"call_center_inbound": "no", "billing_inquiries": "primary", "service_applications": "unsure"}, "undetermined",
    ),
    "customer service work that is not called clerical is clerical": ({"clerical": "no"}, "met"),
}  # fmt: skip


@pytest.mark.parametrize("row", POSTING)
def test_the_posting_words(row):
    changes, outcome = POSTING[row]
    job = make_job("2022-01-01", "2023-12-31", duties={**CUSTOMER_SERVICE, **changes})
    result = evaluate(posting(CSR)[1], make_facts(job), revision="8")
    assert result.nodes["customer_service"]["outcome"] == outcome
    if row.endswith("is clerical"):
        assert result.nodes["clerical"]["outcome"] == "met"
