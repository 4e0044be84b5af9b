"""Reading a tree: one kind of node after the other, with what binds them (names, depth, due dates)."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.reader import Due, ValueReader
from postings.minimum_requirements.vocabulary import Vocabulary

__all__ = ["DEEPEST", "MOST_NODES", "Due", "Reader"]

DEEPEST: Final = 20
MOST_NODES: Final = 500

_COMMON: Final = ("id", "label", "cite", "at")

T = TypeVar("T")


class Reader(ValueReader):
    """``outer`` is the predicate and the window of the experience around the one that is being read."""

    def __init__(self, vocabulary: Vocabulary, kinds: Mapping[str, type[Node]]) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.kinds = kinds
        self.named: dict[str, Node | Predicate] = {}
        self.all_nodes: list[Node] = []
        self.all_predicates: list[Predicate] = []
        self.outer: tuple[Predicate | None, int | None] | None = None
        self.count = 0
        self._depth = 0
        self._due: Due = "filing"

    def enter(self, path: str) -> bool:
        """Counts one more node; False (and the caller reads no further) where it is too many or too deep."""
        self.count += 1
        if self.count > MOST_NODES:
            if self.count == MOST_NODES + 1:
                self.problem(
                    path,
                    f"The tree has more than {MOST_NODES} nodes.",
                    "Simplify it, or name parts and refer to them.",
                )
            return False
        if self._depth >= DEEPEST:
            self.problem(
                path,
                f"The tree is more than {DEEPEST} levels deep.",
                "Flatten it, or name a part and refer to it.",
            )
            return False
        return True

    def node(self, spec: Any, path: str) -> Node | None:
        """One node of the tree."""
        if not self.enter(path):
            return None
        kind = self.kind_of(spec, self.kinds, path)
        if kind is None:
            return None
        node_type = self.kinds[kind]
        self.keys(spec, (kind, *node_type.keys, *_COMMON), path)
        due, outer = self._due, self.outer
        if "at" in spec:
            self._due = self.when_due(spec["at"], f"{path}.at")
        common = {"number": self.count, "path": path, "due": self._due, **self._words(spec, path)}
        self._depth += 1
        try:
            if kind != "experience":
                self.outer = None
            node = node_type.read(spec, self, common)
        finally:
            self._depth -= 1
            self._due, self.outer = due, outer
        if node:
            self.all_nodes.append(node)
            self._name(node)
        return node

    def kind_of(self, spec: Any, kinds: Mapping[str, Any], path: str) -> str | None:
        """The one key of a specification that names its kind."""
        if not isinstance(spec, Mapping):
            self.problem(path, "This is not a node.", "Write it as 'kind: …', for example 'all: [ … ]'.")
            return None
        named = [key for key in spec if key in kinds]
        beside = [
            key for key in named if any(key in _beside(kinds[other]) for other in named if other != key)
        ]
        named = [key for key in named if key not in beside] or named
        if len(named) != 1:
            found = (
                f"names {' and '.join(map(str, named))} at once" if named else "names no kind that is known"
            )
            self.problem(path, f"This node {found}.", f"Use one of: {', '.join(sorted(kinds))}.")
            return None
        return str(named[0])

    def _words(self, spec: Mapping[str, Any], path: str) -> dict[str, Any]:
        return {
            "id": self.slug(spec["id"], f"{path}.id") if "id" in spec else None,
            "label": self.text(spec["label"], f"{path}.label") if "label" in spec else None,
            "cite": self.cite(spec, path),
        }

    def words_of_predicate(self, spec: Mapping[str, Any], path: str) -> dict[str, Any]:
        """``path``, ``id``, ``label`` and ``cite`` of a predicate."""
        return {"path": path, **self._words(spec, path)}

    def _name(self, node: Node | Predicate) -> None:
        if node.id is None:
            return
        if node.id in self.named:
            self.problem(
                f"{node.path}.id",
                f"'{node.id}' is the name of another node too.",
                "Give each node its own name.",
            )
        self.named.setdefault(node.id, node)

    def note_predicate(self, predicate: Predicate) -> Predicate:
        """Gives a predicate its number: the place at which its answer is kept for every job."""
        predicate.number = len(self.all_predicates)
        self.all_predicates.append(predicate)
        self._name(predicate)
        return predicate

    def node_list(self, specs: Any, path: str) -> tuple[Node, ...]:
        """The branches of a node: at least one."""
        return self.list_of(specs, path, self.node)

    def list_of(self, specs: Any, path: str, read: Callable[[Any, str], T | None]) -> tuple[T, ...]:
        """At least one entry, each read as its kind."""
        if not isinstance(specs, list) or not specs:
            self.problem(path, "This branch is empty.", "Write a list of at least one.")
            return ()
        found = [read(spec, f"{path}[{number}]") for number, spec in enumerate(specs)]
        return tuple(entry for entry in found if entry is not None)

    def at_least(
        self, spec: Mapping[str, Any], path: str, read: Callable[[Any, str], tuple[T, ...]]
    ) -> tuple[int, tuple[T, ...]] | None:
        """``at_least: n`` with ``of: [...]``; n must be reachable."""
        needed = self.whole(spec["at_least"], f"{path}.at_least")
        parts = self.required(spec, "of", path, read)
        if needed is None or not parts:
            return None
        if isinstance(spec["of"], list) and needed > len(spec["of"]):
            self.problem(
                f"{path}.at_least",
                f"{needed} of {len(spec['of'])} can never be met.",
                "Ask for fewer, or list more.",
            )
        return needed, parts

    def condition_and_consequence(
        self, spec: Mapping[str, Any], path: str, read: Callable[[Any, str], T | None]
    ) -> tuple[T, T] | None:
        """``when: …`` with ``then: …``."""
        condition = read(spec["when"], f"{path}.when")
        consequence = self.required(spec, "then", path, read)
        return (condition, consequence) if condition and consequence else None

    def predicate(self, spec: Any, path: str) -> Predicate | None:
        """What is asked of one job."""
        from postings.minimum_requirements.read_predicates import PREDICATES

        if not self.enter(path):
            return None
        kind = self.kind_of(spec, PREDICATES, path)
        if kind is None:
            return None
        read, further = PREDICATES[kind]
        self.keys(spec, (kind, *further, "id", "label", "cite"), path)
        self._depth += 1
        try:
            predicate = read(spec, self, path)
        finally:
            self._depth -= 1
        return self.note_predicate(predicate) if predicate else None


def _beside(kind: Any) -> tuple[str, ...]:
    """The keys that may stand beside the one that names a kind."""
    keys: tuple[str, ...] = kind[1] if isinstance(kind, tuple) else kind.keys
    return keys
