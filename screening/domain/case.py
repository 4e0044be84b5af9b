"""One application as it lies before the person who decides: locked, with its newest evaluation and standing decision."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from postings.models import PostingRevision
from screening.city import city
from screening.city_holidays import last_day
from screening.city_time import city_day
from screening.domain import history, notice
from screening.domain.answering import last_day_to_answer
from screening.domain.proof import Proof
from screening.domain.queries import evaluations_of
from screening.domain.second_look_queries import set_aside_of
from screening.enums import ApplicationEvent, ApplicationState, DecisionReason, Finding, NoticeKind, Outcome
from screening.errors import NotAllowed, Refused
from screening.models import Application, Decision, Evaluation, User
from screening.permissions import authorise
from screening.transitions import target

EVENT = {Finding.QUALIFIED: ApplicationEvent.QUALIFY, Finding.NOT_QUALIFIED: ApplicationEvent.DISQUALIFY}
NOTICE = {Finding.QUALIFIED: NoticeKind.QUALIFIED, Finding.NOT_QUALIFIED: NoticeKind.APPLICATION_REVIEW}
FOUND = {Outcome.MET: Finding.QUALIFIED, Outcome.NOT_MET: Finding.NOT_QUALIFIED}
DECIDED = (ApplicationState.QUALIFIED, ApplicationState.NOT_QUALIFIED, ApplicationState.LISTED)


@dataclass(frozen=True)
class Case:
    """What a decision is made from, and, once made, the finding with its requirement, reason and note."""

    application: Application
    evaluation: Evaluation | None
    standing: Decision | None
    finding: Finding | None = None
    requirement: str = ""
    reason: DecisionReason = DecisionReason.AS_EVALUATED
    note: str = ""
    corrects_a_sent_notice: bool = field(default=False, compare=False)
    is_set_aside: bool = False

    @property
    def found(self) -> Finding | None:
        """What the evaluation found; None where it left a question open."""
        return FOUND.get(Outcome(self.evaluation.outcome)) if self.evaluation else None

    @property
    def decided(self) -> Finding:
        """The finding of a case that is written; an undecided one is never written."""
        assert self.finding is not None
        return self.finding

    def must_be_evaluated(self, seen: int | None) -> Evaluation:
        """The newest evaluation, which must be the one that was looked at. Raises Refused."""
        if self.evaluation is None:
            raise Refused(
                "This application waits for its evaluation, because its facts are new. "
                "Open it again in a minute and look at the result."
            )
        if seen is not None and self.evaluation.pk != seen:
            raise Refused(
                "The facts were evaluated again since this page was opened, so what you saw is not the newest result. "
                "Look at the new one first."
            )
        return self.evaluation

    def must_be_undecided(self) -> None:
        """Raises Refused, naming who decided, or while it is set aside for a second look."""
        if self.is_set_aside:
            raise Refused(
                "This application is set aside for a blind second look. It is decided when another person has looked."
            )
        if self.application.state in DECIDED and self.standing is not None:
            raise Refused(
                f"{self.standing.decided_by} decided already on {city_day(self.standing.decided_at):%Y-%m-%d}: "
                f"{self.standing.get_finding_display()}. Reverse that decision if it is wrong."
            )


def lock(actor: User, application_ids: Iterable[int]) -> list[Case]:
    """Lock applications in the order of their ids. Raises NotAllowed when one of them is not this person's to decide."""
    wanted = set(application_ids)
    applications = list(
        Application.objects.select_for_update(of=("self",))
        .select_related("applicant", "posting")
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    if len(applications) != len(wanted):
        raise NotAllowed("no such application")
    for application in applications:
        authorise(actor, "decide_application", application)
    evaluations = evaluations_of(applications)
    standing = {
        decision.application_id: decision
        for decision in Decision.objects.filter(
            application__in=applications, replaced_by__isnull=True
        ).select_related("decided_by")
    }
    aside = set_aside_of(applications)
    return [
        Case(a, evaluations.get(a.pk), standing.get(a.pk), is_set_aside=a.pk in aside) for a in applications
    ]


def as_evaluated(case: Case, seen: int | None) -> Case:
    """The case decided as the evaluation found. Raises Refused, MoveNotAllowed."""
    case.must_be_undecided()
    evaluation = case.must_be_evaluated(seen)
    if case.found is None:
        raise Refused(
            "The evaluation left a question open, so there is nothing to confirm. Settle it: review or ask for a "
            "document, or decide and say why."
        )
    target(case.application.state, EVENT[case.found])
    requirement = Proof.of(evaluation).failing().id if case.found == Finding.NOT_QUALIFIED else ""
    return replace(case, finding=case.found, requirement=requirement)


def with_reasons(
    case: Case, evaluation: Evaluation, finding: Finding, requirement: str, reason: DecisionReason, note: str
) -> Case:
    """The case decided otherwise. Raises Refused without a reason, a note or, against the applicant, a requirement."""
    if reason == DecisionReason.AS_EVALUATED:
        raise Refused("Choose the reason why you decide otherwise than the evaluation found.")
    if not note.strip():
        raise Refused("Say in the note why you decide otherwise than the evaluation found.")
    if finding == Finding.QUALIFIED:
        requirement = ""
    elif requirement not in Proof.of(evaluation).named():
        raise Refused("Name the requirement that is not met. Choose one of the posting's.")
    return replace(case, finding=finding, requirement=requirement, reason=reason, note=note)


def write(cases: list[Case], *, verb: str, actor: User, at: datetime) -> list[Decision]:
    """Write decided cases, one or a pool of them: states, decisions, history and notices. Raises MoveNotAllowed.

    A notice of the replaced decision that has not left goes no more, so that only the last one reaches the applicant.
    """
    moves = [(case.application.state, target(case.application.state, EVENT[case.decided])) for case in cases]
    decisions = Decision.objects.bulk_create(
        (
            Decision(
                application=case.application,
                evaluation=case.evaluation,
                finding=case.decided,
                requirement=case.requirement,
                reason=case.reason,
                note=case.note.strip(),
                decided_by=actor,
                decided_at=at,
                replaces=case.standing,
            )
            for case in cases
        ),
        batch_size=1000,
    )
    made = sorted(zip(moves, cases, decisions, strict=True), key=lambda one: one[0])
    for (before, after), group in groupby(made, key=lambda one: one[0]):
        part = [(case, decision) for _, case, decision in group]
        Application.objects.filter(pk__in=[case.application.pk for case, _ in part]).update(
            state=after, waiting_since=at
        )
        history.record_many(
            actor=actor,
            verb=verb,
            lines=[(decision, case.application, _facts(decision)) for case, decision in part],
            from_state=before,
            to_state=after,
            at=at,
        )
    _tell(list(zip(cases, decisions, strict=True)), at=at)
    return decisions


def last_day_to_appeal(revision: PostingRevision, day: date) -> date:
    """The last day to appeal a requirement after a notice given on a day, by the window of the posting."""
    return last_day(day, days=revision.appeal_days, counted=revision.appeal_counted)


def _facts(decision: Decision) -> dict[str, Any]:
    return {
        "finding": decision.finding,
        "requirement": decision.requirement,
        "reason": decision.reason,
        "evaluation": decision.evaluation_id,
        "replaces": decision.replaces_id,
    }


def _tell(made: list[tuple[Case, Decision]], *, at: datetime) -> None:
    told: list[tuple[Case, Decision]] = []
    for case, decision in made:
        if case.standing is not None:
            cancelled = notice.cancel_unsent(
                recipient=case.application.applicant, cause=f"decision:{case.standing.pk}", at=at
            )
            case = replace(case, corrects_a_sent_notice=not cancelled)
        told.append((case, decision))
    windows = _windows(case for case, decision in told if decision.finding == Finding.NOT_QUALIFIED)
    for finding, kind in NOTICE.items():
        to = [
            (
                case.application.applicant,
                case.application,
                f"decision:{decision.pk}",
                _letter(case, decision, windows),
            )
            for case, decision in told
            if decision.finding == finding
        ]
        if to:
            notice.give_many(kind=kind, to=to, context=city(), at=at)


def _windows(cases: Iterable[Case]) -> dict[int, PostingRevision]:
    """The revisions by id with their windows to appeal, without their texts; no query when nobody is told 'not met'."""
    wanted = {case.application.revision_id for case in cases}
    if not wanted:
        return {}
    return PostingRevision.objects.only("appeal_days", "appeal_counted").in_bulk(wanted)


def _letter(case: Case, decision: Decision, windows: dict[int, PostingRevision]) -> dict[str, Any]:
    """What the notice says: the requirement, why, what would cure it, until when, and how to be heard."""
    context: dict[str, Any] = {
        "decision": decision,
        "decided_by": decision.decided_by,
        "corrects_a_sent_notice": case.corrects_a_sent_notice,
    }
    if decision.finding == Finding.NOT_QUALIFIED:
        context |= {
            "requirement": lambda: Proof.of(decision.evaluation).named()[decision.requirement],
            "lines": lambda: (
                Proof.of(decision.evaluation).unmet_lines() if case.found == Finding.NOT_QUALIFIED else []
            ),
            "answer_by": last_day_to_answer(city_day(decision.decided_at)),
            "appeal_by": last_day_to_appeal(
                windows[case.application.revision_id], city_day(decision.decided_at)
            ),
        }
    return context
