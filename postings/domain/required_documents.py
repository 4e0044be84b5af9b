"""Which requirement each document of a posting serves, read from the tree, and whether its lack can be mended."""

from collections.abc import Iterator
from typing import NamedTuple

from postings.domain.queries import compiled
from postings.minimum_requirements.kinds.documents import DocumentNode
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.typing_speed import TypingSpeed
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import Documented, Predicate
from postings.minimum_requirements.requirements import Requirements
from postings.models import PostingRevision

TYPING_CERTIFICATE = "typing_certificate"
"""The kind of document that a typing requirement speaks of where it takes a certificate."""


class Served(NamedTuple):
    """A requirement in the posting's own words. ``curable``: what is missing is asked for and may still follow."""

    requirement: str
    curable: bool


def requirements_served(revision: PostingRevision) -> dict[str, list[Served]]:
    """Document kind → the requirements it bears on, in the tree's order, each once."""
    requirements = compiled(revision)
    found: dict[str, list[Served]] = {}
    for node in requirements.nodes:
        for slug, curable in _spoken_of(node, requirements):
            served = Served(node.title, curable)
            if served not in found.setdefault(slug, []):
                found[slug].append(served)
    return found


def typing_requirement(revision: PostingRevision) -> TypingSpeed | None:
    """The typing requirement of a revision, with what it asks of a certificate."""
    return next((node for node in compiled(revision).nodes if isinstance(node, TypingSpeed)), None)


def _spoken_of(node: Node, requirements: Requirements) -> Iterator[tuple[str, bool]]:
    vocabulary = requirements.vocabulary
    if isinstance(node, DocumentNode):
        yield node.document.slug, not node.decisive
    elif isinstance(node, TypingSpeed):
        if "certificate" in node.accept and TYPING_CERTIFICATE in vocabulary.documents:
            yield TYPING_CERTIFICATE, True
    elif isinstance(node, Experience):
        for predicate in node.asked_of_jobs:
            yield from ((slug, True) for slug in _documented(predicate))
        if vocabulary.settings.out_of_class_document:
            yield vocabulary.settings.out_of_class_document, True


def _documented(predicate: Predicate) -> Iterator[str]:
    if isinstance(predicate, Documented):
        yield predicate.document
    for child in predicate.children:
        yield from _documented(child)
