"""Licences, records, answers, documents, statuses, judgement, and what is due later."""

from datetime import date

import pytest

from tests.postings.minimum_requirements.makers import clerical, judge, make_facts, make_job

HELD = {"licence": {"kind": "driver", "held_months": 60}}
VALID = {"licence": {"kind": "driver", "class": ["A", "B"]}}
THROUGH = {"licence": {"kind": "driver", "valid_through": "2025-12-31"}}


def licence(issued_on="2015-01-01", expires_on="2027-01-01", **changes):
    return {"kind": "driver", "class": "B", "issued_on": issued_on, "expires_on": expires_on, **changes}


LICENCES = {
    "valid on the day of filing": (VALID, [licence()], "met", ()),
    "its last day counts": (VALID, [licence(expires_on="2025-05-01")], "met", ()),
    "ran out the day before": (VALID, [licence(expires_on="2025-04-30")], "not_met", ()),
    "one that does not expire": (VALID, [licence(expires_on=None)], "met", ()),
    "another class": (VALID, [licence(**{"class": "C"})], "not_met", ()),
    "another kind": (VALID, [licence(kind="pilot")], "not_met", ()),
    "a class that is not said": (VALID, [licence(**{"class": None})], "undetermined", ("unanswered",)),
    "an expiry that is not said": (
        VALID, [{"kind": "driver", "class": "B", "issued_on": "2015-01-01"}], "undetermined", ("unanswered",),
    ),
    "a month that decides": (VALID, [licence(expires_on="2025-05")], "met", ()),
    "a month of issue that may be too late": (VALID, [licence(issued_on="2025-05")], "undetermined", ("imprecise_dates",)),
    "none": (VALID, [], "not_met", ()),
    "not asked": (VALID, None, "undetermined", ("unanswered",)),
    "valid through a day": (THROUGH, [licence()], "met", ()),
    "valid, but not through the day": (THROUGH, [licence(expires_on="2025-12-30")], "not_met", ()),
    "held for sixty months to the day": (HELD, [licence(issued_on="2020-05-01")], "met", ()),
    "held a day less": (HELD, [licence(issued_on="2020-05-02")], "not_met", ()),
    "held, known to the month": (HELD, [licence(issued_on="2020-05")], "undetermined", ("imprecise_dates",)),
    "renewed without a day between": (
        HELD, [licence(expires_on="2022-03-31"), licence(issued_on="2022-04-01")], "met", (),
    ),
    "a day between": (HELD, [licence(expires_on="2022-03-31"), licence(issued_on="2022-04-02")], "not_met", ()),
    "held for long, but not now": (HELD, [licence(expires_on="2025-04-30")], "not_met", ()),
}  # fmt: skip


@pytest.mark.parametrize("row", LICENCES)
def test_licences(row):
    tree, licences, outcome, reasons = LICENCES[row]
    facts = make_facts() if licences is None else make_facts(licences=licences)
    result = judge(tree, facts)
    assert (result.outcome, result.reasons) == (outcome, reasons)


def test_a_certificate_is_judged_like_a_licence():
    tree = {"certificate": {"kind": "cpr"}}
    held = [{"kind": "CPR", "issued_on": "2024-01-01", "expires_on": "2026-01-01"}]
    assert judge(tree, make_facts(certificates=held)).outcome == "met"
    assert judge(tree, make_facts(certificates=[])).outcome == "not_met"


VIOLATIONS = {"record_limit": {"kinds": "violation", "at_most": 1, "within_last_months": 36}}
SUSPENSION = {
    "record_limit": {"kinds": "suspension", "at_most": 0, "within_last_months": 36, "longer_than_days": 90}
}
EARLY, FIRST = {"kind": "violation", "on": "2022-04-30"}, {"kind": "violation", "on": "2022-05-01"}
LATE, MONTH = {"kind": "violation", "on": "2024-01-01"}, {"kind": "violation", "on": "2022-05"}

