"""Withdrawing from the eligible list or from the recruitment, and thinking again for a day."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from screening.city_time import city_day, instant_in_words
from screening.domain import document as documents
from screening.domain import offered_interview, standing
from screening.domain.holders import tell_holders
from screening.doorbell import ring
from screening.enums import (
    ApplicationEvent,
    ApplicationState,
    DocumentFinding,
    NoticeKind,
    StandingKind,
    SubmissionCause,
)
from screening.enums_reevaluation import ReevaluationState
from screening.errors import Refused
from screening.models import (
    Application,
    DocumentInspection,
    Offer,
    Reevaluation,
    Referral,
    StandingChange,
    User,
)
from screening.offer_enums import LIVE_OFFERS
from screening.transitions import allowed, move, take_back_withdrawal


def withdraw(*, actor: User, application_id: int, kind: StandingKind, at: datetime) -> StandingChange:
    """Take one's name off the list, or the application out of the recruitment; those who hold the name are told.
    A second click finds it done.

    Raises NotAllowed; MoveNotAllowed once it is decided; Refused where the page showed another standing than holds now.
    """
    with transaction.atomic():
        interviews = offered_interview.lock_all(application_id)
        application, entry = standing.locked(actor, application_id, day=city_day(at))
        done = application.standing_changes.filter(kind=kind, ended_at__isnull=True).first()
        if done is not None:
            return done
        if (kind == StandingKind.LEAVE_LIST) != (application.state == ApplicationState.LISTED):
            raise Refused(
                _("Your application has moved on since this page was opened. Look at where it stands now.")
            )
        if kind == StandingKind.LEAVE_LIST and entry is None:
            raise Refused(_("The eligible list has ended. No department gets your name from it any more."))
        if Offer.objects.filter(
            selection__referral__entry__application=application, state__in=LIVE_OFFERS
        ).exists():
            raise Refused(_("You have a job offer. Decline it first if you do not want it, then withdraw."))
        waited_since = application.waiting_since
        before, after = move(application, ApplicationEvent.WITHDRAW, at=at)
        change = standing.write(
            kind, application, entry, before, waited_since, actor=actor, until=None, at=at
        )
        standing.record("withdraw", change, at=at, from_state=before, to_state=after)
        listed = kind == StandingKind.LEAVE_LIST
        standing.tell(NoticeKind.LIST_LEFT if listed else NoticeKind.WITHDREW, change, at=at)
        offered_interview.leave(interviews, actor=actor, at=at)
        _tell_those_who_hire(NoticeKind.CANDIDATE_WITHDREW, change, at=at)
    return change


def undo(*, actor: User, application_id: int, at: datetime) -> StandingChange:
    """Undo a withdrawal within its day: the application stands again where it was, as old as it was.

    Raises NotAllowed; MoveNotAllowed where nothing is withdrawn; Refused after the day.
    """
    with transaction.atomic():
        application, _entry = standing.locked(actor, application_id, day=city_day(at))
        change = application.standing_changes.filter(
            kind__in=standing.WITHDRAWN, ended_at__isnull=True
        ).first()
        if change is not None and at > standing.undo_until(change):
            raise Refused(
                _(
                    "This withdrawal could be undone until %(until)s, and that has passed. "
                    "Write to the Personnel Department if you want to come back."
                )
                % {"until": instant_in_words(standing.undo_until(change))}
            )
        to = ApplicationState(change.from_state if change else application.state)
        before = take_back_withdrawal(application, to, waited_since=change.waited_since if change else at)
        assert change is not None  # without one nothing was withdrawn, and the line above refused it
        standing.end(change, actor=actor, at=at)
        standing.record("undo_withdrawal", change, at=at, from_state=before, to_state=to)
        standing.tell(NoticeKind.WITHDRAWAL_UNDONE, change, at=at)
        _tell_those_who_hire(NoticeKind.CANDIDATE_RETURNED, change, at=at)
        _catch_up(application, since=change.made_at, at=at)
    return change


def _tell_those_who_hire(kind: NoticeKind, change: StandingChange, *, at: datetime) -> None:
    """Each manager whose department has the name on an open interview list, once a list."""
    if change.entry is None:
        return
    tell_holders(
        Referral.objects.filter(entry=change.entry),
        kind,
        f"{kind}:{change.pk}",
        context={"undo_until": standing.undo_until(change)},
        at=at,
    )


def _catch_up(application: Application, *, since: datetime, at: datetime) -> None:
    """Do what was left undone while it was withdrawn: a paper found unusable, or a pool evaluated again; what is due is due."""
    pool = Reevaluation.objects.filter(
        posting=application.posting_id, state=ReevaluationState.PUBLISHED, ended_at__gte=since
    ).first()
    unusable = DocumentInspection.objects.filter(
        document__application=application, finished_at__gte=since
    ).exclude(finding=DocumentFinding.USABLE)
    if allowed(application.state, ApplicationEvent.SUPPLEMENT) and (pool or unusable.exists()):
        documents.supplement(
            application=application,
            cause=SubmissionCause.RE_EVALUATED if pool else SubmissionCause.DOCUMENT_REFUSED,
            actor=None,
            at=at,
            revision_id=pool.revision_id if pool else None,
        )
    elif application.state == ApplicationState.SUBMITTED:
        newest = application.submissions.order_by("-number").first()
        if newest is not None:
            ring("screening.tasks.evaluate", newest.pk)
