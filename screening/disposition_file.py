"""Reading an interview list's own file that comes back with dispositions, CSV or XLSX: every row, every fault by row and column."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from screening.enums import DispositionKind
from screening.table_file import Fault, Formula, Unreadable, csv_lines, xlsx_lines

NAMES_SHEET: Final = "Names"
KEY, KIND, ON, NOTE = "Key", "Disposition", "On", "Note"
NEEDED: Final = (KEY, KIND, ON, NOTE)
MOST_ROWS: Final = 1_000
_KEY = re.compile(r"N([0-9]{1,15})\.([0-9]{1,15})")
_US_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_KINDS: Final = {
    word.casefold(): kind
    for kind in DispositionKind
    for word in (str(kind.label), kind.value, kind.value.replace("_", " "))
}


class Line(NamedTuple):
    """One name as the file has it; ``seen`` is the disposition that the file was made with, 0 for none."""

    number: int
    referral_id: int
    seen: int
    kind: DispositionKind | None
    happened_on: date | None
    note: str


def key_of(referral_id: int, last_id: int) -> str:
    """Names a name and its last disposition, in letters that no spreadsheet takes for a date or a number."""
    return f"N{referral_id}.{last_id}"


def read_dispositions(content: bytes) -> tuple[list[Line], list[Fault]]:
    """The rows and the faults of a file that an interview list gave out."""
    lines = xlsx_lines(content, sheet=NAMES_SHEET) if content[:2] == b"PK" else csv_lines(content)
    try:
        head, *rows = list(islice(lines, MOST_ROWS + 2)) or [[]]
    except Unreadable as error:
        return [], [Fault(1, "", str(error))]
    places = {str(cell).strip().casefold(): place for place, cell in enumerate(head) if cell is not None}
    if missing := [name for name in NEEDED if name.casefold() not in places]:
        words = f"Missing in the first row: {', '.join(missing)}. Use the file that this list gives out."
        return [], [Fault(1, "", words)]
    if len(rows) > MOST_ROWS:
        return [], [Fault(MOST_ROWS + 2, "", f"A file has {MOST_ROWS:,} rows at most.")]
    found: list[Line] = []
    faults: list[Fault] = []
    keys: dict[int, int] = {}
    for number, row in enumerate(rows, start=2):
        if all(cell in (None, "") for cell in row):
            continue
        cells = {
            name: row[places[name.casefold()]] if places[name.casefold()] < len(row) else None
            for name in NEEDED
        }
        line = _line(number, cells, faults)
        if line and line.referral_id in keys:
            faults.append(Fault(number, KEY, f"Row {keys[line.referral_id]} has the same name. Keep one."))
        elif line:
            keys[line.referral_id] = number
            found.append(line)
    if not found and not faults:
        faults.append(Fault(2, "", "There is no name below the names of the columns."))
    return found, faults


def _line(number: int, cells: Mapping[str, Any], faults: list[Fault]) -> Line | None:
    before = len(faults)
    faults += [
        Fault(number, name, "This is a formula. Put the value itself in its place.")
        for name, cell in cells.items()
        if isinstance(cell, Formula)
    ]
    if len(faults) > before:
        return None
    key = _KEY.fullmatch(str(cells[KEY] or "").strip())
    if key is None:
        faults.append(Fault(number, KEY, "This is not the key of a name. Take the file anew from the list."))
    said = " ".join(str(cells[KIND] or "").split())
    kind = _KINDS.get(said.casefold())
    if said and kind is None:
        possible = ", ".join(str(one.label) for one in DispositionKind if one != DispositionKind.UNFILLED)
        faults.append(Fault(number, KIND, f"“{said[:40]}” is not known. Write one of: {possible}."))
    happened_on = _day(cells[ON])
    if happened_on is None and str(cells[ON] or "").strip():
        faults.append(Fault(number, ON, "This is not a date. Type it as 2026-12-31 or 12/31/2026."))
    if key is None or len(faults) > before:
        return None
    return Line(
        number, int(key[1]), int(key[2]), kind, happened_on, str(cells[NOTE] or "").replace("\0", "").strip()
    )


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    said = str(cell or "").strip()
    try:
        if american := _US_DAY.fullmatch(said):
            return date(int(american[3]), int(american[1]), int(american[2]))
        return date.fromisoformat(said)
    except ValueError:
        return None
