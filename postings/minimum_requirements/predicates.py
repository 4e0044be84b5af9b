"""What is asked of one job at a time: duties, kind, City employment, proof."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from postings.minimum_requirements.kleene import NO, UNANSWERED, YES
from postings.minimum_requirements.language import say
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

    __slots__ = ("values", "why_not", "why_not_json")

    def __init__(self, values: tuple[int, ...]) -> None:
        self.values = values
        self.why_not: dict[int, tuple[str, ...]] = {}
        self.why_not_json: dict[int, str] = {}


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
            return [self.label if value == NO else say("Not certain: {what}", what=self.label)]
        return self.lines(value, values, asked)

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        """The same where the posting's own words are not given."""
        return [say("No: {what}" if value == NO else "Not certain: {what}", what=self.words())]


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
            return say("{duty} (as a primary duty)", duty=self.duty.label)
        return (
            self.duty.label
            if self.values == ("yes",)
            else f"{self.duty.label}: {say(' or ').join([say(value) for value in self.values])}"
        )

    def lines(self, value: int, values: Values, asked: Asked) -> list[str]:
        if value != NO:
            return [say("Not answered: {duty}", duty=self.duty.label)]
        if asked.duties.get(self.duty.tag) == "sometimes":
            return [say("Only sometimes, not a primary duty: {duty}", duty=self.duty.label)]
        return [say("Not part of this job: {duty}", duty=self.words())]


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
        return say(
            "{kinds} work", kinds=say(" or ").join([say(kind.replace("_", "-")) for kind in self.kinds])
        )


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
        return say("as an employee of the City" if self.wanted else "for another employer than the City")


@dataclass(slots=True, kw_only=True)
class Documented(Predicate):
    """The job's proof of this kind is on file and not rejected."""

    kind: ClassVar[str] = "documented"
    document: str
    document_label: str

    def truth(self, asked: Asked) -> int:
        return asked.documented(self.document)

    def words(self) -> str:
        return say("with {document} on file", document=self.document_label)
