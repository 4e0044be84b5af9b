"""Answers of jobs as patterns: what a predicate says of a job depends on few things, so it is worked out once for each.

A pattern is a number made of one digit for each duty: which of its answers that the predicates tell apart was given.
"""

from typing import Any, Final

import orjson

from postings.minimum_requirements.errors import FactsError
from postings.minimum_requirements.facts import Document, Job
from postings.minimum_requirements.kleene import DOCUMENT_UNREVIEWED, UNANSWERED, YES
from postings.minimum_requirements.papers import proof_on_file
from postings.minimum_requirements.predicates import (
    Answers,
    Asked,
    CityEmployee,
    Documented,
    DutyIs,
    Joined,
    KindIs,
    Predicate,
)
from postings.minimum_requirements.read_values import shown
from postings.minimum_requirements.vocabulary import Vocabulary

MOST_PATTERNS: Final = 32_768
ASKED_NOTHING: Final = -1
"""The last of a job's answers is a yes: that of a requirement which asks nothing of the job."""


class Patterns:
    """Three-valued answers of all predicates of a posting, remembered by pattern; bounded."""

    def __init__(self, vocabulary: Vocabulary, predicates: tuple[Predicate, ...]) -> None:
        self._vocabulary = vocabulary
        self._order = _children_first(predicates)
        self._digits = _digits(vocabulary, predicates)
        self._asks_for_documents = any(isinstance(each, Documented) for each in predicates)
        self._asks_for_more = any(isinstance(each, (KindIs, CityEmployee, Documented)) for each in predicates)
        self._told_apart = {each.number for each in predicates if each.tells_sometimes_from_no}
        self._known: dict[Any, Answers] = {}

    def answers_of(self, job: Job, papers: tuple[Document, ...]) -> Answers:
        """The answer of every predicate for one job. Raises FactsError for a duty or value not known here."""
        if self._asks_for_more:
            key = self.key_of(job, papers)
        else:  # what key_of gives, in place: this is done for every job
            digits, key = self._digits, 0
            try:
                for tag, value in job.duties.items():
                    key += digits[tag][value]
            except (KeyError, TypeError):
                self._refuse(job)
        answers = self._known.get(key)
        if answers is None:
            answers = Answers(self._worked_out(self.asked(job, papers)))
            if len(self._known) >= MOST_PATTERNS:
                self._known.clear()
            self._known[key] = answers
        return answers

    def _worked_out(self, asked: Asked) -> tuple[int, ...]:
        values = [YES] * (len(self._order) + 1)
        for predicate in self._order:
            values[predicate.number] = (
                predicate.joined([values[child.number] for child in predicate.children])
                if isinstance(predicate, Joined)
                else predicate.truth(asked)
            )
        return tuple(values)

    def why_not(
        self, predicate: Predicate, answers: Answers, job: Job, papers: tuple[Document, ...]
    ) -> tuple[str, ...]:
        """Why a job does not answer a predicate with a certain yes."""
        lines = answers.why_not.get(predicate.number)
        if lines is None:
            explained = predicate.explained(answers.values, self.asked(job, papers))
            lines = tuple(dict.fromkeys(explained))
            if predicate.number not in self._told_apart:
                answers.why_not[predicate.number] = lines
        return lines

    def why_not_json(
        self, predicate: Predicate, answers: Answers, job: Job, papers: tuple[Document, ...]
    ) -> str:
        """The same as JSON text."""
        text = answers.why_not_json.get(predicate.number)
        if text is None:
            text = orjson.dumps(self.why_not(predicate, answers, job, papers)).decode()
            if predicate.number in answers.why_not:
                answers.why_not_json[predicate.number] = text
        return text

    def key_of(self, job: Job, papers: tuple[Document, ...]) -> Any:
        """What the predicates see of a job."""
        digits = self._digits
        pattern = 0
        try:
            for tag, value in job.duties.items():
                pattern += digits[tag][value]
        except (KeyError, TypeError):
            self._refuse(job)
        if not self._asks_for_more:
            return pattern
        return (
            pattern,
            job.kind,
            job.city_employee,
            self._proofs(papers) if self._asks_for_documents else None,
        )

    def asked(self, job: Job, papers: tuple[Document, ...]) -> Asked:
        """One job as predicates see it."""
        proofs = dict(self._proofs(papers)) if self._asks_for_documents else {}
        return Asked(job.duties, job.kind, job.city_employee, proofs.__getitem__)

    def _proofs(self, papers: tuple[Document, ...]) -> tuple[tuple[str, int], ...]:
        proofs = [(slug, proof_on_file(papers, slug)) for slug in self._vocabulary.documents]
        # on file and not rejected is enough here: a predicate asks for the proof, not for its review
        return tuple((slug, YES if proof == DOCUMENT_UNREVIEWED else proof) for slug, proof in proofs)

    def _refuse(self, job: Job) -> None:
        known = self._vocabulary.duties
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


def _children_first(predicates: tuple[Predicate, ...]) -> tuple[Predicate, ...]:
    """All predicates, each after those it is made of; they have no cycles."""
    order: list[Predicate] = []
    placed = set[int]()

    def place(predicate: Predicate) -> None:
        if predicate.number not in placed:
            placed.add(predicate.number)
            for child in predicate.children:
                place(child)
            order.append(predicate)

    for predicate in predicates:
        place(predicate)
    return tuple(order)


def _digits(vocabulary: Vocabulary, predicates: tuple[Predicate, ...]) -> dict[str, dict[str | None, int]]:
    """For each duty the digit of each answer, at the place of the duty; answers that no predicate tells apart share one."""
    digits: dict[str, dict[str | None, int]] = {}
    place = 1
    for tag, duty in vocabulary.duties.items():
        asking = [each for each in predicates if isinstance(each, DutyIs) and each.duty.tag == tag]
        known: dict[tuple[int, ...], int] = {(UNANSWERED,) * len(asking): 0}
        digits[tag] = {None: 0}
        for value in duty.values:
            answers = tuple([each.truth(Asked({tag: value}, None, None, _no_document)) for each in asking])
            digits[tag][value] = known.setdefault(answers, len(known)) * place
        place *= max(len(known), 2)
    return digits


def _no_document(kind: str) -> int:
    raise AssertionError(f"a duty does not ask for {kind}")
