"""Requirements, read and bound once for each revision: what every evaluation under it shares."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from postings.minimum_requirements.bind import bind
from postings.minimum_requirements.canonical import sha256_of
from postings.minimum_requirements.errors import FactsError, RequirementsError
from postings.minimum_requirements.facts import Document, Job
from postings.minimum_requirements.kinds.registry import KINDS
from postings.minimum_requirements.kleene import DOCUMENT_UNREVIEWED, YES
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import Asked, Predicate
from postings.minimum_requirements.read_values import shown
from postings.minimum_requirements.read_vocabulary import read_claims, read_vocabulary
from postings.minimum_requirements.tree_reader import Reader
from postings.minimum_requirements.vocabulary import Vocabulary
from postings.minimum_requirements.work import Work

MOST_PATTERNS: Final = 4096
"""Answer patterns kept at most; jobs of one posting mostly share a few."""

_KEYS: Final = ("settings", "duties", "questions", "documents", "claims", "tree", "levels")


class Requirements:
    """A validated tree (or several levels) with its vocabulary.

    ``trees`` maps the name of each level to its tree; a posting without levels has one under ``""``.
    ``special`` holds the numbers of nodes that are judged once, later, or against a claim.
    """

    def __init__(
        self,
        *,
        document: Mapping[str, Any],
        vocabulary: Vocabulary,
        trees: Mapping[str, Node],
        nodes: tuple[Node, ...],
        predicates: tuple[Predicate, ...],
        roots: tuple[Predicate | None, ...],
        special: frozenset[int],
    ) -> None:
        self.document = document
        self.vocabulary = vocabulary
        self.trees = trees
        self.nodes = nodes
        self.predicates = predicates
        self.special = special
        self._roots = roots
        self._asks_for_documents = any(predicate.kind == "documented" for predicate in predicates)
        self._patterns: dict[Any, tuple[int, ...]] = {}
        self._why_not: dict[Any, list[str]] = {}

    @cached_property
    def sha256(self) -> str:
        """Of the canonical document: settings, vocabulary, claims and tree."""
        return sha256_of(self.document)

    def truths_of(self, job: Job, papers: tuple[Document, ...]) -> tuple[int, ...]:
        """The three-valued answers of every root predicate for one job, remembered by pattern of answers.

        Raises FactsError for a duty or a value that the posting does not know.
        """
        duties = job.duties
        try:
            # the count keeps a separator inside a name from passing for two names
            key: Any = (
                len(duties), "\0".join(duties), "\0".join(duties.values()), job.kind, job.city_employee,
                self._proofs(job, papers) if self._asks_for_documents else None,
            )  # fmt: skip
        except TypeError:
            key = None
        truths = self._patterns.get(key)
        if truths is None:
            self._check_duties(job)
            asked = self.asked(job, papers)
            truths = tuple([YES if root is None else root.truth(asked) for root in self._roots])
            if len(self._patterns) >= MOST_PATTERNS:
                self._patterns.clear()
            if key is not None:
                self._patterns[key] = truths
        return truths

    def why_not(self, root: int, work: Work) -> list[str]:
        """Why the work does not answer a root predicate with a certain yes, remembered by pattern of answers."""
        predicate = self._roots[root]
        if predicate is None:
            return []
        job = work.job
        key = (
            root, tuple(job.duties.items()), job.kind, job.city_employee,
            self._proofs(job, work.papers) if self._asks_for_documents else None,
        )  # fmt: skip
        lines = self._why_not.get(key)
        if lines is None:
            lines = list(dict.fromkeys(predicate.why_not(self.asked(job, work.papers))))
            if len(self._why_not) >= MOST_PATTERNS:
                self._why_not.clear()
            self._why_not[key] = lines
        return list(lines)

    def asked(self, job: Job, papers: tuple[Document, ...]) -> Asked:
        """One job as predicates see it."""
        proofs = dict(self._proofs(job, papers))
        return Asked(job.duties, job.kind, job.city_employee, proofs.__getitem__)

    def _proofs(self, job: Job, papers: tuple[Document, ...]) -> tuple[tuple[str, int], ...]:
        work = Work(job, (), papers, self.vocabulary.settings, False)
        proofs = [(slug, work.proof_on_file(slug)) for slug in self.vocabulary.documents]
        # on file and not rejected is enough here: a predicate asks for the proof, not for its review
        return tuple((slug, YES if proof == DOCUMENT_UNREVIEWED else proof) for slug, proof in proofs)

    def _check_duties(self, job: Job) -> None:
        known = self.vocabulary.duties
        for tag, value in job.duties.items():
            duty = known.get(tag)
            if duty is None:
                raise FactsError(
                    f"jobs[{job.index}].duties.{shown(str(tag))}",
                    "is not a duty of this posting.",
                    "Leave it out.",
                )
            if value is not None and (not isinstance(value, str) or value not in duty.values):
                raise FactsError(
                    f"jobs[{job.index}].duties.{tag}", "is not on the scale of this duty.",
                    f"Use one of: {', '.join(duty.values)}.",
                )  # fmt: skip


def compile_requirements(document: Mapping[str, Any]) -> Requirements:
    """Reads, validates and binds the requirements of a revision, once. Raises RequirementsError with all problems."""
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
        for name, tree in body["levels"].items():
            slug = reader.slug(name, f"levels.{str(name)[:60]}")
            _add(trees, slug or "?", reader.node(tree, f"levels.{str(name)[:60]}"))
    claims = read_claims(body, reader.vocabulary, reader)
    special = bind(reader, trees, claims)
    if reader.problems:
        raise RequirementsError(reader.problems)
    return Requirements(
        document=document,
        vocabulary=reader.vocabulary,
        trees=trees,
        nodes=tuple(sorted(reader.all_nodes, key=lambda node: node.number)),
        predicates=tuple(reader.all_predicates),
        roots=tuple(reader.roots),
        special=special,
    )


def _add(trees: dict[str, Node], name: str, tree: Node | None) -> None:
    if tree:
        trees[name] = tree
