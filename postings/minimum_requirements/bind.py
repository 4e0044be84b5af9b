"""Binding a tree that was read: references to what they name, claims to their nodes, cycles and depth refused."""

from collections.abc import Mapping
from typing import Final

from postings.minimum_requirements.joined_predicates import SameAs as SamePredicate
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.joined import SameAs
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.tree_reader import DEEPEST, Reader
from postings.minimum_requirements.vocabulary import Claim

MOST_WRITTEN_OUT: Final = 5_000
"""Nodes of a tree if each reference were replaced by what it names; a hundred references to fifty nodes fit."""


def bind(reader: Reader, trees: Mapping[str, Node], claims: tuple[Claim, ...]) -> frozenset[int]:
    """Resolves names in place, notes problems in the reader, and gives the numbers of the special nodes."""
    special = {node.number for node in reader.all_nodes if node.due in ("offer", "appointment")}
    for node in reader.all_nodes:
        if isinstance(node, SameAs):
            target = reader.named.get(node.name)
            if isinstance(target, Node):
                node.target = target
                special.add(target.number)
            else:
                _unknown(reader, node.path, node.name)
    for predicate in reader.all_predicates:
        if isinstance(predicate, SamePredicate):
            named = reader.named.get(predicate.name)
            if isinstance(named, Predicate):
                predicate.target = named
            else:
                _unknown(reader, predicate.path, predicate.name)
    if not reader.problems:
        _refuse_cycles(reader, trees)
    for number, claim in enumerate(claims):
        claimed = reader.named.get(claim.node)
        path = f"claims[{number}].node"
        if not isinstance(claimed, Node):
            reader.problem(path, f"No node is named '{claim.node}'.", "Use the 'id' of a node of the tree.")
        elif claim.as_ == "months" and not isinstance(claimed, Experience):
            reader.problem(
                path, "Months can be claimed of an experience only.", "Use 'yes_no', or another node."
            )
        else:
            claimed.claims = (*claimed.claims, claim)
    return frozenset(special)


def _unknown(reader: Reader, path: str, name: str) -> None:
    reader.problem(
        f"{path}.ref", f"Nothing of this kind is named '{name}'.", "Use the 'id' of a node that stands here."
    )


def _refuse_cycles(reader: Reader, trees: Mapping[str, Node]) -> None:
    """Depth and size count through references too, so that judging and explaining stay within bounds."""
    depths: dict[int, int] = {}
    sizes: dict[int, int] = {}
    on_the_way: set[int] = set()

    def depth(of: Node | Predicate) -> int:
        if id(of) in on_the_way:
            if not reader.problems:
                reader.problem(
                    of.path, "This node refers to itself through others.", "Break the circle of references."
                )
            return 0
        if id(of) not in depths:
            on_the_way.add(id(of))
            depths[id(of)] = 1 + max((depth(below) for below in _below(of)), default=0)
            sizes[id(of)] = 1 + sum(sizes.get(id(below), 0) for below in _below(of))
            on_the_way.remove(id(of))
        return depths[id(of)]

    deepest = max((depth(tree) for tree in trees.values()), default=0)
    if deepest > DEEPEST and not reader.problems:
        reader.problem(
            "tree",
            f"With its references the tree is {deepest} levels deep, more than {DEEPEST}.",
            "Flatten it.",
        )
    largest = max((sizes[id(tree)] for tree in trees.values()), default=0)
    if largest > MOST_WRITTEN_OUT and not reader.problems:
        reader.problem(
            "tree",
            f"With its references written out the tree has {largest} nodes, more than {MOST_WRITTEN_OUT}.",
            "Refer to fewer parts.",
        )


def _below(of: Node | Predicate) -> tuple[Node | Predicate, ...]:
    if isinstance(of, (SameAs, SamePredicate)):
        return (of.target,) if of.target else ()
    if isinstance(of, Node):
        return (*of.children, *of.asked_of_jobs)
    return of.children
