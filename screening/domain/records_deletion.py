"""The end of a posting's records: proposed by one person, agreed to by another, deleted by the worker, certified.

What stays: the posting with its revisions, the figures that name nobody, the certificate, and history, which names rows by
their numbers and holds no words of applicants, so that its seals still agree.
"""

import hashlib
import json
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import DatabaseError, router, transaction

from postings.minimum_requirements import canonical_json
from postings.models import Posting
from screening.city_time import city_day, day_in_words
from screening.civil_service_rules import YEARS_TO_KEEP_RECORDS
from screening.domain import duplicate_finding, history, records
from screening.domain.retention import keep_until, last_action_at
from screening.domain.survey import forget
from screening.doorbell import ring
from screening.errors import Refused
from screening.models import Application, LegalHold, RecordsDeletion, User
from screening.permissions import authorise

log = logging.getLogger(__name__)


def propose(*, actor: User, posting: Posting, reason: str, at: datetime) -> RecordsDeletion:
    """Propose to delete everything of a posting's applicants. Raises NotAllowed; Refused before its day or under a hold."""
    authorise(actor, "delete_records", posting)
    with transaction.atomic():
        locked = Posting.objects.select_for_update().get(pk=posting.pk)
        if why := stopped_by(locked, at):
            raise Refused(why)
        if not reason.strip():
            raise Refused("Say why the records are to be deleted.")
        if RecordsDeletion.objects.filter(posting=posting, ended_at__isnull=True).exists():
            raise Refused("A deletion of these records is proposed already.")
        made = RecordsDeletion.objects.create(
            posting=posting, reason=reason, proposed_by=actor, proposed_at=at
        )
        _note(made, actor, "propose_deletion", at)
    return made


def agree(*, actor: User, deletion_id: int, at: datetime) -> RecordsDeletion:
    """Agree as the second person; the worker then deletes. Raises NotAllowed; Refused for the proposer, or under a hold."""
    with transaction.atomic():
        deletion = _locked(deletion_id)
        authorise(actor, "delete_records", deletion.posting)
        if deletion.proposed_by_id == actor.pk:
            raise Refused("You proposed this deletion. Another supervising analyst must agree.")
        if deletion.agreed_at is not None or deletion.ended_at is not None:
            raise Refused("This deletion is no longer waiting for a second person.")
        if why := stopped_by(deletion.posting, at):
            raise Refused(why)
        deletion.agreed_by, deletion.agreed_at = actor, at
        deletion.save(update_fields=["agreed_by", "agreed_at"])
        _note(deletion, actor, "agree_to_deletion", at)
        ring("screening.tasks.delete_records", deletion.pk)
    return deletion


def take_back(*, actor: User, deletion_id: int, why: str, at: datetime) -> RecordsDeletion:
    """Take a proposal back before it is carried out. Raises NotAllowed, Refused."""
    with transaction.atomic():
        deletion = _locked(deletion_id)
        authorise(actor, "delete_records", deletion.posting)
        if deletion.ended_at is not None:
            raise Refused("This deletion is over already.")
        if not why.strip():
            raise Refused("Say why the deletion is taken back.")
        _end_without(deletion, actor, why, at)
    return deletion


def delete_due(*, clock: Callable[[], datetime], only: int | None = None) -> int:
    """Carry out what two people agreed on; how many were. A row that another worker holds is skipped.

    Each is one transaction: all of a posting or nothing. What fails stays due, and the next sweep tries again.
    """
    rows = RecordsDeletion.objects.filter(agreed_at__isnull=False, ended_at__isnull=True).order_by("pk")
    ids = list((rows.filter(pk=only) if only else rows).values_list("pk", flat=True))
    done = 0
    for one in ids:
        try:
            done += _carry_out(one, clock())
        except DatabaseError:
            log.exception("deletion %s was not carried out; everything is still there", one)
    return done


