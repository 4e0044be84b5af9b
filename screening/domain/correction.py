"""After a finding that a requirement is not met, the applicant corrects what it rests on: a new version, certified again.

What was sent stays. Only what an unmet requirement speaks of can be corrected (jobs, answers, typing, education); late is kept and
marked late. Source: City of San Diego, Notice of Application Review.
"""

import json
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from postings.domain.queries import compiled
from postings.minimum_requirements import canonical_json
from screening.city import city
from screening.city_time import city_day
from screening.domain import notice
from screening.domain.answering import last_day_to_answer
from screening.domain.completeness import education_parts
from screening.domain.document import supplement
from screening.domain.facts import asked_answers, job_facts
from screening.domain.file_question import file_questions
from screening.domain.proof import Proof
from screening.domain.queries import latest_submission, released_decision
from screening.enums import ApplicationState, Finding, NoticeKind, Outcome, SubmissionCause
from screening.errors import Refused
from screening.models import Application, Decision, Submission, User
from screening.permissions import authorise

MOST_JOBS = 60
SCHOOLING = {"education", "combine", "licence", "certificate", "record_limit"}
"""Kinds of requirement that rest on the education section."""
OPEN = (ApplicationState.NOT_QUALIFIED, ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)


class Asked(NamedTuple):
    """What the unmet requirements rest on: any job (its dates, hours, kind, duties), these questions, the typing, the education."""

    jobs: bool
    questions: frozenset[str]
    typing: bool = False
    education: bool = False

    def __bool__(self) -> bool:
        return self.jobs or bool(self.questions) or self.typing or self.education


class Change(NamedTuple):
    """One job (``number`` counts from 0 as the facts do, None adds one), some answers, the typing, or the education.

    An empty answer takes one back. ``education``: its parts whole, as a draft holds them.
    """

    job: dict[str, Any] | None = None
    number: int | None = None
    answers: dict[str, Any] | None = None
    typing: dict[str, Any] | None = None
    education: dict[str, Any] | None = None


def open_finding(application: Application) -> Decision | None:
    """The finding that may be answered by a correction now: told, standing, against the applicant."""
    decision = released_decision(application)
    return decision if decision is not None and is_open(application, decision) else None


def is_open(application: Application, decision: Decision) -> bool:
    """Whether a correction may answer this finding, which stands and was told."""
    return application.state in OPEN and decision.finding == Finding.NOT_QUALIFIED


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


def correct(
    *, actor: User, application_id: int, change: Change, certified_name: str, seen: int, at: datetime
) -> Submission:
    """Store a corrected version of the facts, certified by name, and have it evaluated. A repeat gives the same version.

    ``seen`` is the number of the version that the page showed. Raises NotAllowed; Refused when no finding is open, for
    what was not asked, without a name, when nothing changed, or when a newer version came in between.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("revision", "applicant", "posting")
            .get(pk=application_id)
        )
        authorise(actor, "correct_application", application)
        decision = open_finding(application)
        if decision is None:
            raise Refused(
                _(
                    "Nothing can be corrected now. Look at where your application stands. If we wait for a paper, "
                    "send it first."
                )
            )
        _must_be_asked(change, asked_of(decision))
        if not certified_name.strip():
            raise Refused(_("Type your full name to sign."))
        latest = latest_submission(application)
        assert latest is not None  # nothing is decided before it was sent
        facts = _changed(application, json.loads(latest.facts), change)
        if canonical_json(facts).decode() == latest.facts:
            if latest.cause == SubmissionCause.CORRECTED and latest.number == seen + 1:
                return latest
            raise Refused(_("Nothing was changed, so nothing was sent. Correct what is wrong, or go back."))
        if latest.number != seen:
            raise Refused(
                _(
                    "Your application changed in another window since this page was opened. Open it again to see "
                    "how it stands now. Nothing was sent from here."
                )
            )
        made = supplement(
            application=application,
            cause=SubmissionCause.CORRECTED,
            actor=actor,
            at=at,
            corrected=facts,
            certified_name=certified_name.strip(),
            said={"decision": decision.pk} | _lateness(decision, at),
        )
        notice.give(
            kind=NoticeKind.CORRECTION_RECEIVED,
            recipient=application.applicant,
            application=application,
            cause=f"correction:{made.pk}",
            context={"missed": missed_day(made, [decision]), **city()},
            at=at,
        )
    return made


def missed_day(correction: Submission, decisions: list[Decision]) -> date | None:
    """The last day that had passed when a correction came; None when it came in time."""
    found = [one for one in decisions if one.decided_at <= correction.made_at]
    standing = max(found, key=lambda one: one.pk, default=None)
    if standing is None or standing.finding != Finding.NOT_QUALIFIED:
        return None
    day = last_day_to_answer(city_day(standing.decided_at))
    return day if city_day(correction.made_at) > day else None


def _lateness(decision: Decision, at: datetime) -> dict[str, str]:
    day = last_day_to_answer(city_day(decision.decided_at))
    return {"late": "yes", "last_day": day.isoformat()} if city_day(at) > day else {}


def _must_be_asked(change: Change, asked: Asked) -> None:
    if (
        (change.job is not None and not asked.jobs)
        or (change.typing is not None and not asked.typing)
        or (change.education is not None and not asked.education)
        or not set(change.answers or {}) <= asked.questions
    ):
        raise Refused(
            _(
                "This is not what the finding rests on, so it cannot be corrected here. If you think that the finding "
                "is wrong, appeal it."
            )
        )


def _changed(application: Application, facts: dict[str, Any], change: Change) -> dict[str, Any]:
    vocabulary = compiled(application.revision).vocabulary
    if change.job is not None:
        jobs = list(facts.get("jobs", []))
        job = job_facts(change.job, vocabulary)
        if change.number is None:
            if len(jobs) >= MOST_JOBS:
                raise Refused(
                    _("There are %(most)d jobs, which is the most we can take.") % {"most": MOST_JOBS}
                )
            jobs.append(job)
        elif 0 <= change.number < len(jobs):
            jobs[change.number] = job
        else:
            raise Refused(_("There is no such job. Open the page again and choose one of your jobs."))
        facts = {**facts, "jobs": jobs}
    if change.answers is not None:
        answers = {**facts.get("answers", {}), **change.answers}
        answers = {slug: value for slug, value in answers.items() if value not in (None, "", [])}
        facts = {**facts, "answers": asked_answers(answers, vocabulary)}
    if change.typing is not None:
        facts = {**facts, "typing": change.typing}
    if change.education is not None:
        parts = {part: change.education.get(part, []) for part in education_parts(application.revision)}
        facts = {**facts, **parts}
    return facts
