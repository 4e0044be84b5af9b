"""A person's own standing: rest on the eligible list until a day, return, withdraw, and think again for a day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day, day_in_words, instant_in_words
from screening.domain import document as documents
from screening.domain import history, notice
from screening.domain.queries import hiring_managers_of
from screening.doorbell import ring
from screening.enums import (
    ApplicationEvent,
    ApplicationState,
    DocumentFinding,
    InterviewListState,
    NoticeKind,
    StandingKind,
    SubmissionCause,
)
from screening.errors import Refused
from screening.models import (
    Application,
    DocumentInspection,
    EligibleList,
    EligibleListEntry,
    Referral,
    StandingChange,
    User,
)
from screening.permissions import authorise
from screening.transitions import allowed, move, take_back_withdrawal

WITHDRAWN = (StandingKind.LEAVE_LIST, StandingKind.WITHDRAW)


def live(application: Application) -> list[StandingChange]:
    """What holds of an application's standing now, a pause whose day has passed included; oldest first."""
    return list(application.standing_changes.filter(ended_at__isnull=True).select_related("entry"))


def live_on(entries: Iterable[EligibleListEntry], day: date) -> dict[int, StandingChange]:
    """Application id → what keeps its name from being sent on this day, a withdrawal before a pause, in one query."""
    rows = StandingChange.objects.filter(
        application__in=[entry.application_id for entry in entries], ended_at__isnull=True
    )
    ordered = sorted(rows, key=lambda row: row.kind in WITHDRAWN)
    return {row.application_id: row for row in ordered if row.holds_on(day)}


def in_words(change: StandingChange) -> str:
    """Why a name is not to be sent, for those who hire."""
    if change.until is not None:
        return f"Not available until {change.until:%B} {change.until.day}, {change.until.year}, as the person asked."
    day = city_day(change.made_at)
    return f"Withdrew on {day:%B} {day.day}, {day.year}."


def undo_until(change: StandingChange) -> datetime:
    """The last instant at which a withdrawal can be undone."""
    return change.made_at + timedelta(hours=rules.HOURS_TO_UNDO_A_WITHDRAWAL.value)


def entry_in_force(application: Application, day: date) -> EligibleListEntry | None:
    """The application's place on a list that is in force on this day."""
    if application.state != ApplicationState.LISTED:
        return None
    return (
        application.list_entries.filter(
            eligible_list__established_on__lte=day, eligible_list__expires_on__gte=day
        )
        .select_related("eligible_list")
        .order_by("-pk")
        .first()
    )


def pause(*, actor: User, application_id: int, until: date, at: datetime) -> StandingChange:
    """Rest on the list: no new interview list gets the name up to this day, that day included; a pause before ends.

    Raises NotAllowed; Refused where the name stands on no list in force, for a day that has passed, and for one that the
    list does not outlast.
    """
    with transaction.atomic():
        application, entry = _locked(actor, application_id, day=city_day(at))
        if entry is None:
            raise Refused(
                _("You can only pause while your name is on an eligible list. Look at where it stands now.")
            )
        if until < city_day(at):
            raise Refused(_("This day has passed. Choose today or a later day."))
        if until >= entry.eligible_list.expires_on:
            raise Refused(
                _(
                    "The eligible list ends on %(day)s. Choose an earlier day, or withdraw from the list instead."
                )
                % {"day": day_in_words(entry.eligible_list.expires_on)}
            )
        for before in application.standing_changes.filter(kind=StandingKind.PAUSE, ended_at__isnull=True):
            _end(before, actor=actor, at=at)
        stood = ApplicationState(application.state)
        change = _write(
            StandingKind.PAUSE,
            application,
            entry,
            stood,
            application.waiting_since,
            actor=actor,
            until=until,
            at=at,
        )
        _record("pause", change, at=at, facts={"until": until.isoformat()})
        _tell(NoticeKind.PAUSED, change, at=at)
    return change


def return_early(*, actor: User, application_id: int, at: datetime) -> StandingChange:
    """End a pause: from now on the name is sent again as it stands. Raises NotAllowed; Refused where there is none."""
    with transaction.atomic():
        application, _entry = _locked(actor, application_id, day=city_day(at))
        change = application.standing_changes.filter(kind=StandingKind.PAUSE, ended_at__isnull=True).first()
        if change is None or not change.holds_on(city_day(at)):
            raise Refused(_("Your pause is over already. Departments can see your name now."))
        _end(change, actor=actor, at=at)
        _record("return", change, at=at)
        _tell(NoticeKind.RETURNED, change, at=at)
    return change


def withdraw(*, actor: User, application_id: int, kind: StandingKind, at: datetime) -> StandingChange:
    """Take one's name off the list, or the application out of the recruitment; those who hold the name are told.
    A second click finds it done.

    Raises NotAllowed; MoveNotAllowed once it is decided; Refused where the page showed another standing than holds now.
    """
    with transaction.atomic():
        application, entry = _locked(actor, application_id, day=city_day(at))
        done = application.standing_changes.filter(kind=kind, ended_at__isnull=True).first()
        if done is not None:
            return done
        if (kind == StandingKind.LEAVE_LIST) != (application.state == ApplicationState.LISTED):
            raise Refused(
                _("Your application has moved on since this page was opened. Look at where it stands now.")
            )
        if kind == StandingKind.LEAVE_LIST and entry is None:
            raise Refused(_("The eligible list has ended. No department gets your name from it any more."))
        waited_since = application.waiting_since
        before, after = move(application, ApplicationEvent.WITHDRAW, at=at)
        change = _write(kind, application, entry, before, waited_since, actor=actor, until=None, at=at)
        _record("withdraw", change, at=at, from_state=before, to_state=after)
        listed = kind == StandingKind.LEAVE_LIST
        _tell(NoticeKind.LIST_LEFT if listed else NoticeKind.WITHDREW, change, at=at)
        _tell_those_who_hire(NoticeKind.CANDIDATE_WITHDREW, change, at=at)
    return change


