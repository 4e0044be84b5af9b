"""Typing: a corrected (net) speed, self-reported or by a certificate that keeps its conditions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from postings.minimum_requirements.facts import TYPING_SOURCES, Number, Typing
from postings.minimum_requirements.kleene import (
    CONTRADICTION,
    DOCUMENT_OUTSTANDING,
    NO,
    UNANSWERED,
    YES,
    all_of,
)
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import plain

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader

_KEYS: Final = ("net_wpm", "accept", "certificate")
_CERTIFICATE_KEYS: Final = ("minutes", "max_errors", "supervised", "penalty_per_error")


@dataclass(slots=True, kw_only=True, eq=False)
class TypingSpeed(Node):
    """Net words a minute; of a certificate net = gross − ``penalty_per_error`` × errors."""

    kind: ClassVar[str] = "typing"
    net_wpm: Number
    accept: tuple[str, ...]
    minutes: Number | None
    max_errors: int | None
    supervised: bool
    penalty: Number | None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        path = f"{common['path']}.typing"
        body = reader.keys(spec["typing"], _KEYS, path)
        if body is None:
            return None
        net = reader.required_number(body, "net_wpm", path)
        if net is not None and net > 300:
            reader.problem(f"{path}.net_wpm", f"Nobody types {plain(net)} words a minute.", "Ask for fewer.")
        accept = reader.several(body.get("accept", list(TYPING_SOURCES)), f"{path}.accept", TYPING_SOURCES)
        at = f"{path}.certificate"
        rules = reader.keys(body.get("certificate", {}), _CERTIFICATE_KEYS, at) or {}
        if rules and "certificate" not in accept:
            reader.problem(
                at, "A certificate is not accepted here.", "Add 'certificate' to 'accept' or leave this out."
            )
        minutes, errors, penalty = (rules.get(key) for key in ("minutes", "max_errors", "penalty_per_error"))
        if net is None:
            return None
        return cls(
            net_wpm=net,
            accept=accept,
            minutes=None if minutes is None else reader.number(minutes, f"{at}.minutes"),
            max_errors=None if errors is None else reader.whole(errors, f"{at}.max_errors", least=0),
            supervised=bool(reader.flag(rules.get("supervised", False), f"{at}.supervised")),
            penalty=None if penalty is None else reader.number(penalty, f"{at}.penalty_per_error"),
            **common,
        )  # fmt: skip

    def judge(self, case: "Case") -> Finding:
        given = case.facts.typing
        if given is None:
            return Finding(self, UNANSWERED)
        if given.source is not None:
            return Finding(self, self._by_source(given, given.source))
        either = {self._by_source(given, source) for source in TYPING_SOURCES}
        return Finding(self, either.pop() if either in ({YES}, {NO}) else UNANSWERED)

    def _by_source(self, given: Typing, source: str) -> int:
        speed = self._certified(given) if source == "certificate" else self._fast_enough(given)
        if source in self.accept:
            return speed
        # fast enough by a source that is not accepted: the right paper may still follow
        return all_of([speed, DOCUMENT_OUTSTANDING])

    def _certified(self, given: Typing) -> int:
        conditions = [self._fast_enough(given)]
        if self.minutes is not None:
            conditions.append(UNANSWERED if given.minutes is None else _value(given.minutes >= self.minutes))
        if self.max_errors is not None:
            conditions.append(UNANSWERED if given.errors is None else _value(given.errors <= self.max_errors))
        if self.supervised:
            conditions.append(UNANSWERED if given.supervised is None else _value(given.supervised))
        return all_of(conditions)

    def _fast_enough(self, given: Typing) -> int:
        if given.net_wpm is not None and (given.gross_wpm is None or given.errors is None):
            return YES if given.net_wpm >= self.net_wpm else NO
        speeds = [speed for speed in (given.net_wpm, self.computed(given)) if speed is not None]
        values = {_value(speed >= self.net_wpm) for speed in speeds}
        if not values:
            return UNANSWERED
        return values.pop() if len(values) == 1 else CONTRADICTION

    def computed(self, given: Typing) -> Number | None:
        """Net from gross and errors, where both and the penalty are known."""
        if given.gross_wpm is None or given.errors is None or self.penalty is None:
            return None
        return given.gross_wpm - self.penalty * given.errors

    def words(self) -> str:
        return say("Typing at a corrected speed of {speed} words per minute", speed=plain(self.net_wpm))

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        given = case.facts.typing
        if given is None:
            return {"needed_wpm": float(self.net_wpm), "given": None}
        computed = self.computed(given)
        return {
            "needed_wpm": float(self.net_wpm),
            "given": {key: value for key, value in case.facts.source["typing"].items() if value is not None},
            **({} if computed is None else {"computed_net_wpm": float(computed)}),
        }

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward == YES:
            return []
        given = case.facts.typing
        net = given.net_wpm if given else None
        share = float(max(0, 1 - net / self.net_wpm)) if net is not None else 1.0
        shown = (
            say("{speed} of {needed} words per minute.", speed=plain(net), needed=plain(self.net_wpm))
            if net is not None
            else say("No typing speed was given.")
        )
        return [Lack(self, share, shown, say("A new typing certificate may be sent."))]


def _value(holds: bool) -> int:
    return YES if holds else NO
