"""The watched folder: taken once it stands still, moved aside, met again after a crash, never twice."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from screening.city_time import now
from screening.domain import scan_folder
from screening.enums import DocumentVia
from screening.models import Application, History, Scan
from tests.screening.tray.scans import a_sheet, as_pdf, page, sheet_page

pytestmark = pytest.mark.django_db
A_PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.SCAN_FOLDER = str(tmp_path)
    return tmp_path


def soon(**more: float) -> datetime:
    return now() + timedelta(**(more or {"seconds": 30}))


def take(**more: float) -> int:
    return scan_folder.take_due(clock=lambda: soon(**more))


def lying(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_a_file_is_taken_with_the_time_it_was_written_and_moved_aside(folder: Path) -> None:
    fax = folder / "fax 0017.pdf"
    fax.write_bytes(A_PDF)
    written = datetime(2026, 5, 4, 22, 58, tzinfo=UTC)
    os.utime(fax, (written.timestamp(), written.timestamp()))
    assert take() == 1
    scan = Scan.objects.get()
    assert (scan.via, scan.received_at, scan.original_name) == (DocumentVia.FAX, written, "fax 0017.pdf")
    assert lying(folder) == []
    [aside] = (folder / "taken").rglob("*.pdf")
    assert aside.read_bytes() == A_PDF
    assert take() == 0


def test_sub_folders_say_how_a_paper_came(folder: Path) -> None:
    for number, name in enumerate(("mail", "in_person", "fax", "elsewhere")):
        (folder / name).mkdir()
        (folder / name / "one.pdf").write_bytes(A_PDF + b"%d" % number)
    assert take() == 3
    assert set(Scan.objects.values_list("via", flat=True)) == {"mail", "in_person", "fax"}
    assert lying(folder / "elsewhere") == ["one.pdf"]


def test_what_may_still_be_written_to_is_left(folder: Path) -> None:
    (folder / "fresh.pdf").write_bytes(A_PDF)
    assert scan_folder.take_due(clock=now) == 0
    (folder / "cut.pdf").write_bytes(A_PDF[:-6])
    (folder / "fresh.pdf.part").write_bytes(A_PDF)
    (folder / ".hidden.pdf").write_bytes(A_PDF)
    (folder / "link.pdf").symlink_to("/etc/hostname")
    assert take() == 1
    assert lying(folder) == [".hidden.pdf", "cut.pdf", "fresh.pdf.part", "link.pdf"]
    assert take(minutes=11) == 1
    assert Scan.objects.count() == 2


def test_an_empty_file_is_put_where_a_person_finds_it(folder: Path) -> None:
    (folder / "empty.pdf").touch()
    assert take() == 0
    assert lying(folder) == ["empty.pdf"]
    assert take(minutes=11) == 0
    assert [path.name.endswith("empty.pdf") for path in (folder / "not-taken").rglob("*.pdf")] == [True]


def test_a_file_that_was_taken_but_not_moved_is_the_same_scan(folder: Path) -> None:
    fax = folder / "fax.pdf"
    fax.write_bytes(A_PDF)
    seen = fax.stat()
    take()
    fax.write_bytes(A_PDF)
    os.utime(fax, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert take() == 1
    assert (Scan.objects.count(), History.objects.filter(verb="take_in_scan_again").count()) == (1, 0)
    assert lying(folder) == []


def test_a_clock_that_runs_ahead_does_not_give_a_time_to_come(folder: Path) -> None:
    fax = folder / "fax.pdf"
    fax.write_bytes(A_PDF)
    ahead = (now() + timedelta(days=2)).timestamp()
    os.utime(fax, (ahead, ahead))
    assert take() == 1
    assert Scan.objects.get().received_at <= soon()


def test_the_command_takes_reads_and_files(folder: Path, rosa: Application) -> None:
    fax = folder / "fax.pdf"
    fax.write_bytes(as_pdf(sheet_page(a_sheet(rosa)), page()))
    said = StringIO()
    call_command("take_in_scans", stdout=said)
    assert said.getvalue().startswith("Taken in: 0.")
    scan_folder.take_due(clock=soon)
    call_command("take_in_scans", stdout=said)
    assert "Filed by their cover sheets: 1." in said.getvalue()
    assert rosa.documents.count() == 1


def test_without_a_folder_the_command_says_what_to_set(settings: Any) -> None:
    settings.SCAN_FOLDER = ""
    with pytest.raises(CommandError, match="Set SCAN_FOLDER"):
        call_command("take_in_scans")
