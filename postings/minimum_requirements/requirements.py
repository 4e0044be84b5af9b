"""Requirements, read and bound once for each revision: what every evaluation under it shares."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from postings.minimum_requirements.bind import bind
from postings.minimum_requirements.canonical import sha256_of
from postings.minimum_requirements.constant import refuse_constants
from postings.minimum_requirements.errors import RequirementsError
from postings.minimum_requirements.kinds.registry import KINDS
from postings.minimum_requirements.language import NO_NAMES
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.patterns import Patterns
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.read_vocabulary import read_claims, read_vocabulary
from postings.minimum_requirements.tree_reader import Reader
from postings.minimum_requirements.vocabulary import Vocabulary

_KEYS: Final = ("settings", "duties", "questions", "documents", "claims", "tree", "levels", "level_order")


class Requirements:
    """A validated tree (or several levels) with its vocabulary.

    ``trees`` maps the name of each level to its tree; a posting without levels has one under ``""``.
    ``special`` holds the numbers of nodes that are referred to again, or judged later. ``language`` is that of the
    document's own words, in which proofs and descriptions are given; ``names`` says in it what facts are compared with.
    """

    def __init__(
        self,
        *,
        document: Mapping[str, Any],
        vocabulary: Vocabulary,
        trees: Mapping[str, Node],
        nodes: tuple[Node, ...],
        predicates: tuple[Predicate, ...],
        special: frozenset[int],
        language: str = "en",
        names: Mapping[str, str] = NO_NAMES,
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.trees = trees
        self.nodes = nodes
        self.predicates = predicates
        self.special = special
        self.language = language
        self.names = names
        self.patterns = Patterns(vocabulary, predicates)

    @cached_property
    def sha256(self) -> str:
        """Of the canonical document: settings, vocabulary, claims and tree."""
        return sha256_of(self.document)


def compile_requirements(
    document: Mapping[str, Any], *, language: str = "en", names: Mapping[str, str] = NO_NAMES
) -> Requirements:
    """Reads, validates and binds the requirements of a revision, once. Raises RequirementsError with all problems.

    ``language`` is that of the document's labels and questions: ``en``, or ``es`` for a translated document,
    whose ``names`` say what fields of study, kinds and levels are called: {name in English words: other words}.
    """
    reader = Reader(Vocabulary.empty(), KINDS)
    body = reader.keys(document, _KEYS, "requirements")
    if body is None:
        raise RequirementsError(reader.problems)
    reader.vocabulary = read_vocabulary(body, reader)
    trees: dict[str, Node] = {}
    if ("tree" in body) == ("levels" in body):
        reader.problem(
            "requirements", "There is no tree, or both a tree and levels.", "Write 'tree', or 'levels'."
        )
    elif "tree" in body:
        _add(trees, "", reader.node(body["tree"], "tree"))
    elif not isinstance(body["levels"], Mapping) or not body["levels"]:
        reader.problem("levels", "There is no level here.", "Write 'name: tree' for each level.")
    else:
        for name in _level_names(body, reader):
            tree = body["levels"][name]
            slug = reader.slug(name, f"levels.{str(name)[:60]}")
            _add(trees, slug or "?", reader.node(tree, f"levels.{str(name)[:60]}"))
    claims = read_claims(body, reader.vocabulary, reader)
    special = bind(reader, trees, claims)
    if not reader.problems:
        refuse_constants(reader.all_nodes, reader.all_predicates, reader)
    if reader.problems:
        raise RequirementsError(reader.problems)
    return Requirements(
        document=document,
        vocabulary=reader.vocabulary,
        trees=trees,
        nodes=tuple(sorted(reader.all_nodes, key=lambda node: node.number)),
        predicates=tuple(reader.all_predicates),
        special=special,
        language=language,
        names=names,
    )


def _level_names(body: Mapping[str, Any], reader: Reader) -> list[Any]:
    """The levels in the posting's order: as ``level_order`` says, for what is stored as jsonb keeps no order of its names."""
    names = list(body["levels"])
    order = body.get("level_order", names)
    if not isinstance(order, list) or sorted(map(str, order)) != sorted(map(str, names)):
        reader.problem(
            "level_order",
            "It does not name each level once.",
            "Leave it out, or list the names of all levels.",
        )
        return names
    return order


def _add(trees: dict[str, Node], name: str, tree: Node | None) -> None:
    if tree:
        trees[name] = tree
