"""After a finding, or when asked, the applicant corrects what it rests on: a new version, certified again.

What was sent stays. Only what an unmet requirement speaks of can be corrected (jobs, answers, typing, education); late is kept and
marked late. Source: City of San Diego, Notice of Application Review.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from postings.domain.queries import compiled
from postings.minimum_requirements import canonical_json
from screening.city import city
from screening.city_time import city_day
from screening.domain import fact_request, notice
from screening.domain.answering import last_day_to_answer
from screening.domain.completeness import education_parts
from screening.domain.correctable import Asked, opened
from screening.domain.document import supplement
from screening.domain.facts import asked_answers, job_facts
from screening.domain.open_facts import ANSWERS, EDUCATION, NEW_JOB, TYPING
from screening.domain.own_words import in_force, laid_over, lift_corrected, own_words
from screening.domain.queries import latest_submission
from screening.enums import Finding, NoticeKind, SubmissionCause
from screening.errors import Refused
from screening.models import Application, Decision, FactRequest, Submission, User
from screening.permissions import authorise

MOST_JOBS = 60


class Change(NamedTuple):
    """One job (``number`` counts from 0 as the facts do, None adds one), some answers, the typing, or the education.

    An empty answer takes one back. ``education``: its parts whole, as a draft holds them.
    """

    job: dict[str, Any] | None = None
    number: int | None = None
    answers: dict[str, Any] | None = None
    typing: dict[str, Any] | None = None
    education: dict[str, Any] | None = None

    @property
    def what(self) -> str:
        """The entry that it changes, as ``Asked`` names it."""
        if self.job is not None:
            return NEW_JOB if self.number is None else f"job-{self.number + 1}"
        return TYPING if self.typing is not None else EDUCATION if self.education is not None else ANSWERS


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
        latest = latest_submission(application)
        assert latest is not None  # nothing is decided or asked before it was sent
        settled = list(application.settled_facts.all())
        own, standing = own_words(latest, settled), in_force(settled, latest)
        now = opened(application)
        if now is None:
            if _is_repeat(application, latest, own, change, seen):
                return latest
            raise Refused(
                _(
                    "Nothing can be corrected now. Look at where your application stands. If we wait for a paper, "
                    "send it first."
                )
            )
        _must_be_asked(change, now.asked)
        if not certified_name.strip():
            raise Refused(_("Type your full name to sign."))
        facts = _changed(application, own, change)
        if canonical_json(facts) == canonical_json(own):
            if _is_repeat(application, latest, own, change, seen):
                return latest
            raise Refused(_("Nothing was changed, so nothing was sent. Correct what is wrong, or go back."))
        if latest.number != seen:
            raise Refused(
                _(
                    "Your application changed in another window since this page was opened. Open it again to see "
                    "how it stands now. Nothing was sent from here."
                )
            )
        request = fact_request.answered(application, change.what, at=at)
        missed = _missed(now.decision, request, at)
        made = supplement(
            application=application,
            cause=SubmissionCause.CORRECTED,
            actor=actor,
            at=at,
            corrected=laid_over(facts, standing),
            certified_name=certified_name.strip(),
            said=_because(now.decision, request)
            | ({"late": "yes", "last_day": missed.isoformat()} if missed else {}),
        )
        lift_corrected(application, own=facts, standing=standing, submission=made, actor=actor, at=at)
        notice.give(
            kind=NoticeKind.CORRECTION_RECEIVED,
            recipient=application.applicant,
            application=application,
            cause=f"correction:{made.pk}",
            context={"missed": missed, **city()},
            at=at,
        )
    return made


def _is_repeat(
    application: Application, latest: Submission, own: dict[str, Any], change: Change, seen: int
) -> bool:
    """Whether the newest version, ``own`` in the applicant's words, is this very correction, sent by an earlier click."""
    if latest.cause != SubmissionCause.CORRECTED or latest.number != seen + 1:
        return False
    if change.job is not None and change.number is None:
        return own["jobs"][-1] == job_facts(change.job, compiled(application.revision).vocabulary)
    return canonical_json(_changed(application, own, change)) == canonical_json(own)


def missed_day(
    correction: Submission, decisions: list[Decision], requests: Iterable[FactRequest] = ()
) -> date | None:
    """The last day that had passed when a correction came; None when it came in time."""
    request = next((one for one in requests if one.answered_at == correction.made_at), None)
    found = [one for one in decisions if one.decided_at <= correction.made_at]
    standing = max(found, key=lambda one: one.pk, default=None)
    if standing is not None and standing.finding != Finding.NOT_QUALIFIED:
        standing = None
    return _missed(standing, request, correction.made_at)


def _missed(decision: Decision | None, request: FactRequest | None, at: datetime) -> date | None:
    """The day that had passed: of the request that it answers, else of the finding."""
    if request is not None:
        day = request.due_on
    elif decision is not None:
        day = last_day_to_answer(city_day(decision.decided_at))
    else:
        return None
    return day if city_day(at) > day else None


def _because(decision: Decision | None, request: FactRequest | None) -> dict[str, int]:
    if request is not None:
        return {"fact_request": request.pk}
    return {"decision": decision.pk} if decision is not None else {}


def _must_be_asked(change: Change, asked: Asked) -> None:
    if not asked.asks(change.what) or not set(change.answers or {}) <= asked.questions:
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