def stopped_by(posting: Posting, at: datetime) -> str:
    """Why nothing of a posting may be deleted now, in words; empty when it may. Source: Cal. Gov. Code 12946."""
    if LegalHold.objects.filter(posting=posting, released_at__isnull=True).exists():
        return "A legal hold stands on these records, so nothing is deleted. It must be released first."
    if posting.takes_applications_at(at):
        return "This posting still takes applications. Close it first."
    day = keep_until(posting)
    if city_day(at) <= day:
        return (
            f"These records must be kept through {day_in_words(day)}: {YEARS_TO_KEEP_RECORDS.value} years from the last action. "
            "They can be deleted after that day."
        )
    if not any(table.rows(posting).exists() for table in records.tables()):
        return "No records of applicants are left."
    return ""


def _carry_out(deletion_id: int, at: datetime) -> bool:
    with transaction.atomic():
        deletion = (
            RecordsDeletion.objects.select_for_update(of=("self",), skip_locked=True)
            .select_related("proposed_by", "agreed_by")
            .filter(pk=deletion_id, agreed_at__isnull=False, ended_at__isnull=True)
            .first()
        )
        if deletion is None:
            return False
        posting = Posting.objects.select_for_update().get(pk=deletion.posting_id)
        if why := stopped_by(posting, at):
            _end_without(deletion, None, why, at)
            return False
        kept_until, last = keep_until(posting), last_action_at(posting)
        files = list(records.files_of(posting))
        counts = [records.counted(table, posting) for table in records.tables()]
        answers = forget(list(Application.objects.filter(posting=posting).values_list("pk", flat=True)))
        people = set(posting.applications.values_list("applicant", flat=True))
        Application.objects.filter(started_from__posting=posting).update(started_from=None)
        _delete(posting)
        duplicate_finding.forget(people)
        certificate = {
            "posting": posting.title,
            "slug": posting.slug,
            "authority": YEARS_TO_KEEP_RECORDS.citation,
            "reason": deletion.reason,
            "last_action_at": last.isoformat(),
            "kept_through": kept_until.isoformat(),
            "proposed": f"{deletion.proposed_by}, {deletion.proposed_at.isoformat()}",
            "agreed": f"{deletion.agreed_by}, {deletion.agreed_at.isoformat() if deletion.agreed_at else ''}",
            "deleted_at": at.isoformat(),
            "tables": [count for count in counts if count["rows"]],
            "survey_answers": answers,
            "files": len(files),
        }
        deletion.certificate = canonical_json(certificate).decode()
        deletion.certificate_sha256 = hashlib.sha256(deletion.certificate.encode()).hexdigest()
        deletion.ended_at = at
        deletion.save(update_fields=["certificate", "certificate_sha256", "ended_at"])
        _note(deletion, None, "delete_records", at, certificate_sha256=deletion.certificate_sha256)
        transaction.on_commit(lambda: _unlink(files), robust=True)
    return True


def certificate_of(deletion: RecordsDeletion) -> dict[str, Any]:
    """What was deleted: by whom, under which authority, how many rows of what with which digests. Empty before."""
    return json.loads(deletion.certificate) if deletion.certificate else {}


def _delete(posting: Posting) -> None:
    with records.without_guards(), transaction.atomic():
        for table in records.tables():
            rows = table.model._default_manager.filter(pk__in=table.rows(posting).order_by().values("pk"))
            rows._raw_delete(router.db_for_write(table.model))


def _unlink(files: list[str]) -> None:
    for name in files:
        try:
            default_storage.delete(name)
        except OSError as error:
            log.error("a file of deleted records is still there: %s", type(error).__name__)


def _locked(deletion_id: int) -> RecordsDeletion:
    rows = RecordsDeletion.objects.select_for_update(of=("self",)).select_related("posting")
    return rows.get(pk=deletion_id)


def _end_without(deletion: RecordsDeletion, actor: User | None, why: str, at: datetime) -> None:
    deletion.ended_at, deletion.ended_why = at, why
    deletion.save(update_fields=["ended_at", "ended_why"])
    _note(deletion, actor, "take_back_deletion", at)


def _note(deletion: RecordsDeletion, actor: User | None, verb: str, at: datetime, **facts: Any) -> None:
    history.record(
        actor=actor, verb=verb, subject=deletion, posting_id=deletion.posting_id, facts=facts, at=at
    )
