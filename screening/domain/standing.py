"""A person's own standing beside the machine's and the analyst's: what holds now, and the rows and words it is kept in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Q

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day, day_on_record
from screening.domain import history, notice
from screening.enums import ApplicationState, NoticeKind, StandingKind
from screening.models import Application, EligibleList, EligibleListEntry, StandingChange, User
from screening.permissions import authorise

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
        return f"Not available until {day_on_record(change.until)}, as the person asked."
    return f"Withdrew on {day_on_record(city_day(change.made_at))}."


def undo_until(change: StandingChange) -> datetime:
    """The last instant at which a withdrawal can be undone."""
    return change.made_at + timedelta(hours=rules.HOURS_TO_UNDO_A_WITHDRAWAL.value)


def entry_in_force(application: Application, day: date) -> EligibleListEntry | None:
    """The application's place on a list that is in force on this day."""
    if application.state != ApplicationState.LISTED:
        return None
    return (
        application.list_entries.filter(
            Q(expires_on__isnull=True) | Q(expires_on__gte=day),
            eligible_list__established_on__lte=day,
            eligible_list__expires_on__gte=day,
        )
        .select_related("eligible_list")
        .order_by("-pk")
        .first()
    )


def locked(actor: User, application_id: int, *, day: date) -> tuple[Application, EligibleListEntry | None]:
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


def write(
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


def end(change: StandingChange, *, actor: User, at: datetime) -> None:
    change.ended_by, change.ended_at = actor, at
    change.save(update_fields=["ended_by", "ended_at"])


def record(
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


def tell(kind: NoticeKind, change: StandingChange, *, at: datetime) -> None:
    notice.give(
        kind=kind,
        recipient=change.application.applicant,
        application=change.application,
        cause=f"{kind}:{change.pk}",
        context={
            "change": change,
            "entry": change.entry,
            "undo_until": undo_until(change),
            **city(),
        },
        at=at,
    )
