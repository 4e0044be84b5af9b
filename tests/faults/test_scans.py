"""A worker is killed while it reads a scan or files it: the pages are filed once by the next one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app

from screening.city_time import now
from screening.enums import NoticeKind
from screening.models import Document, Notice, Scan, ScanPart
from tests.factories import make_evaluated_application, make_posting
from tests.faults.conftest import others_in_a_transaction, wait_until, waits_for
from tests.screening.tray.scans import a_sheet, as_pdf, come, page, sheet_page


@pytest.mark.parametrize("step", ["screening_scanpart", "screening_notice"])
def test_a_worker_killed_while_it_files_files_nothing_twice(
    step: str, celery_worker_process: Callable[..., Any], held_table: Any
) -> None:
    sent = make_evaluated_application(make_posting(), at=now())
    scan = come(as_pdf(sheet_page(a_sheet(sent)), page()))
    with held_table(step):
        worker = celery_worker_process()
        wait_until(lambda: waits_for(step))
        worker.kill()
    wait_until(lambda: not others_in_a_transaction())
    assert Document.objects.count() == 0
    Scan.objects.filter(pk=scan.pk, read_at__isnull=True).update(claimed_at=now() - timedelta(hours=1))
    celery_worker_process()
    current_app.send_task("screening.tasks.sweep")
    wait_until(lambda: Document.objects.count() == 1)
    current_app.send_task("screening.tasks.read_scan", args=[scan.pk])
    assert ScanPart.objects.get().document == Document.objects.get()
    assert Notice.objects.filter(kind=NoticeKind.DOCUMENT_FILED).count() == 1
