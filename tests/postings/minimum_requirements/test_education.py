"""Education by level and by units, what stands in for what, and shares that add up."""

from datetime import date

import pytest

from tests.postings.minimum_requirements.makers import clerical, counted, judge, make_facts, make_job

ASSOCIATE = {"education": {"level": "associate", "fields": ["Computer Science"]}}
RELATED = {"education": {"level": "associate", "fields": ["Computer Science"], "related_fields": True}}
EXPECTED = {"education": {"level": "bachelor", "expected_by": "2025-06-30"}}
AT_HOME = {"education": {"level": "associate", "countries": ["US"]}}
ABROAD = {"education": {"level": "associate", "not_countries": ["US"]}}


def degree(level="associate", field="Computer Science", completed_on="2020-06-01", **changes):
    return {"level": level, "field": field, "completed_on": completed_on, **changes}


LEVELS = {
    "the level in the field": (ASSOCIATE, [degree()], "met", ()),
    "a higher level": (ASSOCIATE, [degree("master")], "met", ()),
    "a lower level": (ASSOCIATE, [degree("high_school")], "not_met", ()),
    "another field": (ASSOCIATE, [degree(field="History")], "not_met", ()),
    "the field typed otherwise": (ASSOCIATE, [degree(field=" computer  science")], "met", ()),
    "the level in one entry and the field in another": (
        ASSOCIATE, [degree(field="History"), degree("high_school")], "not_met", (),
    ),
    "a field that a person must compare": (RELATED, [degree(field="Informatics")], "undetermined", ("needs_judgement",)),
    "a field that is not said": (ASSOCIATE, [degree(field=None)], "undetermined", ("unanswered",)),
    "no date": (ASSOCIATE, [degree(completed_on=None)], "undetermined", ("unanswered",)),
    "completed after filing": (ASSOCIATE, [degree(completed_on="2025-05-02")], "not_met", ()),
    "completed in the month of filing": (ASSOCIATE, [degree(completed_on="2025-05")], "undetermined", ("imprecise_dates",)),
    "expected in time": (EXPECTED, [degree("bachelor", completed_on=None, expected_on="2025-06-30")], "met", ()),
    "expected too late": (EXPECTED, [degree("bachelor", completed_on=None, expected_on="2025-07-01")], "not_met", ()),
    "expected where completion is asked": (ASSOCIATE, [degree(completed_on=None, expected_on="2025-06-30")], "not_met", ()),
    "none": (ASSOCIATE, [], "not_met", ()),
    "not asked": (ASSOCIATE, None, "undetermined", ("unanswered",)),
    "from the country": (AT_HOME, [degree(country="us")], "met", ()),
    "from another": (AT_HOME, [degree(country="CA")], "not_met", ()),
    "from abroad": (ABROAD, [degree(country="CA")], "met", ()),
    "a country that is not said": (ABROAD, [degree()], "undetermined", ("unanswered",)),
}  # fmt: skip


@pytest.mark.parametrize("row", LEVELS)
def test_levels(row):
    tree, education, outcome, reasons = LEVELS[row]
    result = judge(tree, make_facts() if education is None else make_facts(education=education))
    assert (result.outcome, result.reasons) == (outcome, reasons)


UNITS = {"education": {"units": 60, "in_fields": {"fields": ["Math", "Physics"], "units": 15}}}
SINGLE = {
    "education": {
        "units": 60,
        "in_fields": {"fields": ["Math", "Physics"], "units": 15, "single_field": True},
    }
}


def units(number, by_field=None, system="semester"):
    return {"level": "coursework", "units": number, "units_by_field": by_field or {}, "unit_system": system}


UNIT_ROWS = {
    "enough, and enough in the fields": (UNITS, [units(60, {"Math": 10, "Physics": 5})], "met", ()),
    "enough in the fields, not in all": (UNITS, [units(59, {"Math": 15})], "not_met", ()),
    "not enough in the fields": (UNITS, [units(60, {"Math": 14})], "not_met", ()),
    "in a single one of them": (SINGLE, [units(60, {"Math": 10, "Physics": 14})], "not_met", ()),
    "in a single one, over two schools": (SINGLE, [units(30, {"Math": 10}), units(30, {"Math": 5})], "met", ()),
    "90 quarter units are 60 semester units": (UNITS, [units(90, {"Math": 22.5}, "quarter")], "met", ()),
    "89 quarter units are not": (UNITS, [units(89, {"Math": 30}, "quarter")], "not_met", ()),
    "a system that is not said": (UNITS, [units(70, {"Math": 30}, None)], "undetermined", ("unanswered",)),
    "fields that are not said": (
        UNITS, [{"level": "bachelor", "units": 120, "unit_system": "semester"}], "undetermined", ("unanswered",),
    ),
    "an identical row is one": (UNITS, [units(30, {"Math": 15}), units(30, {"Math": 15})], "not_met", ()),
}  # fmt: skip


@pytest.mark.parametrize("row", UNIT_ROWS)
def test_units(row):
    tree, education, outcome, reasons = UNIT_ROWS[row]
    result = judge(tree, make_facts(education=education))
    assert (result.outcome, result.reasons) == (outcome, reasons)


