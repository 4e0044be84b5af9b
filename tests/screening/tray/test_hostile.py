"""Files that are made to hurt whoever opens them: they end in the tray as unreadable, and the others flow on."""

import io
import json
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfWriter

from screening import scan_pages
from screening.city_time import now
from screening.domain import scan_reading
from screening.domain.scan_filing import file_by_code
from screening.enums_scan import ScanDoubt, ScanState
from screening.errors import Refused
from screening.models import Application, Scan, ScanPage, ScanPart, User
from services.places import PROJECT
from tests.clamd import EICAR, clamd
from tests.screening.tray.scans import a_sheet, as_pdf, come, page, sheet_page


def pdf_of(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF from the bodies of its objects, with a table of where they lie."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        root,
        len(out),
    )
    return out + head + table + end


def of_pages(count: int, box: bytes = b"[0 0 612 792]", content: bytes = b"") -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(count))
    stream = zlib.compress(content)
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids),
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R >>" % box,
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
        ]
    )


def bomb() -> bytes:
    """A picture of 60,000 × 60,000 pixels in a few bytes."""
    target = io.BytesIO()
    Image.new("1", (8, 8)).save(target, "PNG")
    made = bytearray(target.getvalue())
    made[16:24] = (60_000).to_bytes(4, "big") * 2
    made[29:33] = zlib.crc32(bytes(made[12:29])).to_bytes(4, "big")
    return bytes(made)


@pytest.mark.parametrize(
    "content",
    [
        of_pages(201),
        bomb(),
        b"%PDF-1.7\n" + b"<<" * 50_000 + b"\n%%EOF",
        pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"]),
    ],
    ids=["201 pages", "a picture bomb", "brackets without end", "a tree that holds itself"],
)
def test_it_waits_as_unreadable_and_the_next_scan_is_filed(rosa: Application, content: bytes) -> None:
    come(content)
    come(as_pdf(sheet_page(a_sheet(rosa)), page()))
    assert scan_reading.read_due(clock=now) == 1
    assert [part.doubt for part in ScanPart.objects.order_by("scan_id")] == [ScanDoubt.UNREADABLE, ""]


def test_a_page_as_large_as_a_field_is_drawn_small(db: None) -> None:
    come(of_pages(1, box=b"[0 0 14400 14400]"))
    scan_reading.read_due(clock=now)
    with Image.open(ScanPage.objects.get().picture.path) as drawn:
        assert drawn.size == (1000, 1000)


def test_a_locked_pdf_says_that_it_cannot_be_opened(db: None) -> None:
    writer = PdfWriter()
    writer.add_blank_page(612, 792)
    writer.encrypt("secret")
    target = io.BytesIO()
    writer.write(target)
    come(target.getvalue())
    scan_reading.read_due(clock=now)
    assert "damaged, locked, or no PDF" in ScanPart.objects.get().said


def test_the_program_that_opens_scans_has_little_memory_and_no_settings() -> None:
    """Asked from inside: what it may take, and that nothing of Django is there."""
    asked = (
        "import resource, sys, json; from screening import scan_pages as p; p._limit();"
        "print(json.dumps([resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0],"
        " 'django' in sys.modules]))"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=PROJECT)
    assert json.loads(said.stdout) == [scan_pages.MEMORY, scan_pages.SECONDS, False]


def test_a_scan_that_ends_its_worker_each_time_is_given_up(db: None) -> None:
    scan = come(as_pdf(page()))
    Scan.objects.filter(pk=scan.pk).update(tries=3, claimed_at=now() - timedelta(hours=1))
    assert scan_reading.read_due(clock=now) == 0
    assert ScanPart.objects.get().said.startswith("It ended the program")


@pytest.fixture
def scanner(settings: Any) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, clamd(Path(folder)) as path:
        settings.CLAMD_SOCKET = path
        yield path


def test_an_infected_scan_is_never_opened_and_never_filed(
    scanner: str, rosa: Application, analyst: User
) -> None:
    sheet = a_sheet(rosa)
    come(as_pdf(sheet_page(sheet), page()) + EICAR)
    assert scan_reading.read_due(clock=now) == 0
    part = ScanPart.objects.get()
    assert (part.doubt, ScanPage.objects.count()) == (ScanDoubt.INFECTED, 0)
    with pytest.raises(Refused, match="cannot be opened"):
        file_by_code(actor=analyst, part_id=part.pk, typed=sheet.code, at=now())


def test_a_virus_scanner_that_is_away_costs_no_try(rosa: Application, settings: Any) -> None:
    scan = come(as_pdf(sheet_page(a_sheet(rosa)), page()))
    settings.CLAMD_SOCKET = "/tmp/nobody-listens-here"
    for _ in range(5):
        assert scan_reading.read_due(clock=now) == 0
    scan.refresh_from_db()
    assert (scan.tries, scan.read_at) == (0, None)
    settings.CLAMD_SOCKET = ""
    assert scan_reading.read_due(clock=now) == 1
    assert ScanPart.objects.get().state == ScanState.FILED
