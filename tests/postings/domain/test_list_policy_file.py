"""The eligible list's policy in a posting's file: what is read, and what is refused with its place and its mend."""

from typing import Any

import pytest

from postings.domain.posting_file import read_posting_file
from postings.errors import FileRefused
from tests.postings.data_files import small

BANDS = [{"label": "Best", "from": 1}, {"label": "Qualified", "from": 0}]
CREDIT = {"full_score": 100, "percent": 5, "disabled_percent": 10}


def read(**policy: Any) -> dict[str, Any]:
    return read_posting_file(small(eligible_list={"days": 180, **policy})).list_policy


def test_nothing_said_is_the_citys_own() -> None:
    assert read() == {}


@pytest.mark.parametrize(
    "policy",
    [
        {"serves": "newest"},
        {"blind_until_interview": True},
        {"ranking": "unranked", "serves": "any"},
        {"ranking": "scored", "rule_of": 3, "veterans_credit": CREDIT},
        {"ranking": "bands", "bands": BANDS},
    ],
)
def test_what_is_said_is_kept(policy: dict[str, Any]) -> None:
    assert read(**policy) == policy


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ({"ranking": "alphabet"}, "eligible_list.ranking"),
        ({"blind_until_interview": "perhaps"}, "eligible_list.blind_until_interview"),
        ({"serves": "first"}, "eligible_list.serves"),
        ({"ranking": "scored"}, "eligible_list: 'rule_of' is missing"),
        ({"ranking": "scored", "rule_of": 0}, "eligible_list.rule_of"),
        ({"rule_of": 3}, "Only a scored list sends a number of scores"),
        ({"ranking": "bands"}, "One band is none"),
        ({"ranking": "bands", "bands": BANDS[::-1]}, "do not follow each other down to 0"),
        ({"ranking": "bands", "bands": [BANDS[0], {"label": "Best", "from": 0}]}, "Two bands have one name"),
        ({"bands": BANDS}, "The list is not ranked in bands"),
        ({"veterans_credit": CREDIT}, "An unranked list has no score"),
        ({"ranking": "scored", "rule_of": 3, "veterans_credit": {**CREDIT, "percent": 20}}, "do not fit"),
        (
            {"ranking": "scored", "rule_of": 3, "veterans_credit": {"percent": 5}},
            "eligible_list.veterans_credit: 'full_score' is missing",
        ),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_what_does_not_fit_is_refused(policy: dict[str, Any], words: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read(**policy)
    assert words in str(refused.value)
