"""One application under one set of requirements: the facts made ready for judging, once."""

from typing import TYPE_CHECKING, Final

from postings.minimum_requirements import vocabulary
from postings.minimum_requirements.claims import contradicted
from postings.minimum_requirements.errors import FactsError
from postings.minimum_requirements.facts import Document, Facts, Job
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kleene import (
    CONTRADICTION,
    LATER,
    NO,
    YES,
    all_of,
)
from postings.minimum_requirements.node import Finding, Node
from postings.minimum_requirements.read_values import shown, text
from postings.minimum_requirements.reader import Due
from postings.minimum_requirements.work import Work

if TYPE_CHECKING:
    from postings.minimum_requirements.requirements import Requirements


_NO_PAPERS: Final[dict[int, tuple[Document, ...]]] = {}


class Case:
    """Raises FactsError when the facts speak of a duty, an answer or a document that the posting does not know."""

    __slots__ = ("requirements", "facts", "settings", "closing", "works", "later", "_shared")

    def __init__(self, requirements: "Requirements", facts: Facts, closing: int | None) -> None:
        self.requirements = requirements
        self.facts = facts
        self.settings = requirements.vocabulary.settings
        self.closing = closing
        self.later: list[Finding] = []
        self._shared: dict[int, Finding] = {}
        if facts.answers:
            _check_answers(facts, requirements)
        if facts.documents:
            _check_documents(facts, requirements)
        self.works = self._works(facts.jobs) if facts.jobs else []

    def _works(self, jobs: tuple[Job, ...]) -> list[Work]:
        answers_of = self.requirements.patterns.answers_of
        settings = self.settings
        papers = _papers_by_job(self.facts) if self.facts.documents else _NO_PAPERS
        doubtful = settings.out_of_class_document is not None
        any_out_of_class = False
        for job in jobs:
            kind = job.kind
            if kind != "regular" and (kind == "out_of_class" or (doubtful and kind is None)):
                any_out_of_class = True
        works = []
        for job in jobs:
            own = papers.get(job.index, ())
            works.append(Work(job, answers_of(job, own), own, settings, any_out_of_class))
        return works

    def as_of(self, node: Node) -> int:
        """The day (ordinal) as of which a node is judged. A posting without a closing date: the day of filing."""
        return self.facts.filed_on if node.due == "filing" else self.day_of(node.due)

    def day_of(self, due: Due) -> int:
        """The day (ordinal) that a due date means for this application."""
        if due == "closing" and self.closing is not None:
            return self.closing
        return due if isinstance(due, int) else self.facts.filed_on

    def judge(self, node: Node) -> Finding:
        """The finding at a node, compared with what answers claim of it; a shared node is judged once."""
        if node.number in self.requirements.special:
            return self._judge_special(node)
        finding = node.judge(self)
        if node.claims and self.facts.answers:
            self._compare(finding)
        return finding

    def _judge_special(self, node: Node) -> Finding:
        finding = self._shared.get(node.number)
        if finding is not None:
            return finding
        if node.due in ("offer", "appointment"):
            finding = Finding(node, LATER)
            self.later.append(finding)
        else:
            finding = node.judge(self)
            self._compare(finding)
        self._shared[node.number] = finding
        return finding

    def _compare(self, finding: Finding) -> None:
        node = finding.node
        if contradicted(node, finding.record, self.facts):
            finding.value = CONTRADICTION if finding.value in (YES, NO) else finding.value | CONTRADICTION
            included = finding.parts if isinstance(node, Experience) else ()
            finding.upward = all_of([finding.value, *[part.upward for part in included]])


def _papers_by_job(facts: Facts) -> dict[int, tuple[Document, ...]]:
    """The documents of each job; identical rows are one job, so they share theirs."""
    jobs = facts.jobs or ()
    papers: dict[int, tuple[Document, ...]] = {}
    for paper in facts.documents:
        if paper.job is not None:
            same_as = jobs[paper.job].same_as
            owner = paper.job if same_as is None else same_as
            papers[owner] = (*papers.get(owner, ()), paper)
    for job in jobs:
        if job.same_as in papers and job.same_as is not None:
            papers[job.index] = papers[job.same_as]
    return papers


def _check_answers(facts: Facts, requirements: "Requirements") -> None:
    questions = requirements.vocabulary.questions
    for slug, value in facts.answers.items():
        question = questions.get(slug)
        if question is None:
            raise FactsError(
                f"answers.{shown(str(slug))}", "is not a question of this posting.", "Leave the answer out."
            )
        if value is not None:
            fault = vocabulary.answer_fault(question, value)
            if fault:
                raise FactsError(f"answers.{slug}", fault, "Correct the answer or leave it out.")
            if question.kind in ("text", "long_text"):
                text(value, f"answers.{slug}")


def _check_documents(facts: Facts, requirements: "Requirements") -> None:
    for number, paper in enumerate(facts.documents):
        if paper.kind is not None and paper.kind not in requirements.vocabulary.documents:
            raise FactsError(
                f"documents[{number}].kind",
                f"{shown(paper.kind)} is not a document of this posting.",
                f"Use one of: {', '.join(requirements.vocabulary.documents) or '(this posting names none)'}.",
            )