DEGREES = {
    "count": "best",
    "options": [
        {"months": 12, "when": {"education": {"level": "bachelor"}}},
        {"months": 36, "when": {"education": {"level": "master"}}},
    ],
}
RATE = {"up_to_months": 24, "options": [{"months": 12, "per_units": 30}]}
BOTH = {"count": "together", "options": [*DEGREES["options"], *RATE["options"]]}
INNER = {"id": "inner", "experience": {"months": 24, "where": {"duty": "clerical"}}}

# what stands in, schooling, full years of work → outcome of four years
SUBSTITUTES = {
    "a bachelor's degree is a year": (DEGREES, [degree("bachelor")], 3, "met"),
    "a bachelor's degree is a year only": (DEGREES, [degree("bachelor")], 2, "not_met"),
    "a master's degree is three, the best one counts": (
        DEGREES,
        [degree("master"), degree("bachelor")],
        1,
        "met",
    ),
    "the best one, not their sum": (DEGREES, [degree("master"), degree("bachelor")], 0, "not_met"),
    "together they add up": (BOTH, [degree("master"), degree("bachelor")], 0, "met"),
    "a degree that is open": (DEGREES, [degree("bachelor", completed_on=None)], 3, "undetermined"),
    "an open degree that decides nothing": (DEGREES, [degree("bachelor", completed_on=None)], 4, "met"),
    "30 units are a year": (RATE, [units(30)], 3, "met"),
    "29 units are less than a year": (RATE, [units(29)], 3, "not_met"),
    "60 units are two years": (RATE, [units(60)], 2, "met"),
    "no more than two years stand in": (RATE, [units(120)], 1, "not_met"),
}


def years(number: int) -> list:
    return [make_job("2020-01-01", f"{2019 + number}-12-31")] if number else []


@pytest.mark.parametrize("row", SUBSTITUTES)
def test_what_stands_in_for_experience(row):
    substitute, education, worked, outcome = SUBSTITUTES[row]
    result = judge(clerical(48, substitute=substitute), make_facts(*years(worked), education=education))
    assert result.outcome == outcome


def test_nothing_stands_in_for_what_must_be_included():
    tree = clerical(48, substitute=DEGREES, including=[INNER])
    result = judge(tree, make_facts(*years(1), education=[degree("master")]))
    assert (counted(result), counted(result, "inner"), result.outcome) == (
        ("met", 366.0, 366.0), ("not_met", 366.0, 366.0), "not_met",
    )  # fmt: skip


INSTEAD = {
    "education": {
        "units": 60,
        "substitute": {
            "units": 30,
            "months": 12,
            "experience": {"where": {"duty": "clerical"}},
            "up_to_units": 30,
        },
    }
}


@pytest.mark.parametrize(
    ("given", "worked", "outcome"),
    [(30, 1, "met"), (29, 2, "not_met"), (60, 0, "met"), (30, 0, "not_met")],
    ids=["a year is 30 units", "no more than 30 units", "units alone", "no work"],
)
def test_experience_stands_in_for_units(given, worked, outcome):
    assert judge(INSTEAD, make_facts(*years(worked), education=[units(given)])).outcome == outcome


COMBINE = {
    "combine": [{"education": {"units": 120}}, {"experience": {"months": 48, "where": {"duty": "clerical"}}}]
}
TWO_KINDS = {
    "combine": [
        {"experience": {"months": 24, "where": {"duty": "clerical"}}},
        {"experience": {"months": 12, "where": {"duty": "calls"}}},
    ]
}


@pytest.mark.parametrize(
    ("given", "worked", "outcome"),
    [
        (60, 2, "met"),
        (59, 2, "not_met"),
        (30, 2, "not_met"),
        (0, 4, "met"),
        (120, 0, "met"),
        (90, 1, "met"),
        (88, 1, "not_met"),
    ],
    ids=[
        "half and half",
        "a unit less than half",
        "a quarter and half",
        "work alone",
        "units alone",
        "3/4 and 1/4",
        "less",
    ],
)
def test_shares_add_up(given, worked, outcome):
    assert judge(COMBINE, make_facts(*years(worked), education=[units(given)])).outcome == outcome


@pytest.mark.parametrize(
    ("days_of_both", "outcome"),
    [("2020-12-31", "met"), ("2020-06-30", "not_met")],
    ids=["a year", "half a year"],
)
def test_no_hour_is_counted_for_two_parts(days_of_both, outcome):
    # half a year of both kinds at once is half of twelve months, not that and a quarter of twenty-four
    job = make_job("2020-01-01", days_of_both, duties={"clerical": "yes", "calls": "yes"})
    assert judge(TWO_KINDS, make_facts(job)).outcome == outcome


def test_a_degree_may_be_completed_by_the_closing_day():
    tree = ASSOCIATE | {"at": "closing"}
    facts = make_facts(education=[degree(completed_on="2025-06-10")])
    assert judge(tree, facts, closing_on=date(2025, 6, 30)).outcome == "met"
