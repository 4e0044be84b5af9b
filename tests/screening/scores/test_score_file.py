"""A file of scores is read whole: each row, or every fault by row and column; no formula, no guess."""

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from screening.score_file import Row, read_scores
from screening.table_file import Fault

HIGHEST = Decimal(100)


def workbook(*lines: list[Any], sheets: int = 1) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    for _ in range(sheets - 1):
        book.create_sheet()
    book.save(content)
    return content.getvalue()


def faults(text: str | bytes, form: str = "csv") -> list[Fault]:
    return read_scores(text.encode() if isinstance(text, str) else text, form, HIGHEST)[1]


def test_both_kinds_give_the_same_rows() -> None:
    expected = [
        Row(2, "7KQ2-M4TX-0001", Decimal("87.25"), "Ada Cole"),
        Row(4, "7KQ2-M4TX-0002", Decimal(90), "王"),
    ]
    text = "\ufeffname,SCORE, Receipt \nAda Cole,87.25,7kq2-m4tx-0001\n,,\n王,90,7KQ2-M4TX-0002 \n"
    assert read_scores(text.encode(), "csv", HIGHEST) == (expected, [])
    book = workbook(
        ["name", "SCORE", " Receipt "],
        ["Ada Cole", 87.25, "7kq2-m4tx-0001"],
        [None, None, None],
        ["王", 90, "7KQ2-M4TX-0002 "],
    )
    assert read_scores(book, "xlsx", HIGHEST) == (expected, [])


def test_every_fault_is_named_by_row_and_column() -> None:
    found = faults("Receipt,Score\n,80\nA,\nB,=1+1\nC,101\nD,eighty\nE,8.125\nF,-3\nG,８０\nH,NaN\nI,80,x\n")
    assert [(fault.row, fault.column) for fault in found] == [
        (2, "Receipt"), (3, "Score"), (4, "Score"), (5, "Score"), (6, "Score"), (7, "Score"), (8, "Score"),
        (9, "Score"), (10, "Score"), (11, ""),
    ]  # fmt: skip
    assert found[2].words == "This is a formula. Put the value itself in its place."
    assert found[3].words == "101 is above the highest possible score, 100."


def test_a_formula_in_a_workbook_is_refused_whatever_it_works_out_to() -> None:
    book = workbook(["Receipt", "Score"], ["A", "=40+40"], ["=CONCAT(1)", 80])
    assert [(fault.row, fault.column) for fault in faults(book, "xlsx")] == [(2, "Score"), (3, "Receipt")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "The file is empty"),
        ("Receipt,Score\n", "There is no score below"),
        ("Receipt,Points\nA,1\n", "This column is not known"),
        ("Receipt\nA\n", "This column is missing"),
        ("Receipt,Score,Score\nA,1,2\n", "This column stands twice"),
        (b"Receipt,Score\nJos\xe9,1\n", "not text in UTF-8"),
        ("Receipt,Score\nA\0,1\n", "not a CSV file"),
        ('Receipt,Score\n"A,1\n', "A quotation mark is not closed"),
    ],
)
def test_what_is_wrong_with_the_file_as_a_whole_is_said(text: str | bytes, expected: str) -> None:
    assert expected in faults(text)[0].words


def test_workbooks_that_cannot_be_read_are_said_and_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "cannot be read" not in str(faults(workbook(["Receipt", "Score"], ["A", 1]), "xlsx"))
    assert "not a workbook" in faults(b"PK\x03\x04 broken", "xlsx")[0].words
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "not a workbook" in faults(empty.getvalue(), "xlsx")[0].words
    assert "has 2 sheets" in faults(workbook(["Receipt", "Score"], sheets=2), "xlsx")[0].words
    monkeypatch.setattr("screening.table_file.MOST_UNPACKED", 100)
    assert "too large" in faults(workbook(["Receipt", "Score"]), "xlsx")[0].words


def test_more_rows_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.score_file.MOST_ROWS", 2)
    assert faults("Receipt,Score\nA,1\nB,2\n") == []
    assert faults("Receipt,Score\nA,1\nB,2\nC,3\n") == [
        Fault(4, "", "A file has 2 rows at most. Send it in parts.")
    ]