RECORDS = {
    "none": (VIOLATIONS, [], "met", ()),
    "not asked": (VIOLATIONS, None, "undetermined", ("unanswered",)),
    "as many as are allowed": (VIOLATIONS, [LATE], "met", ()),
    "one too many, the first day of the window included": (VIOLATIONS, [FIRST, LATE], "not_met", ()),
    "a day before the window": (VIOLATIONS, [EARLY, LATE], "met", ()),
    "a month wholly in the window": (VIOLATIONS, [MONTH, LATE], "not_met", ()),
    "a day that is not said": (VIOLATIONS, [{"kind": "violation"}, LATE], "undetermined", ("unanswered",)),
    "another kind": (VIOLATIONS, [{"kind": "parking", "on": "2024-05-01"}, LATE], "met", ()),
    "the same row twice is one": (VIOLATIONS, [LATE, LATE], "met", ()),
    "after the day of filing": (VIOLATIONS, [LATE, {"kind": "violation", "on": "2025-05-02"}], "met", ()),
    "90 days are not longer than 90": (SUSPENSION, [{"kind": "suspension", "on": "2024-01-01", "days": 90}], "met", ()),
    "91 days are": (SUSPENSION, [{"kind": "suspension", "on": "2024-01-01", "days": 91}], "not_met", ()),
    "a length that is not said": (
        SUSPENSION, [{"kind": "suspension", "on": "2024-01-01"}], "undetermined", ("unanswered",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", RECORDS)
def test_records(row):
    tree, records, outcome, reasons = RECORDS[row]
    result = judge(tree, make_facts() if records is None else make_facts(records=records))
    assert (result.outcome, result.reasons) == (outcome, reasons)


ANSWERS = {
    "is": ({"answer": "citizen", "is": "yes"}, {"citizen": "yes"}, "met"),
    "is not": ({"answer": "citizen", "is": "yes"}, {"citizen": "no"}, "not_met"),
    "not answered": ({"answer": "citizen", "is": "yes"}, {}, "undetermined"),
    "one of": ({"answer": "option", "one_of": ["a", "b"]}, {"option": "b"}, "met"),
    "none of": ({"answer": "option", "one_of": ["a", "b"]}, {"option": "c"}, "not_met"),
    "at least, and exactly": ({"answer": "months", "at_least": 6}, {"months": 6}, "met"),
    "at least, a decimal less": ({"answer": "months", "at_least": 6}, {"months": 5.9}, "not_met"),
    "includes all": ({"answer": "systems", "includes": ["x", "y"]}, {"systems": ["y", "x"]}, "met"),
    "includes not all": ({"answer": "systems", "includes": ["x", "y"]}, {"systems": ["x"]}, "not_met"),
    "an age is asked as yes or no": (
        {"age": {"at_least": 18, "question": "citizen"}},
        {"citizen": "yes"},
        "met",
    ),
    "too young": ({"age": {"at_least": 18, "question": "citizen"}}, {"citizen": "no"}, "not_met"),
}


@pytest.mark.parametrize("row", ANSWERS)
def test_answers(row):
    tree, answers, outcome = ANSWERS[row]
    assert judge(tree, make_facts(answers=answers)).outcome == outcome


def paper(verdict, **changes):
    return {"kind": "transcript", "verdict": verdict, **changes}


CURABLE, DECISIVE = (
    {"document": {"kind": "transcript"}},
    {"document": {"kind": "transcript", "lack": "decisive"}},
)
RECENT = {"document": {"kind": "transcript", "dated_within_months": 12}}
DOCUMENTS = {
    "accepted": (CURABLE, [paper("accepted")], "met", ()),
    "missing, curable": (CURABLE, [], "undetermined", ("document_outstanding",)),
    "missing, decisive": (DECISIVE, [], "not_met", ()),
    "rejected can be mended, even where a lack decides": (
        DECISIVE, [paper("rejected")], "undetermined", ("document_outstanding",),
    ),
    "not reviewed": (DECISIVE, [paper("unreviewed")], "undetermined", ("document_unreviewed",)),
    "not provided by the due date": (CURABLE, [paper("not_provided")], "not_met", ()),
    "accepted beside a rejected one": (CURABLE, [paper("rejected"), paper("accepted")], "met", ()),
    "dated within a year": (RECENT, [paper("accepted", states={"dated": "2024-05-01"})], "met", ()),
    "dated before": (
        RECENT, [paper("accepted", states={"dated": "2024-04-30"})], "undetermined", ("document_outstanding",),
    ),
    "a date that the paper does not state": (RECENT, [paper("accepted")], "undetermined", ("unanswered",)),
}  # fmt: skip


@pytest.mark.parametrize("row", DOCUMENTS)
def test_documents(row):
    tree, papers, outcome, reasons = DOCUMENTS[row]
    result = judge(tree, make_facts(documents=papers))
    assert (result.outcome, result.reasons) == (outcome, reasons)


CITY = {"city_employee": True}
NOW, SIX_MONTHS = (
    {"status": {"is": "city_employee"}},
    {"status": {"is": "city_employee", "left_within_months": 6}},
)
STATUSES = {
    "a current City employee": (NOW, make_job("2020-01-01", None, **CITY), "met"),
    "left last month": (NOW, make_job("2020-01-01", "2025-04-01", **CITY), "not_met"),
    "left within six months, to the day": (SIX_MONTHS, make_job("2020-01-01", "2024-11-01", **CITY), "met"),
    "left a day earlier": (SIX_MONTHS, make_job("2020-01-01", "2024-10-31", **CITY), "not_met"),
    "not with the City": (NOW, make_job("2020-01-01", None), "not_met"),
    "not said whose work it was": (NOW, make_job("2020-01-01", None, city_employee=None), "undetermined"),
    "a volunteer is no employee": (NOW, make_job("2020-01-01", None, kind="volunteer", **CITY), "not_met"),
}


@pytest.mark.parametrize("row", STATUSES)
def test_statuses(row):
    tree, job, outcome = STATUSES[row]
    assert judge(tree, make_facts(job)).outcome == outcome


def test_judgement_is_open_until_a_person_decides():
    result = judge({"judgement": "a closely related field"}, make_facts())
    assert (result.outcome, result.reasons) == ("undetermined", ("needs_judgement",))


CITIZEN = {"id": "citizen", "answer": "citizen", "is": "yes"}
DUE_LATER = {
    "what is due later is not judged now": ({"all": [clerical(), CITIZEN | {"at": "offer"}]}, "met"),
    "alone it leaves nothing to judge": (CITIZEN | {"at": "appointment"}, "met"),
    "a choice that may still be met later is not failed": (
        {"any": [{"answer": "option", "is": "a"}, CITIZEN | {"at": "offer"}]}, "met",
    ),
    "what is due now still decides": ({"all": [{"answer": "option", "is": "a"}, CITIZEN | {"at": "offer"}]}, "not_met"),
}  # fmt: skip


@pytest.mark.parametrize("row", DUE_LATER)
def test_due_later(row):
    tree, outcome = DUE_LATER[row]
    result = judge(tree, make_facts(make_job(), answers={"citizen": "no", "option": "b"}))
    later = result.proof()["later"]
    assert (result.outcome, [entry["id"] for entry in later], "citizen" in result.nodes) == (
        outcome,
        ["citizen"],
        False,
    )


def test_a_date_says_as_of_when_a_requirement_is_judged():
    facts = make_facts(make_job("2024-01-01", None))
    assert judge(clerical(12) | {"at": "2024-06-30"}, facts).nodes["work"]["least_days"] == 182.0
    assert judge(clerical(12), facts).nodes["work"]["least_days"] == 487.0


def test_by_the_closing_day_a_current_job_may_still_go_on():
    facts = make_facts(make_job("2024-05-20", None))
    result = judge(clerical(12) | {"at": "closing"}, facts, closing_on=date(2025, 6, 30))
    assert (result.outcome, result.reasons, result.nodes["work"]["least_days"]) == (
        "undetermined",
        ("imprecise_dates",),
        347.0,
    )
    assert judge(clerical(12) | {"at": "closing"}, facts).outcome == "not_met"


def test_levels_are_judged_apart_over_the_same_facts():
    levels = {
        "clerk_1": clerical(12),
        "clerk_2": {"experience": {"months": 24, "where": {"duty": "clerical"}}},
    }
    from postings.minimum_requirements import compile_requirements, evaluate
    from tests.postings.minimum_requirements.makers import make_document

    document = make_document(None, levels=levels)
    del document["tree"]
    result = evaluate(compile_requirements(document), make_facts(make_job()), revision="test")
    assert (result.outcome, result.levels) == ("met", {"clerk_1": "met", "clerk_2": "not_met"})
    assert sorted(result.proof()["levels"]) == ["clerk_1", "clerk_2"]


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"citizen": "yes", "option": "a", "months": 1}, "met"),
        ({"citizen": "yes", "option": "b"}, "undetermined"),
        ({"citizen": "no", "option": "b"}, "not_met"),
    ],
    ids=["two of three", "one and an open one", "two are no"],
)
def test_at_least_so_many_requirements(answers, outcome):
    parts = [CITIZEN, {"answer": "option", "is": "a"}, {"answer": "months", "at_least": 6}]
    assert judge({"at_least": 2, "of": parts}, make_facts(answers=answers)).outcome == outcome


def test_a_requirement_that_is_referred_to_is_the_same_in_both_places():
    tree = {"all": [CITIZEN, {"when": {"answer": "option", "is": "a"}, "then": {"ref": "citizen"}}]}
    assert judge(tree, make_facts(answers={"citizen": "yes", "option": "a"})).outcome == "met"
    assert judge(tree, make_facts(answers={"citizen": "no", "option": "a"})).outcome == "not_met"
