"""An appeal: the applicant says which requirement was judged wrongly and why; another person decides it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day
from screening.domain import document as documents
from screening.domain import history, notice
from screening.domain.case import EVENT, Case, last_day_to_appeal, lock, write
from screening.domain.proof import Proof
from screening.domain.queries import released_decision
from screening.enums import (
    AppealState,
    ApplicationState,
    DecisionReason,
    Finding,
    NoticeKind,
    Outcome,
)
from screening.errors import Refused
from screening.models import Appeal, AppealAttachment, Application, Decision, User
from screening.permissions import authorise
from screening.transitions import allowed, end_of_appeal

MOST_PAPERS = 10
LONGEST = 4000


def requirements_of(decision: Decision) -> dict[str, str]:
    """Requirement id → its words: those that an appeal of this decision may name, the one that decided it first."""
    proof = Proof.of(decision.evaluation)
    names = proof.named()
    unmet = [
        node.id
        for root in proof.roots
        for node in root.walk()
        if "id" in node.raw and node.outcome != Outcome.MET
    ]
    return {each: names[each] for each in dict.fromkeys([decision.requirement, *unmet]) if each in names}


def last_day_of(decision: Decision) -> date:
    """The last whole day to appeal a decision, by the window of the revision that was filed under."""
    return last_day_to_appeal(decision.application.revision, city_day(decision.decided_at))


def decided_by_day(appeal: Appeal) -> date:
    """By when the applicant is told what was decided. Source: civil_service_rules.DAYS_TO_DECIDE_AN_APPEAL."""
    return city_day(appeal.filed_at) + timedelta(days=rules.DAYS_TO_DECIDE_AN_APPEAL.value)


def appeal(
    *, actor: User, application_id: int, requirement: str, why: str, at: datetime, files: Iterable[File] = ()
) -> Appeal:
    """Appeal one requirement of the decision that stands; one that comes after the window is taken and marked late.

    Raises NotAllowed; Refused when nothing was decided against the applicant, for a requirement that the decision does not
    speak of, without words, while the same is open, or for a file that cannot be read.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("applicant", "posting", "revision")
            .get(pk=application_id)
        )
        authorise(actor, "appeal", application)
        decision = _appealed(application)
        names = requirements_of(decision)
        if requirement not in names:
            raise Refused(_("Choose which requirement you appeal."))
        why = why.strip()
        if not why:
            raise Refused(_("Say why you think that this is wrong. A few sentences are enough."))
        if len(why) > LONGEST:
            raise Refused(
                _("Shorten this to at most %(most)s characters, or add a paper.") % {"most": LONGEST}
            )
        if decision.appeals.filter(requirement=requirement, state=AppealState.OPEN).exists():
            raise Refused(
                _("You have appealed this requirement already. We are looking at it, and will write to you.")
            )
        window = last_day_of(decision)
        made = Appeal.objects.create(
            application=application,
            decision=decision,
            appeals_from=decision.decided_by,
            requirement=requirement,
            why=why,
            last_day=window,
            is_late=city_day(at) > window,
            filed_at=at,
        )
        _attach(made, actor, list(files), at=at)
        history.record(
            actor=actor,
            verb="appeal",
            subject=made,
            application=application,
            facts={
                "decision": decision.pk,
                "requirement": requirement,
                "last_day": window.isoformat(),
                "is_late": made.is_late,
            },
            at=at,
        )
        _tell(made, NoticeKind.APPEAL_RECEIVED, at=at)
    return made


def withdraw_appeal(*, actor: User, appeal_id: int, at: datetime) -> Appeal:
    """Take an open appeal back. Raises NotAllowed, MoveNotAllowed."""
    with transaction.atomic():
        made = _locked(appeal_id)
        authorise(actor, "withdraw_appeal", made.application)
        _end(made, AppealState.WITHDRAWN, actor=actor, reasons="", verb="withdraw_appeal", at=at)
        _tell(made, NoticeKind.APPEAL_WITHDRAWN, at=at)
    return made