def undo(*, actor: User, application_id: int, at: datetime) -> StandingChange:
    """Undo a withdrawal within its day: the application stands again where it was, as old as it was.

    Raises NotAllowed; MoveNotAllowed where nothing is withdrawn; Refused after the day.
    """
    with transaction.atomic():
        application, _entry = _locked(actor, application_id, day=city_day(at))
        change = application.standing_changes.filter(kind__in=WITHDRAWN, ended_at__isnull=True).first()
        if change is not None and at > undo_until(change):
            raise Refused(
                _(
                    "This withdrawal could be undone until %(until)s, and that has passed. "
                    "Write to the Personnel Department if you want to come back."
                )
                % {"until": instant_in_words(undo_until(change))}
            )
        to = ApplicationState(change.from_state if change else application.state)
        before = take_back_withdrawal(application, to, waited_since=change.waited_since if change else at)
        assert change is not None  # without one nothing was withdrawn, and the line above refused it
        _end(change, actor=actor, at=at)
        _record("undo_withdrawal", change, at=at, from_state=before, to_state=to)
        _tell(NoticeKind.WITHDRAWAL_UNDONE, change, at=at)
        _tell_those_who_hire(NoticeKind.CANDIDATE_RETURNED, change, at=at)
        _catch_up(application, since=change.made_at, at=at)
    return change


def _locked(actor: User, application_id: int, *, day: date) -> tuple[Application, EligibleListEntry | None]:
    """The application under its lock, after the lock of its list, in the order in which an interview list takes them."""
    listed = EligibleList.objects.filter(entries__application=application_id).values("pk")
    list(EligibleList.objects.select_for_update(of=("self",)).filter(pk__in=listed).order_by("pk"))
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("applicant", "posting", "revision")
        .get(pk=application_id)
    )
    authorise(actor, "change_own_standing", application)
    return application, entry_in_force(application, day)


def _write(
    kind: StandingKind,
    application: Application,
    entry: EligibleListEntry | None,
    from_state: ApplicationState,
    waited_since: datetime,
    *,
    actor: User,
    until: date | None,
    at: datetime,
) -> StandingChange:
    return StandingChange.objects.create(
        application=application,
        entry=entry,
        kind=kind,
        until=until,
        from_state=from_state,
        waited_since=waited_since,
        made_by=actor,
        made_at=at,
    )


def _end(change: StandingChange, *, actor: User, at: datetime) -> None:
    change.ended_by, change.ended_at = actor, at
    change.save(update_fields=["ended_by", "ended_at"])


def _record(
    verb: str,
    change: StandingChange,
    *,
    at: datetime,
    from_state: str = "",
    to_state: str = "",
    facts: dict[str, str] | None = None,
) -> None:
    history.record(
        actor=change.ended_by or change.made_by,
        verb=verb,
        subject=change,
        application=change.application,
        from_state=from_state,
        to_state=to_state,
        facts={"kind": change.kind} | (facts or {}),
        at=at,
    )


def _tell(kind: NoticeKind, change: StandingChange, *, at: datetime) -> None:
    notice.give(
        kind=kind,
        recipient=change.application.applicant,
        application=change.application,
        cause=f"{kind}:{change.pk}",
        context={
            "change": change,
            "eligible_list": change.entry and change.entry.eligible_list,
            "undo_until": undo_until(change),
            **city(),
        },
        at=at,
    )


def _tell_those_who_hire(kind: NoticeKind, change: StandingChange, *, at: datetime) -> None:
    """Each manager whose department has the name on an open interview list, once a list."""
    if change.entry is None:
        return
    referrals = list(
        Referral.objects.filter(
            entry=change.entry, interview_list__state=InterviewListState.ISSUED
        ).select_related("interview_list__vacancy__job_class", "entry__application")
    )
    managers = hiring_managers_of({one.interview_list.vacancy.department_id for one in referrals})
    for referral in referrals:
        for manager in managers.get(referral.interview_list.vacancy.department_id, ()):
            notice.give(
                kind=kind,
                recipient=manager,
                cause=f"{kind}:{change.pk}:{referral.pk}",
                context={
                    "referral": referral,
                    "interview_list": referral.interview_list,
                    "undo_until": undo_until(change),
                },
                at=at,
            )


def _catch_up(application: Application, *, since: datetime, at: datetime) -> None:
    """Do what was left undone while it was withdrawn: a paper found unusable changes the facts, and what is due is due."""
    unusable = DocumentInspection.objects.filter(
        document__application=application, finished_at__gte=since
    ).exclude(finding=DocumentFinding.USABLE)
    if allowed(application.state, ApplicationEvent.SUPPLEMENT) and unusable.exists():
        documents.supplement(
            application=application, cause=SubmissionCause.DOCUMENT_REFUSED, actor=None, at=at
        )
    elif application.state == ApplicationState.SUBMITTED:
        newest = application.submissions.order_by("-number").first()
        if newest is not None:
            ring("screening.tasks.evaluate", newest.pk)
