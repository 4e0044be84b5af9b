"""Reading a file of facts from outside, CSV, XLSX or JSON lines: every row that can be read, every fault by row and column."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from screening.table_file import MOST_ROWS, Fault, Formula, Unreadable, csv_lines, xlsx_lines

RECEIPT, FACT, VALUE, NAME, NOTE = "Receipt", "Fact", "Value", "Name", "Note"
NEEDED: Final = (RECEIPT, FACT, VALUE)
KNOWN: Final = (*NEEDED, NAME, NOTE)
LONGEST: Final = 500
_BY_NAME: Final[dict[str, str]] = {name.lower(): name for name in KNOWN}


class Row(NamedTuple):
    """One fact as the file has it; ``name`` and ``note`` are empty where the file has none."""

    number: int
    receipt: str
    fact: str
    value: str
    name: str
    note: str


def form_of(content: bytes) -> str:
    """``xlsx``, ``jsonl`` or ``csv``, by what the file begins with."""
    if content[:2] == b"PK":
        return "xlsx"
    return "jsonl" if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else "csv"


def read_facts(content: bytes, form: str) -> tuple[list[Row], list[Fault]]:
    """The rows and the faults of a file. In a table the first row names the columns; a JSON line is a row of its own."""
    try:
        lines = list(islice(_jsonl(content) if form == "jsonl" else _table(content, form), MOST_ROWS + 1))
    except Unreadable as error:
        return [], [Fault(1, "", str(error))]
    if len(lines) > MOST_ROWS:
        return [], [Fault(lines[-1][0], "", f"A file has {MOST_ROWS:,} rows at most. Send it in parts.")]
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in lines:
        wrong = _faults_of(number, cells)
        faults += wrong
        if not wrong:
            said = {name: _text(cells.get(name)) for name in KNOWN}
            rows.append(Row(number, said[RECEIPT].upper(), said[FACT], said[VALUE], said[NAME], said[NOTE]))
    if not rows and not faults:
        faults.append(Fault(1, "", "There is no fact in the file."))
    return rows, faults


def _faults_of(number: int, cells: Mapping[str, Any]) -> list[Fault]:
    found = []
    for name, value in cells.items():
        if name not in KNOWN:
            found.append(Fault(number, name[:40], "A value stands where no column is known. Remove it."))
        elif isinstance(value, Formula):
            found.append(Fault(number, name, "This is a formula. Put the value itself in its place."))
        elif isinstance(value, (list, dict)):
            found.append(
                Fault(number, name, "Write one text or number; several values are separated by a semicolon.")
            )
        elif len(_text(value)) > LONGEST or "\0" in _text(value):
            found.append(
                Fault(number, name, f"This is longer than {LONGEST} characters, or no text. Shorten it.")
            )
    found += [
        Fault(number, name, f"There is no {name.lower()}. Every row needs one.")
        for name in NEEDED
        if not isinstance(cells.get(name), (Formula, list, dict)) and not _text(cells.get(name))
    ]
    return found


def _text(value: Any) -> str:
    """A cell as a person would type it: a day as 2025-04-30, a yes as yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time().replace(tzinfo=None).hour else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _table(content: bytes, form: str) -> Iterator[tuple[int, dict[str, Any]]]:
    lines = csv_lines(content) if form == "csv" else xlsx_lines(content)
    head = next(lines, None)
    if head is None:
        raise Unreadable("The file is empty. Its first row must name the columns: Receipt, Fact and Value.")
    columns = _columns(head)
    for number, line in enumerate(lines, start=2):
        if any(cell not in (None, "") for cell in line):
            cells = {columns[place]: cell for place, cell in enumerate(line) if place in columns}
            stray = [
                cell for place, cell in enumerate(line) if place not in columns and cell not in (None, "")
            ]
            yield number, cells | ({"": stray[0]} if stray else {})


def _columns(head: list[Any]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for place, cell in enumerate(head):
        said = "" if isinstance(cell, Formula) else str(cell or "").strip()
        name = _BY_NAME.get(said.lower())
        if said and name is None:
            raise Unreadable(
                f"The column “{said[:40]}” is not known. Keep Receipt, Fact, Value and, if you like, Name and Note."
            )
        if name in columns.values():
            raise Unreadable(f"The column {name} stands twice. Keep one of them.")
        if name:
            columns[place] = name
    if missing := [name for name in NEEDED if name not in columns.values()]:
        raise Unreadable(f"Missing in the first row: {', '.join(missing)}.")
    return columns


def _jsonl(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise Unreadable("This is not text in UTF-8. Save the file as UTF-8.") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, _object(number, line)


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unreadable(
            f'Line {number} is not a JSON object such as {{"receipt": …, "fact": …, "value": …}}.'
        )
    return {_BY_NAME.get(str(key).lower(), str(key)): each for key, each in value.items()}
