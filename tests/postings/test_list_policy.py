"""What orders an eligible list and which places are sent, by examples counted by hand and by what always holds."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postings.list_policy import ListPolicy

BANDS: dict[str, Any] = {
    "ranking": "bands",
    "bands": [
        {"label": "Best", "from": 20},
        {"label": "Well", "from": 10},
        {"label": "Qualified", "from": 0},
    ],
}
SCORED: dict[str, Any] = {"ranking": "scored", "rule_of": 3}
CREDIT = {"full_score": 100, "percent": 5, "disabled_percent": 10}
SCORES = st.lists(st.integers(0, 40).map(Decimal), max_size=30).map(lambda found: sorted(found, reverse=True))


@pytest.mark.parametrize(
    ("said", "scores", "places"),
    [
        ({}, [9, 9, 4, 0], [1, 1, 3, 4]),
        (BANDS, [31, 20, 19, 10, 0], [1, 1, 3, 3, 5]),
        (SCORED, [90, 88, 88, 70], [1, 2, 2, 4]),
        (BANDS, [], []),
    ],
)
def test_equal_scores_and_whole_bands_share_a_place(
    said: dict[str, Any], scores: list[int], places: list[int]
) -> None:
    assert ListPolicy.of(said).places(scores) == places


@pytest.mark.parametrize(
    ("said", "places", "names", "last"),
    [
        ({}, [1, 1, 3, 4], 1, 1),
        ({}, [1, 1, 3, 4], 3, 3),
        (BANDS, [1, 1, 3, 3, 5], 3, 3),
        (SCORED, [1, 2, 2, 4, 5], 1, 4),
        (SCORED, [1, 2, 2, 4, 5], 500, 4),
        (SCORED, [2, 2, 7], 5, 7),
        (SCORED, [], 5, 0),
    ],
)
def test_the_last_place_that_is_sent(said: dict[str, Any], places: list[int], names: int, last: int) -> None:
    assert ListPolicy.of(said).last_place(places, names) == last


def test_a_score_has_its_band_and_an_unranked_list_has_none() -> None:
    assert [ListPolicy.of(BANDS).band_of(score) for score in (20, Decimal("19.99"), 0)] == [
        "Best",
        "Well",
        "Qualified",
    ]
    assert ListPolicy.of({}).band_of(20) == ""


def test_credit_is_a_part_of_the_full_score() -> None:
    credit = ListPolicy.of({**SCORED, "veterans_credit": CREDIT | {"full_score": 30}}).veterans_credit
    assert credit is not None
    assert (credit.of(disabled=False), credit.of(disabled=True)) == (Decimal("1.50"), Decimal("3.00"))


@pytest.mark.parametrize("said", [{}, BANDS, SCORED])
@given(scores=SCORES, names=st.integers(1, 30))
def test_nobody_is_parted_from_an_equal_and_nobody_is_passed_over(
    said: dict[str, Any], scores: list[Decimal], names: int
) -> None:
    policy = ListPolicy.of(said)
    places = policy.places(scores)
    last = policy.last_place(places, names)
    sent = [score for score, place in zip(scores, places, strict=True) if place <= last]
    left = [score for score, place in zip(scores, places, strict=True) if place > last]
    assert not set(sent) & set(left)
    assert not (sent and left) or min(sent) > max(left)
    assert bool(sent) == bool(scores)
