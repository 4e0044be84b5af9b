"""What joins questions of one job: all, any, at least n of, not, when … then, and a question referred to again."""

from dataclasses import dataclass
from typing import ClassVar

from postings.minimum_requirements.kleene import (
    NO,
    YES,
    all_of,
    any_of,
    at_least,
    implication,
    negation,
)
from postings.minimum_requirements.language import say
from postings.minimum_requirements.numbers import counted
from postings.minimum_requirements.predicates import Asked, Joined, Predicate, Values


@dataclass(slots=True, kw_only=True)
class AllOf(Joined):
    kind: ClassVar[str] = "all"
    parts: tuple[Predicate, ...]

    @property
    def children(self) -> tuple[Predicate, ...]:
        return self.parts

    @property
    def tells_sometimes_from_no(self) -> bool:
        return any(part.tells_sometimes_from_no for part in self.parts)

    def joined(self, values: list[int]) -> int:
        return all_of(values)

    def words(self) -> str:
        return say("All of these")

    def explained(self, values: Values, asked: Asked) -> list[str]:
        failing = [part for part in self.parts if values[part.number] == NO]
        return [line for part in failing or self.parts for line in part.explained(values, asked)]


@dataclass(slots=True, kw_only=True)
class AnyOf(Joined):
    kind: ClassVar[str] = "any"
    parts: tuple[Predicate, ...]

    @property
    def children(self) -> tuple[Predicate, ...]:
        return self.parts

    def joined(self, values: list[int]) -> int:
        return any_of(values)

    def words(self) -> str:
        return say("One of these")

    def explained(self, values: Values, asked: Asked) -> list[str]:
        value = values[self.number]
        if value == YES:
            return []
        if self.label and value == NO:
            return [say("Not shown: {what}", what=f"{self.label[0].lower()}{self.label[1:]}")]
        parts = [part for part in self.parts if values[part.number] != NO] or self.parts
        return [line for part in parts for line in part.explained(values, asked)]


@dataclass(slots=True, kw_only=True)
class AtLeast(Joined):
    kind: ClassVar[str] = "at_least"
    needed: int
    parts: tuple[Predicate, ...]

    @property
    def children(self) -> tuple[Predicate, ...]:
        return self.parts

    @property
    def tells_sometimes_from_no(self) -> bool:
        return False

    def joined(self, values: list[int]) -> int:
        return at_least(self.needed, values)

    def words(self) -> str:
        return say("At least {count} of these", count=counted(self.needed))

    def explained(self, values: Values, asked: Asked) -> list[str]:
        value = values[self.number]
        if value == YES:
            return []
        own = [values[part.number] for part in self.parts]
        found, unsure = own.count(YES), sum(each not in (YES, NO) for each in own)
        may_be = say(" (and {count} not certain)", count=unsure) if unsure else ""
        have = say(
            "{found}{may_be} of at least {needed} needed",
            found=counted(found),
            may_be=may_be,
            needed=counted(self.needed),
        )
        what = f"{self.label or say('these together')}: {have}"
        return [say("No: {what}" if value == NO else "Not certain: {what}", what=what)]


@dataclass(slots=True, kw_only=True)
class Not(Joined):
    kind: ClassVar[str] = "not"
    part: Predicate

    @property
    def children(self) -> tuple[Predicate, ...]:
        return (self.part,)

    def joined(self, values: list[int]) -> int:
        return negation(values[0])

    def words(self) -> str:
        return say("Not this")

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        what = self.part.label or self.part.words()
        return [say("Excluded: {what}" if value == NO else "Not certain: {what}", what=what)]


@dataclass(slots=True, kw_only=True)
class When(Joined):
    kind: ClassVar[str] = "when"
    condition: Predicate
    consequence: Predicate

    @property
    def children(self) -> tuple[Predicate, ...]:
        return self.condition, self.consequence

    def joined(self, values: list[int]) -> int:
        return implication(values[0], values[1])

    def words(self) -> str:
        return say("When the first is so, the second must be so too")

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        return self.consequence.explained(values, asked)


@dataclass(slots=True, kw_only=True)
class SameAs(Joined):
    """A named predicate, referred to again."""

    kind: ClassVar[str] = "ref"
    name: str
    target: Predicate | None = None

    @property
    def named(self) -> Predicate:
        assert self.target is not None, "resolved when the requirements are compiled"
        return self.target

    @property
    def children(self) -> tuple[Predicate, ...]:
        return () if self.target is None else (self.target,)

    @property
    def tells_sometimes_from_no(self) -> bool:
        return self.named.tells_sometimes_from_no

    def joined(self, values: list[int]) -> int:
        return values[0]

    def words(self) -> str:
        return self.named.label or self.named.words()

    def explained(self, values: Values, asked: Asked) -> list[str]:
        return self.named.explained(values, asked)
