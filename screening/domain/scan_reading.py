"""The worker reads a scan: draws its pages, finds the cover sheets, files what they name; the rest waits for a person."""

import logging
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from screening import clamd, scan_pages, scan_parts
from screening.domain import document_store, history, scan_filing
from screening.enums_scan import ScanDoubt, ScanState
from screening.errors import MoveNotAllowed, Refused
from screening.models import CoverSheet, Scan, ScanPage, ScanPart

log = logging.getLogger(__name__)

TRIES = 3
LEASE = timedelta(minutes=10)
"""After this long a worker that claimed a scan is taken for dead."""


class Page(NamedTuple):
    codes: tuple[str, ...]
    picture: bytes


def read_due(*, clock: Callable[[], datetime], only: int | None = None) -> int:
    """Read what is due, one scan at a time and in no transaction while it is opened, then file by sheets; how many were filed.

    A virus scanner that is away costs a scan no try. A scan that fails three times waits in the tray as unreadable.
    """
    seen = set[int]()
    while (scan := _claim(at=clock(), only=only, skip=seen)) is not None:
        seen.add(scan.pk)
        try:
            pages, parts = _looked_at(scan)
            _finish(scan, pages, parts, at=clock())
        except clamd.Unreachable as error:
            log.warning("the virus scanner cannot be reached (%s); the scans wait", error)
            _give_back(scan, str(error), counted=False)
            break
        except Exception as error:  # noqa: BLE001  (whatever one scan does, the others flow on)
            log.error("scan %s could not be read: %s", scan.pk, type(error).__name__)
            _give_back(scan, f"{type(error).__name__}: {error}", counted=True)
    return file_due(clock=clock)


def file_due(*, clock: Callable[[], datetime]) -> int:
    """File every part whose sheet says what it is; how many. What the application does not take waits for a person."""
    filed = 0
    due = ScanPart.objects.filter(state=ScanState.WAITING, doubt="").select_related("scan")
    for part in list(due.order_by("pk")):
        sheet = CoverSheet.objects.filter(code=part.code).first()
        try:
            if sheet is None:  # its draft was deleted in between
                _doubt(part, ScanDoubt.UNKNOWN, "")
                continue
            scan_filing.file_by_sheet(part=part, sheet=sheet, at=clock())
        except MoveNotAllowed:
            continue  # somebody was faster
        except Refused as refused:
            _doubt(part, ScanDoubt.REFUSED, str(refused))
        except Exception as error:  # noqa: BLE001  (whatever one paper does, the others flow on)
            log.error("scan part %s could not be filed: %s", part.pk, type(error).__name__)
            _doubt(
                part, ScanDoubt.REFUSED, f"It could not be filed ({type(error).__name__}). Try it by hand."
            )
        else:
            filed += 1
    return filed


def _doubt(part: ScanPart, doubt: ScanDoubt, said: str) -> None:
    ScanPart.objects.filter(pk=part.pk, state=ScanState.WAITING).update(doubt=doubt, said=said)


def _claim(*, at: datetime, only: int | None, skip: set[int]) -> Scan | None:
    """Take one due row and count the try before the file is opened: a file that kills its worker is not tried for ever."""
    with transaction.atomic():
        rows = Scan.objects.select_for_update(skip_locked=True).filter(
            Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - LEASE), read_at__isnull=True
        )
        scan = (rows if only is None else rows.filter(pk=only)).exclude(pk__in=skip).order_by("pk").first()
        if scan is not None:
            scan.claimed_at = at
            scan.tries += 1
            scan.save(update_fields=["claimed_at", "tries"])
    return scan


def _give_back(scan: Scan, error: str, *, counted: bool) -> None:
    tries = scan.tries if counted else scan.tries - 1
    Scan.objects.filter(pk=scan.pk, claimed_at=scan.claimed_at).update(
        claimed_at=None, tries=tries, last_error=error[:2000]
    )


