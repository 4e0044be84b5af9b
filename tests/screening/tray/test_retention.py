"""How long scans stay: with the records of a posting, with a draft, or four years in the tray's last drawer."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from postings.models import Posting
from screening.city_time import now
from screening.domain import document as documents
from screening.domain import document_store, own_account, records, scan_reading, scan_retention
from screening.domain.scan_filing import set_aside, take_back
from screening.enums_scan import ScanDoubt, ScanState
from screening.models import Application, Scan, ScanPage, ScanPart, User
from tests.factories import make_application, make_user
from tests.screening.tray.addresses import waiting
from tests.screening.tray.scans import a_sheet, as_pdf, come, page, sheet_page


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def filed(application: Application) -> ScanPart:
    scan = come(as_pdf(sheet_page(a_sheet(application)), page()))
    scan_reading.read_due(clock=now)
    return scan.parts.get(state=ScanState.FILED)


def stored() -> int:
    return sum(1 for path in Path(default_storage.path("")).rglob("*") if path.is_file())


def test_a_paper_taken_out_of_a_draft_is_let_go_and_its_scan_ends(
    clerks: Posting, django_capture_on_commit_callbacks: Any
) -> None:
    draft = make_application(clerks, make_user("draft@example.org"), at=now())
    part = filed(draft)
    assert stored() == 4
    with django_capture_on_commit_callbacks(execute=True):
        documents.remove(actor=draft.applicant, document_id=draft.documents.get().pk, at=now())
        part.refresh_from_db()
        assert (part.state, part.document, part.ended_by) == (ScanState.SET_ASIDE, None, None)
        assert scan_retention.discard_over(at=now()) == 1
    assert (Scan.objects.count(), ScanPage.objects.count(), stored()) == (0, 0, 0)


def test_an_account_with_a_faxed_paper_in_a_draft_can_be_deleted(clerks: Posting) -> None:
    draft = make_application(clerks, make_user("draft@example.org"), at=now())
    filed(draft)
    own_account.delete(actor=draft.applicant, at=now())
    assert not Application.objects.exists()


def test_what_a_person_set_aside_stays_four_years(analyst: User) -> None:
    part = waiting()
    set_aside(actor=analyst, part_id=part.pk, reason="A double.", at=now())
    assert scan_retention.discard_over(at=now() + timedelta(days=4 * 365 - 40)) == 0
    assert scan_retention.discard_over(at=now() + timedelta(days=4 * 366)) == 1
    assert not Scan.objects.exists()


def test_what_waits_or_is_filed_or_is_not_read_yet_never_ends_by_itself(rosa: Application) -> None:
    waiting()
    filed(rosa)
    come(b"%PDF-1.7 not read yet")
    assert scan_retention.discard_over(at=now() + timedelta(days=9 * 366)) == 0
    assert Scan.objects.count() == 3


def test_what_is_filed_goes_with_the_records_of_its_posting(rosa: Application) -> None:
    table = next(one for one in records.tables() if one.model is ScanPart)
    part = filed(rosa)
    assert list(table.rows(rosa.posting)) == [part]
    with records.without_guards():
        table.rows(rosa.posting).delete()
    assert scan_retention.discard_over(at=now()) == 1


def test_the_database_itself_keeps_what_was_filed_and_how_it_came(rosa: Application, analyst: User) -> None:
    part = filed(rosa)
    for change in (
        lambda: ScanPart.objects.filter(pk=part.pk).update(document=None, state="waiting", ended_at=None),
        lambda: ScanPart.objects.filter(pk=part.pk).update(
            document=None, state="set_aside", reason="x", ended_by=analyst
        ),
        lambda: ScanPart.objects.filter(pk=part.pk).update(last_page=1),
        lambda: ScanPart.objects.filter(pk=part.pk).delete(),
        lambda: Scan.objects.update(received_at=now()),
        lambda: Scan.objects.update(sha256="0" * 64),
        lambda: ScanPage.objects.update(codes=[]),
        lambda: ScanPart.objects.create(scan=part.scan, first_page=1, last_page=2, doubt=ScanDoubt.BARE),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_stored_scans_and_pictures_are_no_orphans(rosa: Application) -> None:
    filed(rosa)
    assert document_store.discard_orphans(at=now() + timedelta(days=2)) == 0


def test_an_analyst_cannot_take_back_what_is_filed(rosa: Application, analyst: User) -> None:
    part = filed(rosa)
    with pytest.raises(documents.Refused, match="not possible any more"):
        take_back(actor=analyst, part_id=part.pk, at=now())
