"""Plain makers of another last day for a list, and of a name's removal."""

from datetime import date, datetime, timedelta
from typing import Any

from screening.city_time import now
from screening.domain import list_last_day, removal
from screening.domain.list_last_day import NewLastDay
from screening.enums import LastDayKind, RemovalReason
from screening.models import EligibleList, LastDayChange, User


def new_last_day(last_day: date, kind: LastDayKind = LastDayKind.EXTENSION, **changed: str) -> NewLastDay:
    words = {"authority": "Civil Service Rule IV, section 5", "reason": "Three vacancies are open."} | changed
    return NewLastDay(kind, last_day, **words)


def propose(actor: User, eligible_list: EligibleList, new: NewLastDay, *, at: datetime) -> LastDayChange:
    return list_last_day.propose(actor=actor, eligible_list_id=eligible_list.pk, new=new, at=at)


def propose_extension(eligible_list: EligibleList) -> LastDayChange:
    """Proposed now by whoever established the list."""
    return propose(
        eligible_list.established_by,
        eligible_list,
        new_last_day(eligible_list.expires_on + timedelta(days=90)),
        at=now(),
    )


def propose_removal(person: User) -> dict[str, Any]:
    """A removal of a person's one name, proposed now by whoever established the list: its numbers."""
    entry = person.list_entries.select_related("eligible_list__established_by").get()
    made = removal.propose(
        actor=entry.eligible_list.established_by,
        entry_id=entry.pk,
        reason=RemovalReason.UNREACHABLE,
        note="Letters came back.",
        at=now(),
    )
    return {"removal": made.pk, "entry": entry.pk}