def decide_appeal(*, actor: User, appeal_id: int, grant: bool, reasons: str, at: datetime) -> Appeal:
    """Grant an appeal, which finds the applicant qualified in this person's name, or let the finding stand.

    Raises NotAllowed, for the person who made the decision too; MoveNotAllowed; Refused without reasons, or while the
    facts wait for their evaluation. Source: the way to be heard of the Notice of Application Review.
    """
    with transaction.atomic():
        made = _locked(appeal_id)
        authorise(actor, "decide_appeal", made)
        to = end_of_appeal(made.state, AppealState.GRANTED if grant else AppealState.UPHELD)
        if not reasons.strip():
            raise Refused("Say why. The applicant reads this.")
        if grant:
            made.new_decision = _qualify(actor, made, reasons.strip(), at=at)
        _end(made, to, actor=actor, reasons=reasons.strip(), verb="decide_appeal", at=at)
        kind = NoticeKind.APPEAL_GRANTED if grant else NoticeKind.APPEAL_UPHELD
        _tell(made, kind, at=at)
    return made


def requirement_words(made: Appeal) -> str:
    """The appealed requirement in the posting's words."""
    return Proof.of(made.decision.evaluation).named().get(made.requirement, made.requirement)


def _appealed(application: Application) -> Decision:
    decision = released_decision(application)
    if (
        decision is None
        or decision.finding != Finding.NOT_QUALIFIED
        or application.state != ApplicationState.NOT_QUALIFIED
    ):
        raise Refused(
            _(
                "There is nothing to appeal now: no decision against you stands. You find what happens next above."
            )
        )
    return decision


def _attach(made: Appeal, actor: User, files: list[File], *, at: datetime) -> None:
    if len(files) > MOST_PAPERS:
        raise Refused(_("Send at most %(most)s papers with an appeal.") % {"most": MOST_PAPERS})
    for file in files:
        paper = documents.attach_to_appeal(actor=actor, application=made.application, file=file, at=at)
        AppealAttachment.objects.get_or_create(appeal=made, document=paper)


def _locked(appeal_id: int) -> Appeal:
    """The appeal under the lock of its application, then its own: in the order in which one is filed."""
    application_id = Appeal.objects.values_list("application_id", flat=True).get(pk=appeal_id)
    Application.objects.select_for_update(of=("self",)).get(pk=application_id)
    return (
        Appeal.objects.select_for_update(of=("self",))
        .select_related("application__applicant", "application__posting", "decision__evaluation")
        .get(pk=appeal_id)
    )


def _qualify(actor: User, made: Appeal, reasons: str, *, at: datetime) -> Decision | None:
    """Decide that the applicant qualifies; None where that was found in the meantime."""
    [case] = lock(actor, [made.application_id])
    if not allowed(case.application.state, EVENT[Finding.QUALIFIED]):
        if case.standing is not None and case.standing.finding == Finding.QUALIFIED:
            return None
        case.must_be_evaluated(None)
        raise Refused(
            "The facts of this application are new and wait for their evaluation. Decide in a minute."
        )
    case.must_be_evaluated(None)
    granted = Case(
        case.application,
        case.evaluation,
        case.standing,
        finding=Finding.QUALIFIED,
        reason=DecisionReason.APPEAL_GRANTED,
        note=reasons,
    )
    [decision] = write([granted], verb="grant_appeal", actor=actor, at=at)
    return decision


def _end(made: Appeal, state: AppealState, *, actor: User, reasons: str, verb: str, at: datetime) -> None:
    before = made.state
    made.state = end_of_appeal(before, state)
    made.reasons, made.ended_by, made.ended_at = reasons, actor, at
    made.save(update_fields=["state", "reasons", "ended_by", "ended_at", "new_decision"])
    history.record(
        actor=actor,
        verb=verb,
        subject=made,
        application=made.application,
        facts={
            "from": before,
            "to": made.state,
            "decision": made.decision_id,
            "new_decision": made.new_decision_id,
        },
        at=at,
    )


def _tell(made: Appeal, kind: NoticeKind, *, at: datetime) -> None:
    notice.give(
        kind=kind,
        recipient=made.application.applicant,
        application=made.application,
        cause=f"{kind}:{made.pk}",
        context={
            "appeal": made,
            "requirement": lambda: requirement_words(made),
            "decided_by": decided_by_day(made),
            **city(),
        },
        at=at,
    )
