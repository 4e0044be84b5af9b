"""Reading a draft that is not finished: the sentence of each requirement that can be read, and every problem by its place."""

from collections.abc import Mapping
from typing import Any

from postings.authoring.parts import OWN_LEVEL
from postings.data_file import DataFileError, requirements_document
from postings.minimum_requirements.bind import bind
from postings.minimum_requirements.kinds.registry import KINDS
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.read_vocabulary import read_vocabulary
from postings.minimum_requirements.tree_reader import Reader

_OF_THE_TREE = ("tree", "levels", "settings", "claims")


def sentences_by_place(document: Mapping[str, Any]) -> dict[str, str]:
    """Place → what the requirement, or the question asked of a job, says in plain words."""
    try:
        body = requirements_document(document)
    except DataFileError:
        return {}
    reader = Reader(read_vocabulary(body, Reader({}, KINDS)), KINDS)  # type: ignore[arg-type]
    trees: dict[str, Node] = {}
    levels = body.get("levels")
    wanted = {f"levels.{name}": tree for name, tree in levels.items()} if isinstance(levels, Mapping) else {}
    for path, spec in (wanted or {"tree": body.get("tree")}).items():
        if node := reader.node(spec, path):
            trees[path] = node
    bind(reader, trees, ())
    things: list[Node | Predicate] = [*reader.all_nodes, *reader.all_predicates]
    return {place(thing.path): _said(thing) for thing in things}


def place(path: str) -> str:
    """The engine's path as a place in the posting's document."""
    return f"{OWN_LEVEL[0]}.{path}" if path.split(".")[0].split("[")[0] in _OF_THE_TREE else path


def by_place(problems: list[str]) -> list[tuple[str, str]]:
    """Each problem that names its path, as (place, words)."""
    split = [problem.partition(": ") for problem in problems]
    return [
        (place(path), words) if words and " " not in path else ("", path + words) for path, _, words in split
    ]


def _said(thing: Node | Predicate) -> str:
    if thing.label:
        return thing.label
    try:
        return thing.words()
    except AttributeError:  # it speaks of another that is not there yet
        return ""
