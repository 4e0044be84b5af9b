"""Rows for spreadsheets, as CSV and XLSX: no text that a spreadsheet could run as a formula, however many rows there are."""

import codecs
import csv
import re
from collections.abc import Iterable, Sequence
from typing import IO, Any, Final

import xlsxwriter

RUNS_AS_FORMULA = re.compile(r"^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What spreadsheets take for a formula at the start of a cell. Source: OWASP, CSV injection; with the full-width signs."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
PLAIN: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS: Final = 1_048_575
"""What one sheet of XLSX can hold below its head."""
LONGEST: Final = 32_767
"""Characters in one cell of XLSX."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
Cell = str | int


def safe(text: str) -> str:
    """Text that stays text in every spreadsheet: an apostrophe goes before what would run as a formula."""
    return f"'{text}" if RUNS_AS_FORMULA.match(text) else text


def safe_row(row: Iterable[Cell]) -> list[Cell]:
    return [safe(cell) if isinstance(cell, str) else cell for cell in row]


def write_csv(file: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """How many rows were written. UTF-8 with the byte order mark that Excel asks for, lines ended as RFC 4180 says."""
    file.write(codecs.BOM_UTF8)
    writer = csv.writer(codecs.getwriter("utf-8")(file, "replace"), lineterminator="\r\n")
    writer.writerow(safe_row(columns))
    count = 0
    for row in rows:
        writer.writerow(safe_row(row))
        count += 1
    return count


def write_xlsx(
    file: IO[bytes],
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    about: Sequence[tuple[str, str]],
    *,
    sheet_name: str = "Applications",
) -> int:
    """How many rows were written, one at a time and none kept; a second sheet says what the first one is."""
    options: dict[str, Any] = {**PLAIN, "constant_memory": True}
    count = 0
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(sheet_name)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, max(len(columns) - 1, 0), 22)
        for column, title in enumerate(columns):
            sheet.write_string(0, column, safe(title)[:LONGEST], head)
        for count, row in enumerate(rows, start=1):
            for column, cell in enumerate(safe_row(row)):
                if isinstance(cell, str):
                    sheet.write_string(count, column, UNWRITABLE.sub("\ufffd", cell)[:LONGEST])
                else:
                    sheet.write_number(count, column, cell)
        told = book.add_worksheet("About this file")
        told.set_column(0, 0, 24)
        told.set_column(1, 1, 90)
        for number, (key, value) in enumerate([*about, ("Rows", str(count))]):
            told.write_string(number, 0, key, head)
            told.write_string(number, 1, safe(value)[:LONGEST])
    return count
