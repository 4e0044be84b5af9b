"""Typing: net words a minute, self-reported or by a certificate that keeps its conditions."""

import pytest

from tests.postings.minimum_requirements.makers import judge, make_facts

RULES = {"minutes": 5, "max_errors": 5, "supervised": True, "penalty_per_error": 2}
TREE = {
    "id": "typing",
    "typing": {"net_wpm": 30, "accept": ["self_reported", "certificate"], "certificate": RULES},
}
CERTIFIED = {"source": "certificate", "gross_wpm": 40, "errors": 5, "minutes": 5, "supervised": True}

# what was given → outcome, reasons
ROWS = {
    "30 words": ({"net_wpm": 30, "source": "self_reported"}, "met", []),
    "29.9 words": ({"net_wpm": 29.9, "source": "self_reported"}, "not_met", []),
    "30.0 words": ({"net_wpm": 30.0, "source": "self_reported"}, "met", []),
    "nothing": (None, "undetermined", ["unanswered"]),
    "a source without a speed": ({"source": "self_reported"}, "undetermined", ["unanswered"]),
    "40 words with 5 errors are 30": (CERTIFIED, "met", []),
    "41 words with 6 errors are too many errors": (CERTIFIED | {"gross_wpm": 41, "errors": 6}, "not_met", []),
    "39 words with 5 errors are 29": (CERTIFIED | {"gross_wpm": 39}, "not_met", []),
    "a test of 4 minutes": (CERTIFIED | {"minutes": 4}, "not_met", []),
    "without supervision, as on the internet": (CERTIFIED | {"supervised": False}, "not_met", []),
    "supervision is not said": (
        {key: value for key, value in CERTIFIED.items() if key != "supervised"}, "undetermined", ["unanswered"],
    ),
    "the stated net agrees": (CERTIFIED | {"net_wpm": 30}, "met", []),
    "the stated net contradicts, and it matters": (CERTIFIED | {"net_wpm": 29}, "undetermined", ["contradiction"]),
    "the stated net differs, and it does not matter": (CERTIFIED | {"net_wpm": 35}, "met", []),
    "a failed condition beats a contradiction": (CERTIFIED | {"net_wpm": 29, "minutes": 3}, "not_met", []),
    "no source, too slow either way": ({"net_wpm": 20}, "not_met", []),
    "no source, fast enough if self-reported": ({"net_wpm": 40}, "undetermined", ["unanswered"]),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_typing(row):
    given, outcome, reasons = ROWS[row]
    result = judge(TREE, make_facts(typing=given))
    assert (result.outcome, list(result.reasons)) == (outcome, reasons)


@pytest.mark.parametrize(
    ("net", "outcome", "reasons"), [(40, "undetermined", ("document_outstanding",)), (20, "not_met", ())]
)
def test_a_source_that_is_not_accepted_can_be_cured_where_the_speed_is_enough(net, outcome, reasons):
    tree = {"typing": {"net_wpm": 30, "accept": "certificate", "certificate": RULES}}
    result = judge(tree, make_facts(typing={"net_wpm": net, "source": "self_reported"}))
    assert (result.outcome, result.reasons) == (outcome, reasons)
