"""Reading a file of examination scores, CSV or XLSX: every row that can be read, and every fault by row and column."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, Final, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_ROWS: Final = 20_000
MOST_UNPACKED: Final = 100 * 1024 * 1024
RECEIPT, SCORE, NAME = "Receipt", "Score", "Name"
NEEDED: Final = (RECEIPT, SCORE)
KNOWN: Final = (RECEIPT, SCORE, NAME)
_NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")


class Fault(NamedTuple):
    """What is wrong with one cell, in words; the column is empty where the row or the file is meant."""

    row: int
    column: str
    words: str


class Row(NamedTuple):
    """One person's score as the file has it; ``name`` is empty where the file has no such column."""

    number: int
    receipt: str
    score: Decimal
    name: str


class _Unreadable(Exception):
    """The file as a whole; the text says why and what to do."""


def read_scores(content: bytes, form: str, highest: Decimal) -> tuple[list[Row], list[Fault]]:
    """The rows and the faults of a file of the kind ``csv`` or ``xlsx``. The first row names the columns."""
    try:
        lines = list(islice(_csv(content) if form == "csv" else _xlsx(content), MOST_ROWS + 2))
    except _Unreadable as error:
        return [], [Fault(1, "", str(error))]
    if not lines:
        return [], [
            Fault(1, "", "The file is empty. Its first row must name the columns: Receipt and Score.")
        ]
    if len(lines) > MOST_ROWS + 1:
        return [], [Fault(MOST_ROWS + 2, "", f"A file has {MOST_ROWS:,} rows at most. Send it in parts.")]
    columns, faults = _columns(lines[0])
    if faults:
        return [], faults
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if any(cell not in (None, "") for cell in line):
            _read_row(number, line, columns, highest, rows, faults)
    if not rows and not faults:
        faults.append(Fault(2, "", "There is no score below the names of the columns."))
    return rows, faults


def _columns(head: list[Any]) -> tuple[dict[str, int], list[Fault]]:
    by_name = {name.lower(): name for name in KNOWN}
    columns: dict[str, int] = {}
    faults: list[Fault] = []
    for place, cell in enumerate(head):
        said = str(cell or "").strip()
        name = by_name.get(said.lower())
        if said and name is None:
            faults.append(
                Fault(1, said[:40], "This column is not known. Keep Receipt, Score and, if you like, Name.")
            )
        elif name in columns:
            faults.append(Fault(1, said, "This column stands twice. Keep one of them."))
        elif name:
            columns[name] = place
    faults += [Fault(1, name, "This column is missing.") for name in NEEDED if name not in columns]
    return columns, faults


def _read_row(
    number: int,
    line: list[Any],
    columns: dict[str, int],
    highest: Decimal,
    rows: list[Row],
    faults: list[Fault],
) -> None:
    cells: dict[str, str] = {}
    wrong = len(faults)
    for name, place in columns.items():
        value = line[place] if place < len(line) else None
        if isinstance(value, _Formula):
            faults.append(Fault(number, name, "This is a formula. Put the value itself in its place."))
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            cells[name] = str(value).strip()
        elif value is None:
            cells[name] = ""
        else:
            faults.append(Fault(number, name, "This is neither text nor a number. Type it as text."))
    filled = [place for place, value in enumerate(line) if value not in (None, "")]
    if not set(filled) <= set(columns.values()):
        faults.append(Fault(number, "", "A value stands in a column without a name. Remove it."))
    if not cells.get(RECEIPT, "-"):
        faults.append(
            Fault(number, RECEIPT, "There is no receipt. Each score needs the receipt of an application.")
        )
    score = cells.get(SCORE, "0")
    if not _NUMBER.fullmatch(score):
        faults.append(Fault(number, SCORE, _not_a_score(score)))
    elif Decimal(score) > highest:
        faults.append(
            Fault(number, SCORE, f"{score} is above the highest possible score, {highest.normalize():f}.")
        )
    if len(faults) == wrong:
        rows.append(Row(number, cells[RECEIPT].upper(), Decimal(score), cells.get(NAME, "")))


def _not_a_score(said: str) -> str:
    if not said:
        return "There is no score. Leave the row out where a person has none."
    return f"“{said[:40]}” is not a score. Write a number such as 87 or 87.25, with two decimals at most."


class _Formula:
    """A cell that a spreadsheet would work out."""


def _csv(content: bytes) -> Iterator[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Unreadable("This is not text in UTF-8. Save the file as 'CSV UTF-8', or as XLSX.") from None
    if "\0" in text:
        raise _Unreadable("This is not a CSV file. Save it anew from the spreadsheet as 'CSV UTF-8'.")
    try:
        for line in csv.reader(io.StringIO(text, newline=""), strict=True):
            yield [_Formula() if cell.lstrip()[:1] in ("=", "+", "@") else cell for cell in line]
    except csv.Error:
        raise _Unreadable("A quotation mark is not closed. Save the file anew as 'CSV UTF-8'.") from None


def _xlsx(content: bytes) -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise _Unreadable("This workbook is too large. Keep only the scores, or send them as CSV.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except _Unreadable:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError):
        raise _Unreadable(
            "This is not a workbook that can be read. Save it anew as XLSX, or as CSV."
        ) from None
    try:
        if len(book.sheetnames) != 1:
            raise _Unreadable(
                f"The workbook has {len(book.sheetnames)} sheets. Keep the one with the scores and remove the others."
            )
        yield from _cells(book.worksheets[0].iter_rows())
    finally:
        book.close()


def _cells(lines: Iterable[Any]) -> Iterator[list[Any]]:
    try:
        for line in lines:
            yield [_Formula() if cell.data_type == "f" else cell.value for cell in line]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError):
        raise _Unreadable("This workbook is damaged. Save it anew as XLSX, or as CSV.") from None
