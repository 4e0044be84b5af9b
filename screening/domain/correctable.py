"""What an applicant may correct now: what a finding against them rests on, and what they were asked for."""

from datetime import date
from typing import NamedTuple

from screening.city_time import city_day
from screening.domain import fact_request
from screening.domain.answering import last_day_to_answer
from screening.domain.file_question import file_questions
from screening.domain.open_facts import ANSWERS, EDUCATION, SCHOOLING, TYPING
from screening.domain.proof import Proof
from screening.domain.queries import released_decision
from screening.enums import ApplicationEvent, ApplicationState, Finding, Outcome
from screening.models import Application, Decision, FactRequest
from screening.transitions import allowed

OPEN = (ApplicationState.NOT_QUALIFIED, ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)


class Asked(NamedTuple):
    """What may be corrected: any job (its dates, hours, kind, duties), these questions, the typing, the education.

    ``entries``: single jobs that a request asks about (``job-2``, ``job-new``).
    """

    jobs: bool
    questions: frozenset[str]
    typing: bool = False
    education: bool = False
    entries: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.jobs or bool(self.questions) or self.typing or self.education or bool(self.entries)

    def asks(self, what: str) -> bool:
        """Whether this entry may be corrected: ``job-2``, ``job-new``, ``answers``, ``typing``, ``education``."""
        whole = {ANSWERS: bool(self.questions), TYPING: self.typing, EDUCATION: self.education}
        return whole.get(what, self.jobs or what in self.entries)


class Opened(NamedTuple):
    """Why something may be corrected now: the finding that stands, what was asked for and not said yet, and what it covers."""

    decision: Decision | None
    requests: list[FactRequest]
    asked: Asked

    @property
    def last_day(self) -> date:
        """The last day to answer; of several requests the first one."""
        if self.requests:
            return min(request.due_on for request in self.requests)
        assert self.decision is not None  # one of the two opens it
        return last_day_to_answer(city_day(self.decision.decided_at))


def open_finding(application: Application) -> Decision | None:
    """The finding that may be answered by a correction now: told, standing, against the applicant."""
    decision = released_decision(application)
    return decision if decision is not None and is_open(application, decision) else None


def is_open(application: Application, decision: Decision) -> bool:
    """Whether a correction may answer this finding, which stands and was told."""
    return application.state in OPEN and decision.finding == Finding.NOT_QUALIFIED


def opened(application: Application) -> Opened | None:
    """What may be corrected now, and why; None while nothing is open."""
    decision = open_finding(application)
    takes = allowed(application.state, ApplicationEvent.SUPPLEMENT)
    requests = fact_request.unanswered(application) if takes else []
    asked = _joined(asked_of(decision) if decision else Asked(False, frozenset()), requests)
    return Opened(decision, requests, asked) if asked else None


def _joined(asked: Asked, requests: list[FactRequest]) -> Asked:
    whats = {request.what for request in requests}
    return Asked(
        jobs=asked.jobs,
        questions=asked.questions.union(*(request.questions for request in requests)),
        typing=asked.typing or TYPING in whats,
        education=asked.education or EDUCATION in whats,
        entries=frozenset(whats - {ANSWERS, TYPING, EDUCATION}),
    )


def asked_of(decision: Decision) -> Asked:
    """What a finding's unmet and open requirements rest on, from its proof alone. A file is sent as a document."""
    nodes = [
        node
        for root in Proof.of(decision.evaluation).roots
        for node in root.walk()
        if node.outcome != Outcome.MET
    ]
    questions = {claim["question"] for node in nodes for claim in node.raw.get("claims", ())}
    questions |= {node.raw["evidence"]["question"] for node in nodes if node.raw["kind"] == "answer"}
    files = {question.slug for question in file_questions(decision.application.revision)}
    kinds = {node.raw["kind"] for node in nodes}
    return Asked(
        jobs=bool(kinds & {"experience", "combine"}),
        questions=frozenset(questions - files),
        typing="typing" in kinds,
        education=bool(kinds & SCHOOLING),
    )
