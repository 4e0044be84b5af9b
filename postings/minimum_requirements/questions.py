"""Which open questions can decide an experience when each may be answered on its own, one yes and another no."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from postings.minimum_requirements.facts import Number
from postings.minimum_requirements.kleene import IMPRECISE_DATES, UNUSABLE_ENTRY

GRADED: Final = IMPRECISE_DATES | UNUSABLE_ENTRY
"""Reasons whose answer may be anything between the worst and the best: a day of the month, a number of hours."""
MOST_SEPARATE: Final = 6
"""Questions tried in every combination; with more of them, what they bring is taken as anything in between."""


class Standing(NamedTuple):
    """How far a record comes when its questions are answered: the level reached, and the figures it rests on."""

    level: int
    figures: tuple[Number, ...]


StandingOf = Callable[[tuple[int, ...]], Standing]
"""From the reasons that are settled in the applicant's favour, for each place where there are some."""


class Open(NamedTuple):
    """A place where something is open: whose it is (a job's number), and the reasons."""

    owner: int
    bits: int


def further_reasons(places: Sequence[Open], listed: int, standing_of: StandingOf) -> int:
    """The reasons, beside those that are listed, of which some answer can change the level.

    More favourable answers never reach less.
    """
    known = cache(standing_of)
    found = everything = 0
    for place in places:
        everything |= place.bits
    for bit in _bits(everything & ~listed):
        if _decides(bit, places, known):
            found |= bit
    return found


def _decides(bit: int, places: Sequence[Open], standing_of: StandingOf) -> bool:
    owners = {place.owner for place in places if place.bits & bit}
    separate, between = _split(bit, places, owners)
    own = [place.bits & bit for place in places]
    for answers in product((False, True), repeat=len(separate)):
        worst = [0] * len(places)
        for (place, other), favourable in zip(separate, answers, strict=True):
            if favourable:
                worst[place] |= other
        best = _joined(worst, between)
        least, most = standing_of(tuple(worst)), standing_of(_joined(best, own))
        if least.level == most.level:
            continue
        with_own, without_own = standing_of(_joined(worst, own)), standing_of(best)
        if least.level != with_own.level or without_own.level != most.level:
            return True
        # the level turns somewhere between the worst and the best, and there every day counts that an answer brings;
        # where all come out best what it brings may be capped, so each owner is looked at alone too
        alone = [
            _joined(
                worst,
                [bits if place.owner == owner else 0 for place, bits in zip(places, between, strict=True)],
            )
            for owner in owners
        ]
        if (
            least != with_own
            or without_own != most
            or any(standing_of(each) != standing_of(_joined(each, own)) for each in alone)
        ):
            return True
    return False


def _split(bit: int, places: Sequence[Open], owners: set[int]) -> tuple[list[tuple[int, int]], list[int]]:
    """The other questions: those to be tried in every combination, and those that come out anywhere between."""
    separate = [
        (number, other)
        for number, place in sorted(enumerate(places), key=lambda each: each[1].owner not in owners)
        for other in _bits(place.bits & ~bit & ~GRADED)
    ][:MOST_SEPARATE]
    between = [place.bits & ~bit for place in places]
    for number, other in separate:
        between[number] &= ~other
    return separate, between


def _joined(one: Sequence[int], other: Sequence[int]) -> tuple[int, ...]:
    return tuple([a | b for a, b in zip(one, other, strict=True)])


def _bits(points: int) -> Iterator[int]:
    bit = 1
    while bit <= points:
        if points & bit:
            yield bit
        bit <<= 1
