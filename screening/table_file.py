"""Reading the rows of a file that people made elsewhere, CSV or XLSX: cells as they are, formulas marked, faults in words."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS: Final = 20_000
MOST_UNPACKED: Final = 100 * 1024 * 1024


class Fault(NamedTuple):
    """What is wrong with one cell, in words; the column is empty where the row or the file is meant."""

    row: int
    column: str
    words: str


class Unreadable(Exception):
    """The file as a whole; the text says why and what to do."""


class Formula:
    """A cell that a spreadsheet would work out."""


def csv_lines(content: bytes) -> Iterator[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("This is not text in UTF-8. Save the file as 'CSV UTF-8', or as XLSX.") from None
    if "\0" in text:
        raise Unreadable("This is not a CSV file. Save it anew from the spreadsheet as 'CSV UTF-8'.")
    try:
        for line in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield [Formula() if cell.lstrip()[:1] in ("=", "+", "@") else cell for cell in line]
    except csv.Error:
        raise Unreadable("A quotation mark is not closed. Save the file anew as 'CSV UTF-8'.") from None


def xlsx_lines(content: bytes, *, sheet: str = "") -> Iterator[list[Any]]:
    """The rows of the sheet of that name, else of the only one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable("This workbook is too large. Keep only the table, or send it as CSV.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError):
        raise Unreadable(
            "This is not a workbook that can be read. Save it anew as XLSX, or as CSV."
        ) from None
    try:
        if sheet in book.sheetnames:
            yield from _cells(book[sheet].iter_rows())
            return
        if len(book.sheetnames) != 1:
            raise Unreadable(
                f"The workbook has {len(book.sheetnames)} sheets. Keep the one that is meant and remove the others."
            )
        yield from _cells(book.worksheets[0].iter_rows())
    finally:
        book.close()


def _cells(lines: Iterable[Any]) -> Iterator[list[Any]]:
    try:
        for line in lines:
            yield [Formula() if cell.data_type == "f" else cell.value for cell in line]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        raise Unreadable("This workbook is damaged. Save it anew as XLSX, or as CSV.") from None
