"""Dispositions: what became of each referred name, by the table of moves. A correction is a new row."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from screening.city_time import city_day, day_on_record
from screening.disposition_moves import dispositions_after
from screening.domain import history, offered_interview, selection, vacancy
from screening.domain.offer_queries import taking_offer
from screening.enums import DispositionKind, InterviewListState
from screening.errors import NotAllowed, Refused
from screening.models import Disposition, InterviewList, Referral, User
from screening.permissions import authorise

MOST_NOTE = 2000


class NewDisposition(NamedTuple):
    """What is to be recorded of one name. ``seen`` is the last disposition that the page showed, 0 for none."""

    referral_id: int
    kind: DispositionKind
    happened_on: date
    note: str = ""
    seen: int | None = None


def record(
    *, actor: User, interview_list_id: int, new: Sequence[NewDisposition], at: datetime
) -> list[Disposition]:
    """Record what became of one name or several, all or none; a selection is made or ended with it.

    Raises NotAllowed; Refused, naming the person, for a move the table does not have, a day before the list or in the
    future, 'not selected' without a reason, a page older than the last disposition, a closed list, or a person or a
    position that is taken.
    """
    with transaction.atomic():
        interview_list, referrals = locked_names(actor, interview_list_id, [one.referral_id for one in new])
        for one in new:
            must_be_allowed(interview_list, referrals[one.referral_id], one, city_day(at))
        made = [write(actor, interview_list, referrals[one.referral_id], one, at) for one in new]
        vacancy.settle(interview_list.vacancy, actor=actor, at=at)
    return made


def last_of(referral: Referral) -> Disposition | None:
    """The disposition that holds. Reads the prefetched rows, which are in the order of their recording."""
    rows = list(referral.dispositions.all())
    return rows[-1] if rows else None


def last_kind(referral: Referral) -> str | None:
    last = last_of(referral)
    return last.kind if last else None


def next_kinds(interview_list: InterviewList, referral: Referral) -> tuple[DispositionKind, ...]:
    """What may be recorded next: by the table, and on a closed list only what ends a selection."""
    last = last_kind(referral)
    if interview_list.state == InterviewListState.CLOSED and last != DispositionKind.SELECTED:
        return ()
    return dispositions_after(last)


def name(referral: Referral) -> str:
    """As the person who records it knows it."""
    return referral.shown_name


def locked_names(
    actor: User, interview_list_id: int, referral_ids: Iterable[int] | None
) -> tuple[InterviewList, dict[int, Referral]]:
    """The vacancy, then the list under their locks, and the referrals asked for (None: all). Raises NotAllowed."""
    vacancy_id = (
        InterviewList.objects.filter(pk=interview_list_id).values_list("vacancy_id", flat=True).first()
    )
    if vacancy_id is None:
        raise NotAllowed("no such interview list")
    locked = vacancy.lock(vacancy_id)
    interview_list = (
        InterviewList.objects.select_for_update(of=("self",))
        .select_related("eligible_list")
        .get(pk=interview_list_id)
    )
    interview_list.vacancy = locked
    authorise(actor, "record_disposition", interview_list)
    rows = interview_list.referrals.select_related("entry__application", "entry__person").prefetch_related(
        "dispositions"
    )
    wanted = None if referral_ids is None else list(referral_ids)
    if wanted is not None:
        rows = rows.filter(pk__in=wanted)
    referrals = {referral.pk: referral for referral in rows}
    if wanted is not None and (set(wanted) != set(referrals) or len(wanted) != len(referrals)):
        raise NotAllowed("a name that is not on this list")
    if any(referral.entry.person_id == actor.pk for referral in referrals.values()):
        raise NotAllowed("nobody records what became of themselves")
    return interview_list, referrals


def must_be_allowed(
    interview_list: InterviewList, referral: Referral, new: NewDisposition, today: date
) -> None:
    """Raises Refused, naming the person, when this cannot be recorded of a name as it stands."""
    last = last_of(referral)
    who = name(referral)
    if new.seen is not None and new.seen != (last.pk if last else 0):
        raise Refused(
            f"{who}: something else was recorded since you opened this page"
            + (f" ({last.get_kind_display()}). " if last else ". ")
            + "Look at it, then record what is still right."
        )
    if last and last.kind == DispositionKind.SELECTED and (offer := taking_offer(referral)):
        raise Refused(
            f"{who} has an offer: {offer.get_state_display().lower()}. "
            "While it stands, what becomes of the name is read from it. Take the offer back first, where that is right."
        )
    allowed = next_kinds(interview_list, referral)
    if new.kind not in allowed:
        raise Refused(_no_such_move(interview_list, who, last, new.kind, allowed))
    if new.happened_on > today:
        raise Refused(
            f"{who}: the date is in the future. Enter the day on which it happened; "
            "for an interview that is set, the day you agreed on it, and its date in the note."
        )
    if new.happened_on < interview_list.issued_on:
        raise Refused(
            f"{who}: the date is before this list was issued ({interview_list.issued_on:%Y-%m-%d}). Check the date."
        )
    if new.kind == DispositionKind.NOT_SELECTED and not new.note.strip():
        raise Refused(
            f"{who}: write in the note why the person was not selected. "
            "The reason must be about the job; it is kept with the record."
        )
    if len(new.note) > MOST_NOTE:
        raise Refused(f"{who}: the note has {len(new.note)} characters; {MOST_NOTE} fit. Shorten it.")


def _no_such_move(
    interview_list: InterviewList,
    who: str,
    last: Disposition | None,
    kind: DispositionKind,
    allowed: tuple[DispositionKind, ...],
) -> str:
    if interview_list.state == InterviewListState.CLOSED and not allowed:
        return f"{who}: this list is closed, so nothing more is recorded on it. Ask for another list if you need names."
    possible = f"Possible now: {', '.join(one.label.lower() for one in allowed)}."
    if last and kind == last.kind:
        said = f" ({last.note})" if last.note else ""
        return f"{who}: '{kind.label}' is on record already, of {day_on_record(last.happened_on)}{said}. {possible}"
    stands = f"after '{last.get_kind_display()}'" if last else "as the first thing on record"
    return f"{who}: '{kind.label}' cannot be recorded {stands}. {possible}"


def write(
    actor: User, interview_list: InterviewList, referral: Referral, new: NewDisposition, at: datetime
) -> Disposition:
    """Write what became of a locked name; a selection and an offered interview follow it."""
    before = last_kind(referral)
    row = Disposition.objects.create(
        referral=referral,
        kind=new.kind,
        happened_on=new.happened_on,
        note=new.note.strip(),
        recorded_by=actor,
        recorded_at=at,
    )
    history.record(
        actor=actor,
        verb="record_disposition",
        subject=row,
        application=referral.entry.application,
        from_state=before or "",
        to_state=new.kind,
        facts={"referral": referral.pk, "happened_on": new.happened_on.isoformat()},
        at=at,
    )
    if new.kind == DispositionKind.SELECTED:
        selection.claim(actor=actor, referral=referral, for_vacancy=interview_list.vacancy, at=at)
    elif before == DispositionKind.SELECTED:
        selection.end(actor=actor, referral=referral, at=at)
    referral.interview_list = interview_list
    offered_interview.follow(referral, new.kind, actor=actor, at=at)
    return row
