"""A file of facts is read whole in each of its forms; every fault has its row and column, and nothing is guessed."""

import io
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from screening.fact_file import Row, form_of, read_facts
from screening.fact_spelling import path_of, spelling_of

ROWS = [
    Row(2, "AB", "question drives", "yes", "Ada Lee", "Card seen"),
    Row(3, "CD", "job 1 hours_per_week", "37.5", "", ""),
    Row(4, "CD", "job 1 start", "2021-02-03", "", ""),
]


def workbook(*lines: list[Any]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(content)
    return content.getvalue()


HEAD = ["Receipt", "Fact", "Value", "Name", "Note"]
TABLE = [
    ["ab", "question drives", True, "Ada Lee", "Card seen"],
    ["CD", "job 1 hours_per_week", 37.5, None, None],
    ["CD", "job 1 start", datetime(2021, 2, 3), None, None],
]
JSONL = (
    b'\n{"receipt": "ab", "fact": "question drives", "value": true, "name": "Ada Lee", "note": "Card seen"}\n'
    b'{"receipt": "CD", "fact": "job 1 hours_per_week", "value": 37.5}\n'
    b'{"Receipt": "CD", "Fact": "job 1 start", "Value": "2021-02-03"}\n'
)
CSV = (
    b"receipt,fact,value,name,note\nab,question drives,yes,Ada Lee,Card seen\n"
    b"CD,job 1 hours_per_week,37.5,,\nCD,job 1 start,2021-02-03,,\n"
)


@pytest.mark.parametrize("content", [CSV, JSONL, workbook(HEAD, *TABLE)])
def test_each_form_says_the_same(content: bytes) -> None:
    assert read_facts(content, form_of(content)) == (ROWS, [])


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"", [(1, "")]),
        (b"Receipt,Value\nA,1\n", [(1, "")]),
        (b"Receipt,Fact,Value,Colour\nA,question a,1,red\n", [(1, "")]),
        (b"Receipt,Fact,Value\n,question a,\n", [(2, "Receipt"), (2, "Value")]),
        (b"Receipt,Fact,Value\nA,question a,=1+1\n", [(2, "Value")]),
        (b"Receipt,Fact,Value\nA,question a,yes,stray\n", [(2, "")]),
        (b"Receipt,Fact,Value\nA,question a," + b"x" * 501 + b"\n", [(2, "Value")]),
        (b"Receipt,Fact,Value\nJos\xe9,question a,1\n", [(1, "")]),
        (b'{"receipt": "A"\n', [(1, "")]),
        (b'{"receipt": "A", "fact": "question a", "value": ["x"], "colour": 1}\n', [(1, "Value"), (1, "colour")]),
        (b'{"receipt": "A", "fact": "question a", "value": "' + b"\\u0000" + b'"}\n', [(1, "Value")]),
    ],
)  # fmt: skip
def test_every_fault_has_its_row_and_column(content: bytes, faults: list[tuple[int, str]]) -> None:
    rows, found = read_facts(content, form_of(content))
    assert rows == []
    assert sorted((fault.row, fault.column) for fault in found) == faults


def test_a_formula_in_a_workbook_is_refused() -> None:
    found = read_facts(workbook(HEAD[:3], ["A", "question a", "=2+2"]), "xlsx")[1]
    assert [(fault.row, fault.column, fault.words[:17]) for fault in found] == [
        (2, "Value", "This is a formula")
    ]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Question drives", "answers/drives"),
        ("job 1 hours_per_week", "jobs/0/hours_per_week"),
        ("Job 2, duties clerical", "jobs/1/duties/clerical"),
        ("job 0 start", None),
        ("name", None),
    ],
)
def test_a_fact_is_spelled_as_files_of_the_pool_spell_it(text: str, path: str | None) -> None:
    assert path_of(text) == path
    if path:
        assert path_of(spelling_of(path)) == path
