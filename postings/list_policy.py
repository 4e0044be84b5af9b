"""How an eligible list orders its names and which of them a vacancy gets, as the posting's revision says.

*Unranked* is the City's own (Proposition C, 2010): the points plan orders, nothing else. *Bands* make all names of a band
equal. *Scored* lists send the first N scores, ties together (San Francisco Charter A8.329).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from postings.enums import Ranking, Serves

CENT: Final = Decimal("0.01")


@dataclass(frozen=True)
class Band:
    """A band by the least score that belongs to it."""

    label: str
    least: Decimal


@dataclass(frozen=True)
class VeteransCredit:
    """Percentages of the full score that are added after passing; the higher one with a disability of 15 % or more."""

    full_score: Decimal
    percent: Decimal
    disabled_percent: Decimal

    def of(self, *, disabled: bool) -> Decimal:
        """What is added to the score, in points with two decimals."""
        percent = self.disabled_percent if disabled else self.percent
        return (self.full_score * percent / 100).quantize(CENT)


@dataclass(frozen=True)
class ListPolicy:
    """One revision's policy. Scores are points, those of veterans' credit included."""

    ranking: Ranking = Ranking.UNRANKED
    bands: tuple[Band, ...] = ()
    """The highest first; the last one takes whoever is left."""
    rule_of: int = 0
    serves: Serves = Serves.OLDEST
    veterans_credit: VeteransCredit | None = None
    blind_until_interview: bool = False
    """Whoever hires sees neither name nor contact of a person before an interview is set."""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "ListPolicy":
        """As a revision keeps it: {} is the City's own."""
        credit = said.get("veterans_credit")
        return cls(
            ranking=Ranking(said.get("ranking", Ranking.UNRANKED)),
            bands=tuple(Band(row["label"], Decimal(str(row["from"]))) for row in said.get("bands", ())),
            rule_of=said.get("rule_of", 0),
            serves=Serves(said.get("serves", Serves.OLDEST)),
            veterans_credit=VeteransCredit(**{key: Decimal(str(value)) for key, value in credit.items()})
            if credit
            else None,
            blind_until_interview=said.get("blind_until_interview", False),
        )

    def band_of(self, score: Decimal | int) -> str:
        """The label of the score's band; empty where the list has none."""
        return self.bands[self._band(score)].label if self.ranking == Ranking.BANDS else ""

    def places(self, scores: Sequence[Decimal | int]) -> list[int]:
        """The place of each score, of scores in descending order: 1 is the first, equal ones share, all of a band are equal."""
        places: list[int] = []
        for count, score in enumerate(scores, start=1):
            tied = places and self._step(scores[count - 2]) == self._step(score)
            places.append(places[-1] if tied else count)
        return places

    def last_place(self, places: Sequence[int], names: int) -> int:
        """The last place that is sent, of the places that may be sent in their order, when so many names are asked for; 0: none.

        Whoever shares it comes too. A scored list sends the first N places there are, however many names were asked for.
        """
        if not places:
            return 0
        if self.ranking == Ranking.SCORED:
            steps = sorted(set(places))
            return steps[min(self.rule_of, len(steps)) - 1]
        return places[min(names, len(places)) - 1]

    def _step(self, score: Decimal | int) -> Decimal | int:
        return self._band(score) if self.ranking == Ranking.BANDS else score

    def _band(self, score: Decimal | int) -> int:
        return next((at for at, band in enumerate(self.bands) if score >= band.least), len(self.bands) - 1)
