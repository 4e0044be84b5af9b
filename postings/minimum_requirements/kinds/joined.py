"""Nodes that join others: all, any, at least n of, not, when … then, and a node referred to again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from postings.minimum_requirements.kleene import (
    LATER,
    NO,
    YES,
    all_of,
    any_of,
    at_least,
    implication,
    negation,
)
from postings.minimum_requirements.language import say
from postings.minimum_requirements.node import Finding, Lack, Node
from postings.minimum_requirements.numbers import counted

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Reader


@dataclass(slots=True, kw_only=True, eq=False)
class Joined(Node):
    """A node over other nodes."""

    parts: tuple[Node, ...]

    @property
    def children(self) -> tuple[Node, ...]:
        return self.parts

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        parts = reader.node_list(spec[cls.kind], f"{common['path']}.{cls.kind}")
        return cls(parts=parts, **common) if parts else None


@dataclass(slots=True, kw_only=True, eq=False)
class All(Joined):
    kind: ClassVar[str] = "all"

    def judge(self, case: "Case") -> Finding:
        found = tuple([case.judge(part) for part in self.parts])
        return Finding(self, all_of([each.upward for each in found]), found)

    def words(self) -> str:
        return say("All of these")

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        return [
            lack for part in finding.parts if part.upward != LATER for lack in part.node.lacks(part, case)
        ]


@dataclass(slots=True, kw_only=True, eq=False)
class Any_(Joined):
    kind: ClassVar[str] = "any"

    def judge(self, case: "Case") -> Finding:
        found = tuple([case.judge(part) for part in self.parts])
        return Finding(self, any_of([each.upward for each in found]), found)

    def words(self) -> str:
        return say("One of these")

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward in (YES, LATER):
            return []
        return nearest(finding, case)[1]


@dataclass(slots=True, kw_only=True, eq=False)
class AtLeastOf(Joined):
    kind: ClassVar[str] = "at_least"
    keys: ClassVar[tuple[str, ...]] = ("of",)
    needed: int

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        read = reader.at_least(spec, common["path"], reader.node_list)
        return cls(needed=read[0], parts=read[1], **common) if read else None

    def judge(self, case: "Case") -> Finding:
        found = tuple([case.judge(part) for part in self.parts])
        return Finding(self, at_least(self.needed, [each.upward for each in found]), found)

    def words(self) -> str:
        return say("At least {count} of these", count=counted(self.needed))

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward in (YES, LATER):
            return []
        missing = self.needed - sum(part.upward == YES for part in finding.parts)
        rest = sorted(_distances(finding, case), key=lambda entry: entry[0])[:missing]
        return [lack for _, lacks, _ in rest for lack in lacks]


@dataclass(slots=True, kw_only=True, eq=False)
class Not(Joined):
    kind: ClassVar[str] = "not"

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        part = reader.node(spec["not"], f"{common['path']}.not")
        return cls(parts=(part,), **common) if part else None

    def judge(self, case: "Case") -> Finding:
        found = case.judge(self.parts[0])
        return Finding(self, negation(found.upward), (found,))

    def words(self) -> str:
        return say("Not this")


@dataclass(slots=True, kw_only=True, eq=False)
class When(Joined):
    kind: ClassVar[str] = "when"
    keys: ClassVar[tuple[str, ...]] = ("then",)

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        pair = reader.condition_and_consequence(spec, common["path"], reader.node)
        return cls(parts=pair, **common) if pair else None

    def judge(self, case: "Case") -> Finding:
        condition, consequence = (case.judge(part) for part in self.parts)
        return Finding(self, implication(condition.upward, consequence.upward), (condition, consequence))

    def words(self) -> str:
        return say("When the first is so, the second is required")

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        if finding.upward in (YES, LATER):
            return []
        consequence = finding.parts[1]
        return consequence.node.lacks(consequence, case)


@dataclass(slots=True, kw_only=True, eq=False)
class SameAs(Node):
    """A named node, referred to again: judged once, shown in full where it stands first."""

    kind: ClassVar[str] = "ref"
    name: str
    target: Node | None = None

    @classmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        name = reader.slug(spec["ref"], f"{common['path']}.ref")
        return cls(name=name, **common) if name else None

    @property
    def named(self) -> Node:
        assert self.target is not None, "resolved when the requirements are compiled"
        return self.target

    def judge(self, case: "Case") -> Finding:
        found = case.judge(self.named)
        return Finding(self, found.upward, (), found)

    def words(self) -> str:
        return self.named.title

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        return self.named.lacks(finding.detail, case)


def nearest(finding: Finding, case: "Case") -> tuple[Finding, list[Lack]]:
    """Of the branches that are not met, the one that lacks least, and just what it lacks; the first of equals."""
    _, lacks, branch = min(_distances(finding, case), key=lambda entry: entry[0])
    return branch, lacks


def _distances(finding: Finding, case: "Case") -> list[tuple[float, list[Lack], Finding]]:
    branches = [part for part in finding.parts if part.upward not in (YES, LATER)]
    lacks = [part.node.lacks(part, case) for part in branches]
    # an open branch lies nearer than one that is certainly not met
    return [
        (sum(lack.share for lack in each) + (part.upward == NO), each, part)
        for part, each in zip(branches, lacks, strict=True)
    ]