def _looked_at(scan: Scan) -> tuple[list[Page], list[ScanPart]]:
    """The drawn pages and the parts of a scan; one part without pages where it cannot be shown. Raises clamd.Unreachable."""
    if scan.tries > TRIES:
        return [], [
            _unseen(ScanDoubt.UNREADABLE, "It ended the program that reads it each time it was opened.")
        ]
    if clamd.is_configured():
        with open(scan.file.path, "rb") as file:
            found = clamd.scan(file)
        if found.infected_with:
            said = f"{found.infected_with}, found by {found.scanner}."
            return [], [_unseen(ScanDoubt.INFECTED, said)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            seen = scan_pages.look(Path(scan.file.path), folder)
        except scan_pages.Unreadable as error:
            return [], [_unseen(ScanDoubt.UNREADABLE, str(error))]
        pages = [
            Page(codes, (folder / f"{number}.png").read_bytes())
            for number, codes in enumerate(seen.pages, start=1)
        ]
    return pages, list(_parts(seen.pages))


def _unseen(doubt: ScanDoubt, said: str) -> ScanPart:
    return ScanPart(first_page=0, last_page=0, doubt=doubt, said=said)


def _parts(pages: list[tuple[str, ...]]) -> Iterable[ScanPart]:
    """A row for each run of pages, with the doubt that keeps it in the tray; none where its sheet is known and its own."""
    runs = scan_parts.runs(pages)
    sheets = {
        sheet.code: sheet
        for sheet in CoverSheet.objects.filter(code__in={code for run in runs for code in run.codes})
    }
    for run, before in zip(runs, [None, *runs], strict=False):
        code = run.codes[0] if run.codes else ""
        sheet = sheets.get(code)
        on_another = before is not None and before.is_bare and before.codes != run.codes
        others = [sheets.get(one) for one in before.codes] if before is not None and on_another else []
        doubt: ScanDoubt | None = None
        if not run.codes:
            doubt = ScanDoubt.NO_SHEET
        elif len(run.codes) > 1:
            doubt = ScanDoubt.TWO_CODES
        elif sheet is None:
            doubt = ScanDoubt.UNKNOWN
        elif run.is_bare:
            doubt = ScanDoubt.BARE
        elif any(other is None or other.application_id != sheet.application_id for other in others):
            doubt = ScanDoubt.TWO_CODES  # whose of the two the pages are, only a person can say
        yield ScanPart(first_page=run.first, last_page=run.last, code=code, doubt=doubt or "")


def _finish(scan: Scan, pages: list[Page], parts: list[ScanPart], *, at: datetime) -> None:
    """Record what was read, unless another worker did. Raises Refused when the disk is full."""
    names: list[str] = []
    is_mine = False
    try:
        for page in pages:
            names.append(document_store.store(ContentFile(page.picture), suffix=".png", at=at))
        with transaction.atomic():
            row = Scan.objects.select_for_update().get(pk=scan.pk)
            if row.claimed_at == scan.claimed_at and row.read_at is None:
                _keep(row, pages, names, parts, at=at)
                is_mine = True
    finally:
        if not is_mine:
            for name in names:
                default_storage.delete(name)


def _keep(row: Scan, pages: list[Page], names: list[str], parts: list[ScanPart], *, at: datetime) -> None:
    row.read_at, row.claimed_at = at, None
    row.save(update_fields=["read_at", "claimed_at"])
    ScanPage.objects.bulk_create(
        ScanPage(scan=row, number=number, codes=list(page.codes), picture=name)
        for number, (page, name) in enumerate(zip(pages, names, strict=True), start=1)
    )
    for part in parts:
        part.scan = row
        part.save(force_insert=True)
    history.record(
        actor=None,
        verb="read_scan",
        subject=row,
        facts={"pages": len(pages), "parts": [[part.first_page, part.last_page] for part in parts]},
        at=at,
    )
