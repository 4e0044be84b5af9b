"""A stored proof as people read it: what failed, what was counted, and the tree with its evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.utils.translation import gettext as _

from postings import minimum_requirements as engine
from postings.domain.queries import compiled
from postings.domain.spoken import GOVERNS, language_in_force, spoken
from screening.domain.proof_notes import notes_of
from screening.enums import Outcome
from screening.models import Evaluation

WHOLE = "requirements"
"""Stands for the whole tree in a decision, where the posting's tree names no part that failed."""
_WORDS = frozenset(
    {
        "text",
        "cite",
        "why",
        "due",
        "cure",
        "requirement",
        "asked",
        "said",
        "tree_sha256",
        "label",
        "note",
        "notes",
    }
)
"""What a proof says in words; everything else is the same in every language."""
GENERIC = {"all": "All of these", "any": "One of these", "not": "Not this"}
"""The engine's own words for a join without a label of the posting; the drawing says the join itself."""


@dataclass(frozen=True)
class ProofNode:
    """One requirement of a proof. ``raw`` is its part of the proof."""

    raw: dict[str, Any]

    @property
    def id(self) -> str:
        return self.raw.get("id", WHOLE)

    @property
    def label(self) -> str:
        return self.raw["text"]

    @property
    def short_label(self) -> str:
        """The node's own id in words, for a dense column: 'customer service'."""
        return self.raw["id"].replace("_", " ") if "id" in self.raw else self.label

    @property
    def outcome(self) -> str:
        """With what it must include."""
        return self.raw.get("outcome_with_parts", self.raw["outcome"])

    @property
    def parts(self) -> list["ProofNode"]:
        return [ProofNode(part) for part in self.raw.get("parts", ())]

    @property
    def is_experience(self) -> bool:
        return self.raw["kind"] == "experience" and "evidence" in self.raw

    @property
    def months(self) -> str:
        """Months counted, least to most: '9.4' or '9.4–12.1'."""
        least, most = self.raw["evidence"]["least_months"], self.raw["evidence"]["most_months"]
        return f"{least}" if least == most else f"{least}–{most}"

    @property
    def needed(self) -> int:
        return self.raw["evidence"]["needed_months"]

    @property
    def lacks(self) -> str:
        """What is missing here or, for one of several, on its nearest branch."""
        lacks = self.raw.get("nearest", self.raw).get("lacks", [])
        return "; ".join(lack["text"] for lack in lacks)

    def walk(self) -> Iterator["ProofNode"]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True)
class Proof:
    """What an evaluation found, with its reasons, in the words of ``language``."""

    data: dict[str, Any]
    language: str = GOVERNS

    @classmethod
    def of(cls, evaluation: Evaluation) -> "Proof":
        """The stored proof; for a reader of another language the same found again in its words, from the same facts."""
        return (
            cls.recorded(evaluation)
            if language_in_force() == GOVERNS
            else proof_in(language_in_force(), evaluation)
        )

    @classmethod
    def recorded(cls, evaluation: Evaluation) -> "Proof":
        """The stored proof, to the byte."""
        return cls(orjson.loads(evaluation.proof))

    @property
    def roots(self) -> list[ProofNode]:
        """The tree, or the tree of each level."""
        return [ProofNode(tree) for tree in engine.roots_of(self.data)]

    @property
    def tone(self) -> str:
        return {Outcome.MET: "success", Outcome.NOT_MET: "error"}.get(self.data["outcome"], "warning")

    def named(self) -> dict[str, str]:
        """Requirement id → its words, each node that can be named in a decision; the whole tree last."""
        names = {node.id: node.label for root in self.roots for node in root.walk() if "id" in node.raw}
        return {**names, WHOLE: _("The minimum requirements as a whole")}

    def failing(self) -> ProofNode:
        """The first requirement that is not met, as far down as the posting names one and only that one would do."""
        return _failing(self.roots[0], self.roots[0])

    def experience(self) -> list[ProofNode]:
        """Each experience that was counted, in the order of the posting."""
        return [node for root in self.roots for node in root.walk() if node.is_experience]

    def letter_lines(self, *, jobs: bool = True) -> list[str]:
        """Each requirement and why, in the words of a letter; without ``jobs`` for a page that shows them beside."""
        return engine.letter_lines(self.data, jobs=jobs, language=self.language)

    def unmet_lines(self) -> list[str]:
        """Only the requirements that are not met, all of them, so that nobody cures one and then learns of the next."""
        return [
            line
            for root in self.roots
            for node in _unmet(root)
            for line in engine.letter_lines({"tree": node.raw, "later": []}, language=self.language)
        ]

    def nodes(self) -> list[dict[str, Any]]:
        """The tree as components/requirement_tree.html draws it."""
        with engine.speaking(self.language):
            return [_drawn(root) for root in self.roots]


def proof_in(language: str, evaluation: Evaluation) -> Proof:
    """What the engine finds of the stored facts in the words of a language.

    The record stays English and governs: where the revision has no words in the language, or the engine of today finds
    anything else than what is on record, the record itself is given.
    """
    recorded = Proof.recorded(evaluation)
    revision = spoken(evaluation.revision, language)
    if revision.language != language:
        return recorded
    closing_on = recorded.data.get("closing_on")
    found = engine.evaluate(
        compiled(revision),
        engine.parse_facts(orjson.loads(evaluation.submission.facts)),
        revision=recorded.data["revision"],
        closing_on=closing_on and date.fromisoformat(closing_on),
        facts_sha256=recorded.data["facts_sha256"],
    ).proof()
    again = Proof(found, language)
    return again if figures_of(found) == figures_of(recorded.data) else recorded


def figures_of(data: Any) -> Any:
    """A proof without its words: outcomes, kinds, names and figures."""
    if isinstance(data, dict):
        return {key: figures_of(value) for key, value in data.items() if key not in _WORDS}
    if isinstance(data, list):
        return [figures_of(value) for value in data]
    return data


def _failing(node: ProofNode, named: ProofNode) -> ProofNode:
    if "id" in node.raw:
        named = node
    own_part_fails = node.raw["kind"] == "experience" and node.raw["outcome"] == Outcome.NOT_MET
    if node.raw["kind"] == "all" or (node.raw["kind"] == "experience" and not own_part_fails):
        for part in node.parts:
            if part.outcome == Outcome.NOT_MET:
                return _failing(part, named)
    return named


def _unmet(node: ProofNode) -> list[ProofNode]:
    if node.outcome != Outcome.NOT_MET:
        return []
    if node.raw["kind"] != "all":
        return [node]
    return [each for part in node.parts for each in _unmet(part)]


def _drawn(node: ProofNode) -> dict[str, Any]:
    kind = node.raw["kind"]
    drawn = {
        "label": "" if kind in GENERIC and engine.say(GENERIC[kind]) == node.label else node.label,
        "outcome": node.outcome,
        "cite": " ".join(node.raw.get("cite", ())),
        "notes": notes_of(node.raw),
        "children": [_drawn(part) for part in node.parts],
    }
    if kind in GENERIC:
        drawn["join"] = kind
    if node.is_experience:
        drawn["measure"] = _("%(months)s of %(needed)s months") % {
            "months": node.months,
            "needed": node.needed,
        }
    return drawn
