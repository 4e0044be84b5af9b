"""A node of a tree of requirements, and what was found at it for one application."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

import orjson

from postings.minimum_requirements.kleene import YES
from postings.minimum_requirements.predicates import Predicate

if TYPE_CHECKING:
    from postings.minimum_requirements.case import Case
    from postings.minimum_requirements.tree_reader import Due, Reader
    from postings.minimum_requirements.vocabulary import Claim


class Finding:
    """The value of one node for one application, with the data that its evidence is rendered from, late.

    ``value`` is the node's own; ``upward`` is what the node above reckons with (an experience with what it
    must include); ``record`` is what the record alone says, where an answer contradicts it. ``aside`` is what may stand in for part of it.
    """

    __slots__ = ("aside", "detail", "node", "parts", "record", "upward", "value")

    def __init__(
        self, node: "Node", value: int, parts: "tuple[Finding, ...]" = (), detail: Any = None
    ) -> None:
        self.node = node
        self.value = self.upward = self.record = value
        self.parts = parts
        self.aside: tuple[Finding, ...] = ()
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Lack:
    """What one requirement lacks: how far it is from met (0 to 1), in words, and what would cure it."""

    node: "Node"
    share: float
    text: str
    cure: str = ""


@dataclass(slots=True, kw_only=True, eq=False)
class Node(ABC):
    """One requirement. ``label`` and ``cite`` are the posting's own words; ``due`` says as of when it is judged."""

    kind: ClassVar[str]
    keys: ClassVar[tuple[str, ...]] = ()
    """Further keys that stand beside the one that names the kind (``of``, ``then``)."""

    number: int
    path: str
    due: "Due"
    id: str | None = None
    label: str | None = None
    cite: tuple[str, ...] = ()
    claims: "tuple[Claim, ...]" = ()
    _shown: dict[str, Any] = field(init=False, default_factory=dict)

    @classmethod
    @abstractmethod
    def read(cls, spec: Any, reader: "Reader", common: dict[str, Any]) -> Self | None:
        """The node of a specification (all its keys); None when the reader has noted a problem."""

    @abstractmethod
    def judge(self, case: "Case") -> Finding:
        """What the facts of the case say about this node. Pure; builds data, renders nothing."""

    @abstractmethod
    def words(self) -> str:
        """The requirement in plain words, where the posting's own are not given."""

    @property
    def children(self) -> "tuple[Node, ...]":
        """The nodes below, in order."""
        return ()

    @property
    def asked_of_jobs(self) -> tuple[Predicate, ...]:
        """The predicates of this node that are asked of one job at a time."""
        return ()

    @property
    def title(self) -> str:
        return self.label or self.words()

    @property
    def shown(self) -> dict[str, Any]:
        """What every proof says of this node, whatever was found. Written once; not to be changed."""
        if not self._shown:
            self._shown |= {"kind": self.kind, "text": self.title}
            if self.id:
                self._shown["id"] = self.id
            if self.cite:
                self._shown["cite"] = orjson.Fragment(orjson.dumps(self.cite))
        return self._shown

    def evidence(self, finding: Finding, case: "Case") -> dict[str, Any]:
        """What was looked at and what it gave, for the proof."""
        return {}

    def figures(self, finding: Finding, case: "Case") -> dict[str, Any]:
        """The numbers that stand beside the outcome in the short result."""
        return {}

    def lacks(self, finding: Finding, case: "Case") -> list[Lack]:
        """What is missing for this node to be met; nothing when it is."""
        if finding.upward == YES:
            return []
        return [Lack(self, 1.0, self.title)]
