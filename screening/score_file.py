"""Reading a file of examination scores, CSV or XLSX: every row that can be read, and every fault by row and column."""

import re
from decimal import Decimal
from itertools import islice
from typing import Any, Final, NamedTuple

from screening.table_file import MOST_ROWS, Fault, Formula, Unreadable, csv_lines, xlsx_lines

RECEIPT, SCORE, NAME = "Receipt", "Score", "Name"
NEEDED: Final = (RECEIPT, SCORE)
KNOWN: Final = (RECEIPT, SCORE, NAME)
_NUMBER = re.compile(r"[0-9]{1,5}(\.[0-9]{1,2})?")


class Row(NamedTuple):
    """One person's score as the file has it; ``name`` is empty where the file has no such column."""

    number: int
    receipt: str
    score: Decimal
    name: str


def read_scores(content: bytes, form: str, highest: Decimal) -> tuple[list[Row], list[Fault]]:
    """The rows and the faults of a file of the kind ``csv`` or ``xlsx``. The first row names the columns."""
    try:
        lines = list(islice(csv_lines(content) if form == "csv" else xlsx_lines(content), MOST_ROWS + 2))
    except Unreadable as error:
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
        if isinstance(value, Formula):
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
