"""Scans end: with the records of a posting, with the draft their applicant emptied, or four years after they were set aside."""

from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from screening.civil_service_rules import YEARS_TO_KEEP_RECORDS
from screening.domain import history
from screening.enums_scan import ScanState
from screening.models import Scan, ScanPage, ScanPart


def discard_over(*, at: datetime) -> int:
    """Delete every scan of which nothing waits, is filed, or was set aside by a person in the last four years; how many.

    What was filed goes with the records of its posting (by two people); what an applicant took out of a draft goes at
    once. Source: Cal. Gov. Code 12946.
    """
    years = YEARS_TO_KEEP_RECORDS.value
    over = _over(at.replace(year=at.year - years, day=min(at.day, 28)))
    return sum(_discard(pk, over, at) for pk in list(over.order_by("pk").values_list("pk", flat=True)))


def _over(aside_before: datetime) -> QuerySet[Scan]:
    is_kept = ~Q(state=ScanState.SET_ASIDE) | Q(ended_by__isnull=False, ended_at__gte=aside_before)
    kept = ScanPart.objects.filter(is_kept, scan=OuterRef("pk"))
    return Scan.objects.filter(~Exists(kept), read_at__isnull=False)


def _discard(scan_id: int, over: QuerySet[Scan], at: datetime) -> bool:
    with transaction.atomic():
        list(ScanPart.objects.select_for_update(of=("self",)).filter(scan=scan_id))
        scan = over.select_for_update(of=("self",)).filter(pk=scan_id).first()
        if scan is None:
            return False  # taken back in between
        history.record(actor=None, verb="discard_scan", subject=scan, facts={"sha256": scan.sha256}, at=at)
        names = [str(scan.file.name), *ScanPage.objects.filter(scan=scan).values_list("picture", flat=True)]
        ScanPart.objects.filter(scan=scan).delete()
        scan.delete()
        for name in names:
            transaction.on_commit(partial(default_storage.delete, name), robust=True)
    return True
