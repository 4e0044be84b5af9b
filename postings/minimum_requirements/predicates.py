"""What is asked of one job at a time: duties, kind, City employment, proof, and what joins them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postings.minimum_requirements.kleene import (
    NO,
    UNANSWERED,
    YES,
    all_of,
    any_of,
    at_least,
    implication,
    negation,
)
from postings.minimum_requirements.numbers import counted
from postings.minimum_requirements.vocabulary import Duty


@dataclass(frozen=True, slots=True)
class Asked:
    """One job as a predicate sees it. ``documented`` gives the value of a document kind's proof."""

    duties: Mapping[str, str]
    kind: str | None
    city_employee: bool | None
    documented: Callable[[str], int]


Values = Sequence[int]
"""The three-valued answers of all predicates of a posting for one job, by their numbers."""


class Answers:
    """What one pattern answers: the value of every predicate, and the reasons for those that were asked for."""

    __slots__ = ("values", "why_not")

    def __init__(self, values: tuple[int, ...]) -> None:
        self.values = values
        self.why_not: dict[int, tuple[str, ...]] = {}


@dataclass(slots=True, kw_only=True)
class Predicate(ABC):
    """A question of one job, answered in three values. ``label`` and ``cite`` are the posting's own words."""

    kind: ClassVar[str]
    path: str
    number: int = -1
    id: str | None = None
    label: str | None = None
    cite: tuple[str, ...] = ()

    @property
    def children(self) -> tuple["Predicate", ...]:
        return ()

    @property
    def tells_sometimes_from_no(self) -> bool:
        """Whether its reasons tell two answers apart that mean the same to it."""
        return not self.label and any(child.tells_sometimes_from_no for child in self.children)

    @abstractmethod
    def truth(self, asked: Asked) -> int:
        """The three-valued answer for one job."""

    @abstractmethod
    def words(self) -> str:
        """The question in plain words where the posting's own are not given."""

    def explained(self, values: Values, asked: Asked) -> list[str]:
        """What keeps the answer from being a certain yes, each in one line; none when it is one."""
        value = values[self.number]
        if value == YES:
            return []
        if self.label:
            return [self.label if value == NO else f"Not certain: {self.label}"]
        return self.lines(value, values, asked)

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        """The same where the posting's own words are not given."""
        return [f"{'No' if value == NO else 'Not certain'}: {self.words()}"]


@dataclass(slots=True, kw_only=True)
class Joined(Predicate):
    """A question over other questions of the same job."""

    def truth(self, asked: Asked) -> int:
        return self.joined([part.truth(asked) for part in self.children])

    @abstractmethod
    def joined(self, values: list[int]) -> int:
        """The answer from the answers of the children, in their order."""


@dataclass(slots=True, kw_only=True)
class DutyIs(Predicate):
    """The job has this duty, answered with one of the values that count."""

    kind: ClassVar[str] = "duty"
    duty: Duty
    values: tuple[str, ...]

    @property
    def tells_sometimes_from_no(self) -> bool:
        return not self.label and self.duty.scale == "primary"

    def truth(self, asked: Asked) -> int:
        value = asked.duties.get(self.duty.tag)
        if value in self.values:
            return YES
        return UNANSWERED if value is None or value == "unsure" else NO

    def words(self) -> str:
        if self.values == ("primary",):
            return f"{self.duty.label} (as a primary duty)"
        return (
            self.duty.label if self.values == ("yes",) else f"{self.duty.label}: {' or '.join(self.values)}"
        )

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        if value != NO:
            return [f"Not answered: {self.duty.label}"]
        if asked.duties.get(self.duty.tag) == "sometimes":
            return [f"Only sometimes, not a primary duty: {self.duty.label}"]
        return [f"Not part of this job: {self.words()}"]


@dataclass(slots=True, kw_only=True)
class KindIs(Predicate):
    """The job is of one of these kinds."""

    kind: ClassVar[str] = "kind"
    kinds: tuple[str, ...]

    def truth(self, asked: Asked) -> int:
        if asked.kind is None:
            return UNANSWERED
        return YES if asked.kind in self.kinds else NO

    def words(self) -> str:
        return " or ".join(kind.replace("_", "-") for kind in self.kinds) + " work"


@dataclass(slots=True, kw_only=True)
class CityEmployee(Predicate):
    """The job was (or was not) in the City's own service."""

    kind: ClassVar[str] = "city_employee"
    wanted: bool

    def truth(self, asked: Asked) -> int:
        if asked.city_employee is None:
            return UNANSWERED
        return YES if asked.city_employee is self.wanted else NO

    def words(self) -> str:
        return "as an employee of the City" if self.wanted else "for another employer than the City"


@dataclass(slots=True, kw_only=True)
class Documented(Predicate):
    """The job's proof of this kind is on file and not rejected."""

    kind: ClassVar[str] = "documented"
    document: str
    document_label: str

    def truth(self, asked: Asked) -> int:
        return asked.documented(self.document)

    def words(self) -> str:
        return f"with {self.document_label} on file"


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
        return "All of these"

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
        return "One of these"

    def explained(self, values: Values, asked: Asked) -> list[str]:
        value = values[self.number]
        if value == YES:
            return []
        if self.label and value == NO:
            return [f"Not shown: {self.label[0].lower()}{self.label[1:]}"]
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
        return f"At least {counted(self.needed)} of these"

    def explained(self, values: Values, asked: Asked) -> list[str]:
        value = values[self.number]
        if value == YES:
            return []
        own = [values[part.number] for part in self.parts]
        found, unsure = own.count(YES), sum(each not in (YES, NO) for each in own)
        may_be = f" (and {unsure} not certain)" if unsure else ""
        have = f"{counted(found)}{may_be} of at least {counted(self.needed)} needed"
        return [f"{'Not certain' if value != NO else 'No'}: {self.label or 'these together'}: {have}"]


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
        return "Not this"

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        return [f"{'Excluded' if value == NO else 'Not certain'}: {self.part.label or self.part.words()}"]


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
        return "When the first is so, the second must be so too"

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
