"""Celery: an id in, one verb called. A message only says 'look now'; the sweep looks without being told."""

import logging

from celery import shared_task
from django.core.management import call_command

from screening.city_time import now
from screening.domain import (
    appointment_delivery,
    document_inspection,
    document_request,
    document_store,
    dossier,
    duplicate_finding,
    evaluation,
    examination_score,
    fact_import,
    fact_import_taking,
    fact_request,
    history,
    interest,
    interview_reminder,
    letter,
    list_ending,
    list_return,
    list_warning,
    notice,
    offer_deadline,
    pool_file,
    records_deletion,
    reevaluation_run,
    request_reminder,
    scan_folder,
    scan_mailbox,
    scan_reading,
    scan_retention,
    what_if,
)
from screening.doorbell import ring
from screening.shared_cache import forget_expired

log = logging.getLogger(__name__)


@shared_task
def evaluate(submission_id: int) -> None:
    """Evaluate one submission, if it is still due."""
    evaluation.evaluate_due(clock=now, only=submission_id)


@shared_task
def inspect_document(document_id: int) -> None:
    """Scan one received file and make the copy that is shown, if that is still due."""
    document_inspection.inspect_due(clock=now, only=document_id)


@shared_task
def read_scan(scan_id: int) -> None:
    """Read one scan of the tray and file what its cover sheets name, if that is still due."""
    scan_reading.read_due(clock=now, only=scan_id)


@shared_task
def take_in_scans() -> None:
    """Every minute: what lies in the scan folder and the scan mailbox. Apart from the sweep, which neither shall hold up."""
    scan_folder.take_due(clock=now)
    scan_mailbox.take_due(clock=now)


@shared_task
def build_dossier(dossier_id: int) -> None:
    """Build one dossier, if it is still due and nobody else builds it."""
    dossier.build_due(clock=now, only=dossier_id)


@shared_task
def make_pool_file(pool_file_id: int) -> None:
    """Make one large file of a pool, if it is still due and nobody else makes it."""
    pool_file.make_due(clock=now, only=pool_file_id)


@shared_task
def take_in_facts(fact_import_id: int) -> None:
    """Take in or take back one file of facts, if that is still due and nobody else does."""
    fact_import_taking.work_due(clock=now, only=fact_import_id)


@shared_task
def delete_records(deletion_id: int) -> None:
    """Carry out one deletion that two people agreed on, if it is still due."""
    records_deletion.delete_due(clock=now, only=deletion_id)


@shared_task
def try_draft(what_if_id: int) -> None:
    """Try one draft over its pool, if that is still due and nobody else does."""
    what_if.try_due(clock=now, only=what_if_id)


@shared_task
def stage_reevaluation(reevaluation_id: int) -> None:
    """Go on with one staged re-evaluation, if that is still due and nobody else does."""
    reevaluation_run.stage_due(clock=now, only=reevaluation_id)


@shared_task
def send_notices() -> None:
    """Send the notices that are due."""
    notice.send_due(at=now())


@shared_task
def send_letters() -> None:
    """Send the letters of the sign-in that are due."""
    letter.send_due(at=now())


@shared_task
def deliver_appointments() -> None:
    """Send the appointments that payroll is to get."""
    appointment_delivery.deliver_due(at=now())


@shared_task
def sweep() -> None:
    """Every minute: whatever is due because of rows and was not rung for, or not heard."""
    if evaluation.is_backlog():
        ring("screening.tasks.evaluate_backlog")
    interest.tell_due(at=now())
    interview_reminder.remind_due(at=now())
    appointment_delivery.deliver_due(at=now())
    letter.send_due(at=now())
    evaluation.evaluate_due(clock=now)
    notice.send_due(at=now())
    document_inspection.inspect_due(clock=now)
    scan_reading.read_due(clock=now)
    dossier.build_due(clock=now)
    pool_file.make_due(clock=now)
    records_deletion.delete_due(clock=now)
    fact_import_taking.work_due(clock=now)
    what_if.try_due(clock=now)
    reevaluation_run.stage_due(clock=now)
    duplicate_finding.find_due(clock=now)


@shared_task
def evaluate_backlog() -> None:
    """Help the sweep with a pool, in one more worker process; each takes the rows that the other does not hold."""
    evaluation.evaluate_due(clock=now)


@shared_task
def nightly() -> None:
    """After midnight in the city: record what the date has already made true, seal history, check what must hold."""
    at = now()
    document_request.lapse_due(at=at)
    fact_request.lapse_due(at=at)
    request_reminder.remind_due(at=at)
    offer_deadline.lapse_unanswered(at=at)
    offer_deadline.remind_of_answers(at=at)
    list_ending.record_expiries(at=at)
    list_ending.announce_endings(at=at)
    list_warning.warn_due(at=at)
    list_return.chase_due(at=at)
    scan_retention.discard_over(at=at)
    document_store.discard_orphans(at=at)
    interest.discard_unconfirmed(at=at)
    letter.discard_old(at=at)
    pool_file.discard_old(at=at)
    examination_score.discard_untaken(at=at)
    fact_import.discard_untaken(at=at)
    forget_expired(at=at)
    history.seal(at=at)
    call_command("check_invariants")
