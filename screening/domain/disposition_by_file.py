"""What a file that came back would record of the names of an interview list; ``disposition.record`` records it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from screening.disposition_file import KEY, KIND, ON, Line
from screening.domain.disposition import NewDisposition, last_of, must_be_allowed, name
from screening.errors import Refused
from screening.models import Disposition, InterviewList, Referral, User
from screening.permissions import authorise
from screening.spreadsheet import safe
from screening.table_file import Fault


class Change(NamedTuple):
    """One name whose row was filled in, what holds of it now, and what would be recorded."""

    referral: Referral
    last: Disposition | None
    new: NewDisposition


class Looked(NamedTuple):
    """``same``: names whose row says what the file was made with, so that nothing is recorded of them."""

    changes: list[Change]
    same: int
    faults: list[Fault]


def look(*, actor: User, interview_list: InterviewList, lines: Sequence[Line], today: date) -> Looked:
    """What the lines would record, and everything that is wrong with them; nothing is changed. Raises NotAllowed."""
    authorise(actor, "record_disposition", interview_list)
    rows = interview_list.referrals.select_related("entry__application").prefetch_related("dispositions")
    referrals = {one.pk: one for one in rows}
    looked = Looked([], 0, [])
    for line in lines:
        referral = referrals.get(line.referral_id)
        if referral is None:
            words = "This name is not on this list. Use the file that this list gave out."
            looked.faults.append(Fault(line.number, KEY, words))
        elif not _is_same(line, list(referral.dispositions.all())):
            _check(interview_list, referral, line, today, looked)
    told = len(looked.changes) + len({fault.row for fault in looked.faults})
    return looked._replace(same=len(lines) - told)


def _check(
    interview_list: InterviewList, referral: Referral, line: Line, today: date, looked: Looked
) -> None:
    if line.kind is None:
        words = (
            "What was recorded is never erased. Write it back, or what is true instead."
            if line.seen
            else "Say what happened, or empty the rest of the row."
        )
        looked.faults.append(Fault(line.number, KIND, words))
        return
    if line.happened_on is None:
        looked.faults.append(Fault(line.number, ON, f"{name(referral)}: enter the day on which it happened."))
        return
    new = NewDisposition(referral.pk, line.kind, line.happened_on, _plain(line.note), line.seen)
    try:
        must_be_allowed(interview_list, referral, new, today)
    except Refused as refused:
        looked.faults.append(Fault(line.number, "", str(refused)))
    else:
        looked.changes.append(Change(referral, last_of(referral), new))


def _is_same(line: Line, recorded: Sequence[Disposition]) -> bool:
    """Whether the row says what the list gave out, whatever was recorded since."""
    seen = next((one for one in recorded if one.pk == line.seen), None)
    if seen is None:
        return not line.seen and (line.kind, line.happened_on, line.note) == (None, None, "")
    return (line.kind, line.happened_on, line.note.split()) == (
        seen.kind,
        seen.happened_on,
        safe(seen.note).split(),
    )


def _plain(note: str) -> str:
    """A note without the apostrophe that the list put before what a spreadsheet could run."""
    return note[1:] if note.startswith("'") and safe(note[1:]) == note else note
