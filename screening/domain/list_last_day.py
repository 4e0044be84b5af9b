"""The last day of an eligible list moved by two people: an extension by its authority, or an early end; everybody is told."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from screening.city import city
from screening.city_time import city_day, day_in_words
from screening.domain import history, notice
from screening.domain.list_name_days import moved_by
from screening.domain.list_warning import analysts_of, open_vacancies_by_manager
from screening.enums import LastDayKind, NoticeKind
from screening.errors import NotAllowed, Refused
from screening.models import EligibleList, EligibleListEntry, EligibleListExpiry, LastDayChange, User
from screening.permissions import authorise

_NAMES_TOLD = {
    LastDayKind.EXTENSION: NoticeKind.LIST_EXTENDED,
    LastDayKind.CANCELLATION: NoticeKind.LIST_CANCELLED,
}


class NewLastDay(NamedTuple):
    """What is proposed: extended or ended early, the last whole day, the rule that allows it, and why."""

    kind: LastDayKind
    last_day: date
    authority: str
    reason: str


def propose(*, actor: User, eligible_list_id: int, new: NewLastDay, at: datetime) -> LastDayChange:
    """Propose another last day for a list in force. Nothing changes before another person agrees.

    Raises NotAllowed; Refused for a list that is over, a day on the wrong side, a proposal that waits, or without its why.
    """
    with transaction.atomic():
        eligible_list = _locked(eligible_list_id)
        authorise(actor, "propose_last_day", eligible_list.posting)
        _must_be_possible(eligible_list, new.kind, new.last_day, at)
        if not new.authority.strip() or not new.reason.strip():
            raise Refused("Enter the rule or resolution that allows it, and the reason.")
        try:
            with transaction.atomic():
                made = LastDayChange.objects.create(
                    eligible_list=eligible_list,
                    kind=new.kind,
                    last_day=new.last_day,
                    authority=new.authority.strip(),
                    reason=new.reason.strip(),
                    proposed_by=actor,
                    proposed_at=at,
                )
        except IntegrityError as error:
            raise Refused(
                "Another last day is proposed for this list already. Decide that one first."
            ) from error
        _record("propose_last_day", made, actor, at)
    return made


def approve(*, actor: User, change_id: int, at: datetime) -> LastDayChange:
    """Agree as the second person: the last day holds at once, and everybody on the list and around it is told.

    Raises NotAllowed; Refused for the proposer, a proposal that was decided, and a list that is over meanwhile.
    """
    with transaction.atomic():
        change = _locked_change(change_id)
        authorise(actor, "approve_last_day")
        _must_be_open(change)
        if change.proposed_by_id == actor.pk:
            raise Refused("You proposed this. Another supervising analyst must agree.")
        eligible_list = change.eligible_list
        _must_be_possible(eligible_list, LastDayKind(change.kind), change.last_day, at)
        before = eligible_list.expires_on
        change.approved_by, change.approved_at = actor, at
        change.save(update_fields=["approved_by", "approved_at"])
        moved = [
            (entry, entry.last_day)
            for entry in moved_by(change, city_day(at))
            .select_related("application__posting", "person")
            .order_by("pk")
        ]
        if eligible_list.by_name:
            eligible_list.entries.filter(pk__in=[entry.pk for entry, _day in moved]).update(
                expires_on=change.last_day
            )
        eligible_list.expires_on = change.last_day
        eligible_list.save(update_fields=["expires_on"])
        _record("approve_last_day", change, actor, at)
        _tell(change, before, moved, at)
    return change


def drop(*, actor: User, change_id: int, at: datetime) -> LastDayChange:
    """Take a proposal back, or say no to it; the last day stays. Raises NotAllowed, Refused."""
    with transaction.atomic():
        change = _locked_change(change_id)
        authorise(actor, "propose_last_day", change.eligible_list.posting)
        _must_be_open(change)
        change.dropped_by, change.dropped_at = actor, at
        change.save(update_fields=["dropped_by", "dropped_at"])
        _record("drop_last_day", change, actor, at)
    return change


def _locked(eligible_list_id: int) -> EligibleList:
    found = (
        EligibleList.objects.select_for_update(of=("self",))
        .select_related("posting__job_class")
        .filter(pk=eligible_list_id)
        .first()
    )
    if found is None:
        raise NotAllowed("no such list")
    return found


def _locked_change(change_id: int) -> LastDayChange:
    list_id = LastDayChange.objects.filter(pk=change_id).values_list("eligible_list", flat=True).first()
    if list_id is None:
        raise NotAllowed("no such proposal")
    eligible_list = _locked(list_id)
    change = LastDayChange.objects.select_for_update(of=("self",)).get(pk=change_id)
    change.eligible_list = eligible_list
    return change


def _must_be_open(change: LastDayChange) -> None:
    if not change.is_open:
        raise Refused("This proposal was decided already. Open the list again to see how it stands.")


def _must_be_possible(eligible_list: EligibleList, kind: LastDayKind, last_day: date, at: datetime) -> None:
    today, now_until = city_day(at), eligible_list.expires_on
    expired = EligibleListExpiry.objects.filter(eligible_list=eligible_list).exists()
    if expired or not eligible_list.is_in_force_on(today):
        raise Refused("This list is over. Its last day cannot be moved any more; establish a new list.")
    if kind == LastDayKind.EXTENSION and last_day <= now_until:
        raise Refused(
            f"The list lasts through {day_in_words(now_until)} already. Choose a later day to extend it."
        )
    if kind == LastDayKind.CANCELLATION and not today <= last_day < now_until:
        raise Refused(
            f"A list that ends early ends today or later, and before {day_in_words(now_until)}. Choose such a day."
        )


def _record(verb: str, change: LastDayChange, actor: User, at: datetime) -> None:
    history.record(
        actor=actor,
        verb=verb,
        subject=change,
        posting_id=change.eligible_list.posting_id,
        facts={
            "eligible_list": change.eligible_list_id,
            "kind": change.kind,
            "last_day": change.last_day.isoformat(),
        },
        at=at,
    )


def _tell(
    change: LastDayChange, before: date, moved: list[tuple[EligibleListEntry, date]], at: datetime
) -> None:
    """``moved``: each name whose last day is another one now, with the one that held before."""
    eligible_list = change.eligible_list
    common = {
        "eligible_list": eligible_list,
        "posting": eligible_list.posting,
        "before": before,
        "change": change,
        **city(),
    }
    kind = _NAMES_TOLD[LastDayKind(change.kind)]
    notice.give_many(
        kind=kind,
        to=[
            (entry.person, entry.application, f"{kind}:{change.pk}", {"entry": entry, "before": was})
            for entry, was in moved
        ],
        context=common,
        at=at,
    )
    around = {*analysts_of(eligible_list), *open_vacancies_by_manager(eligible_list)}
    for person in sorted(around, key=lambda each: each.pk):
        notice.give(
            kind=NoticeKind.LAST_DAY_CHANGED,
            recipient=person,
            cause=f"last_day_changed:{change.pk}",
            context=common,
            at=at,
        )
