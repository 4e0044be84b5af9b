"""Facts that others found out come in as a file: looked at whole, confirmed by a person, taken back whole."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from postings.models import Posting
from screening.city_time import city_day
from screening.domain import history
from screening.domain.document_store import plain_name, store
from screening.domain.fact_import_lines import Look, look
from screening.doorbell import ring
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.fact_file import form_of, read_facts
from screening.models import FactImport, SettledFact, User
from screening.models.fact_import import TAKES
from screening.permissions import authorise
from screening.table_file import Fault

FOLDER: Final = "facts"
LOOKED_AT_FOR: Final = timedelta(days=1)
TASK: Final = "screening.tasks.take_in_facts"


def upload(
    *, actor: User, posting: Posting, file: File, source: str, reason: str, at: datetime
) -> FactImport:
    """Look at a file and keep it for a day, with every fault of it or ready to be taken in.

    Raises NotAllowed; Refused where this very file was taken in already, or nobody is named or no reason given.
    """
    authorise(actor, "import_facts", posting)
    if not source.strip() or not reason.strip():
        raise Refused("Say who found the facts out, and why they count. The applicant reads the reason.")
    content = file.read()
    file.seek(0)
    sha256, form = hashlib.sha256(content).hexdigest(), form_of(content)
    _must_be_new(posting.pk, sha256)
    rows, faults = read_facts(content, form)
    found = look(actor=actor, posting=posting, rows=rows)
    return FactImport.objects.create(
        posting=posting,
        source=source.strip(),
        reason=reason.strip(),
        file=store(file, suffix=f".{form}", at=at, folder=FOLDER),
        file_name=plain_name(file.name or ""),
        form=form,
        size=len(content),
        sha256=sha256,
        rows=len(rows),
        total=len({line.application_id for line in found.lines if not line.counts_already}),
        faults=sorted([*faults, *found.faults]),
        uploaded_by=actor,
        uploaded_at=at,
    )


def preview(*, actor: User, fact_import: FactImport) -> Look:
    """What taking the file in would do now, and why it cannot be. Raises NotAllowed; Refused where the file changed."""
    authorise(actor, "import_facts", fact_import.posting)
    content = Path(default_storage.path(fact_import.file)).read_bytes()
    if hashlib.sha256(content).hexdigest() != fact_import.sha256:
        raise Refused(
            "The kept file is not what was uploaded. Tell the system administrator; upload it again."
        )
    rows, faults = read_facts(content, fact_import.form)
    found = look(actor=actor, posting=fact_import.posting, rows=rows)
    found.faults = sorted([*faults, *found.faults])
    return found


def confirm(*, actor: User, fact_import_id: int, at: datetime) -> FactImport:
    """Say that a file is to be taken in; the worker does it, whole or not at all, in this person's name.

    Raises NotAllowed; Refused for a file with faults, one that was confirmed before, or while another is taken in.
    """
    with transaction.atomic():
        kept = _locked(actor, fact_import_id)
        if kept.faults:
            raise Refused(
                "This file has faults, so nothing of it is taken in. Mend them and upload it again."
            )
        if kept.confirmed_at is not None:
            raise Refused("This file was confirmed already. Load the page again to see how far it is.")
        _must_be_new(kept.posting_id, kept.sha256)
        if FactImport.objects.filter(TAKES, posting_id=kept.posting_id).exists():
            raise Refused("Another file of this posting is being taken in. Wait until that is finished.")
        kept.confirmed_by, kept.confirmed_at = actor, at
        kept.save(update_fields=["confirmed_by", "confirmed_at"])
        note(kept, "confirm_facts", actor=actor, at=at)
        ring(TASK, kept.pk)
    return kept


def take_back(*, actor: User, fact_import_id: int, reason: str, at: datetime) -> FactImport:
    """Have every fact of a file lifted that still counts; the worker does it. What is decided already stays, and is named.

    Raises NotAllowed; Refused without a reason, before the file was taken in, while it is done, or with nothing to lift.
    """
    with transaction.atomic():
        kept = _locked(actor, fact_import_id)
        if not reason.strip():
            raise Refused("Say why the facts are taken back. The applicants read this.")
        if kept.taken_in_at is None or kept.lifts:
            raise Refused("There is nothing to take back now. Load the page again to see where it stands.")
        if not liftable(kept).exists():
            raise Refused(
                "None of its facts can be lifted now: they were taken back or settled anew, or the applications are "
                "decided. Reverse a decision first where that is wrong."
            )
        kept.undo_by, kept.undo_at, kept.undo_reason, kept.undone_at = actor, at, reason.strip(), None
        kept.done, kept.tries, kept.last_error = 0, 0, ""
        kept.save()
        note(kept, "take_back_facts", actor=actor, at=at)
        ring(TASK, kept.pk)
    return kept


def counting(fact_import: FactImport) -> QuerySet[SettledFact]:
    """The facts of a file that count still: neither lifted nor settled anew."""
    return fact_import.settled_facts.filter(value__isnull=False, superseded_by__isnull=True)


def liftable(fact_import: FactImport) -> QuerySet[SettledFact]:
    """Those of an application that an analyst still looks at."""
    return counting(fact_import).filter(application__state=ApplicationState.IN_REVIEW)


def discard_untaken(*, at: datetime) -> int:
    """Delete files that were looked at and not taken in within a day; how many."""
    rows = FactImport.objects.filter(taken_in_at__isnull=True, uploaded_at__lte=at - LOOKED_AT_FOR)
    rows = rows.exclude(TAKES)
    for row in rows:
        row.delete()
        Path(default_storage.path(row.file)).unlink(missing_ok=True)
    return len(rows)


def faults_of(fact_import: FactImport) -> list[Fault]:
    return [Fault(*each) for each in fact_import.faults]


def note(kept: FactImport, verb: str, *, actor: User | None, at: datetime) -> None:
    """A line of history about a file."""
    facts = {"sha256": kept.sha256, "rows": kept.rows, "made": kept.made, "lifted": kept.lifted}
    history.record(actor=actor, verb=verb, subject=kept, posting_id=kept.posting_id, facts=facts, at=at)


def _locked(actor: User, fact_import_id: int) -> FactImport:
    posting_id = FactImport.objects.values_list("posting_id", flat=True).get(pk=fact_import_id)
    posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting_id)  # one file of it at a time
    authorise(actor, "import_facts", posting)
    return FactImport.objects.select_for_update(of=("self",)).get(pk=fact_import_id)


def _must_be_new(posting_id: int, sha256: str) -> None:
    before = FactImport.objects.filter(
        posting_id=posting_id, sha256=sha256, taken_in_at__isnull=False, undo_at__isnull=True
    ).first()
    if before is not None and before.taken_in_at is not None:
        raise Refused(
            f"This very file was taken in on {city_day(before.taken_in_at):%Y-%m-%d} by {before.confirmed_by}, and its "
            "facts stand. Take that back first, or upload a file with other facts."
        )
