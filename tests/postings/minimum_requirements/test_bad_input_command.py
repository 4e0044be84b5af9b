"""``manage.py evaluate`` with input that cannot be read: one plain line of words each, never a traceback."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from postings.chosen_posting import NoSuchPosting, choose
from services.places import PROJECT

POSTING = "postings/data/customer-services-representative.yaml"
GOOD = {
    "id": "A1",
    "filed_on": "2025-05-01",
    "jobs": [],
    "typing": {"net_wpm": 40, "source": "self_reported"},
}
LINE = json.dumps(GOOD).encode() + b"\n"
DATE = "Give YYYY-MM-DD, or YYYY-MM if only the month is known."


def run(*arguments: str, given: bytes = b"", posting: str = POSTING) -> subprocess.CompletedProcess[Any]:
    """The command as it is typed, without any server: a data file needs none."""
    return subprocess.run(
        [sys.executable, "manage.py", "evaluate", "--no-proof", "--posting", posting, *arguments],
        cwd=PROJECT, input=given, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def said(ran: subprocess.CompletedProcess[Any]) -> tuple[int, list[dict[str, Any]], list[str]]:
    """Exit status, the results, and the lines of complaint."""
    results = [json.loads(line) for line in ran.stdout.splitlines()]
    return ran.returncode, results, ran.stderr.decode().splitlines()


def test_every_bad_line_is_answered_on_its_place_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [
        LINE,
        b"not json\n",
        b'{"id": "B", "filed_on": "2025-02-30"}\n',
        b"\n",
        b'{"id": "C", "filed_on": "2025-05-01", "jobs": [{"hours_per_week": NaN}]}\n',
        b'{"id": "D", "filed_on": "2025-05-01", "jobs": [{"hours_per_week": 1e400}]}\n',
        b'{"id": "E", "filed_on": "2025-05-01", "jobs": [{"hours_per_week": 169}]}\n',
        b'{"id": "F", "filed_on": "2025-05-01", "jobs": [{"employer": "\\ud800"}]}\n',
        '{"id": "G", "filed_on": "２０２５-05-01"}\n'.encode(),
        b'{"id": "H\xff", "filed_on": "2025-05-01"}\n',
        json.dumps({**GOOD, "id": "I", "jobs": [{"title": str(n)} for n in range(600)]}).encode() + b"\n",
        b"[" * 100_000 + b"\n",
        b"null\n",
        b"[]\n",
        json.dumps({**GOOD, "id": "J", "status": "met"}).encode() + b"\n",
        b'{"id": "K", "filed_on": "2025-05-01", "jobs": [], "typing": {"net_wpm": 40, "source": "self_reported"}}',
    ]
    file = tmp_path / "facts.jsonl"
    file.write_bytes(b"".join(lines))
    status, results, complaints = said(run(str(file)))
    assert (status, complaints) == (1, [])
    answers = [(found["id"], found.get("line"), found.get("outcome") or found["error"]) for found in results]
    not_json = "This is not JSON: {} (column {}). Write one object a line."
    assert answers == [
        ("A1", None, "not_met"),
        (None, 2, not_json.format("invalid literal, expected 'null'", 1)),
        ("B", 3, f"filed_on: is not a day of the calendar. {DATE}"),
        ("C", 5, "jobs[0].hours_per_week: is not a finite number. Give a number from 0 to 168."),
        ("D", 6, "jobs[0].hours_per_week: is not a finite number. Give a number from 0 to 168."),
        ("E", 7, "jobs[0].hours_per_week: is not between 0 and 168. Correct the number."),
        ("F", 8, "jobs[0].employer: has half a character (a lone surrogate). Type it again."),
        ("G", 9, f"filed_on: is not a date. {DATE}"),
        (None, 10, not_json.format("str is not valid UTF-8: surrogates not allowed", 1)),
        ("I", 11, "jobs: has 600 entries. Give at most 100; join entries that belong together."),
        (None, 12, not_json.format("depth limit exceeded", 1026)),
        (None, 13, 'facts: is not a group of named values. Give {"name": value, …}.'),
        (None, 14, 'facts: is not a group of named values. Give {"name": value, …}.'),
        ("J", 15, results[13]["error"]),
        ("K", None, "not_met"),
    ]
    assert results[13]["error"].startswith(
        "status: is not a key that is known here. Leave it out, or use one of: "
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "missing.jsonl"
    why = f"{missing} cannot be read (No such file or directory). Give a file with one JSON object a line."
    assert said(run(str(missing))) == (2, [], [why])


def test_a_folder(tmp_path: Path) -> None:
    assert said(run(str(tmp_path))) == (
        2, [], [f"{tmp_path} is a folder. Give a file with one JSON object a line."],
    )  # fmt: skip


def test_empty_standard_input() -> None:
    assert said(run(given=b"")) == (0, [], [])


def test_a_packed_file_that_breaks_off(tmp_path: Path) -> None:
    packed = gzip.compress(
        b"".join(json.dumps({**GOOD, "id": f"{n:06}"}).encode() + b"\n" for n in range(2000))
    )
    file = tmp_path / "facts.jsonl.gz"
    file.write_bytes(packed[: len(packed) // 2])
    status, results, complaints = said(run(str(file)))
    assert status == 2
    assert complaints == [f"The packed input breaks off after line {len(results)}. Pack it again."]
    assert [found["id"] for found in results] == [f"{n:06}" for n in range(len(results))]


def test_packed_input_that_is_whole_is_read(tmp_path: Path) -> None:
    status, results, complaints = said(run("-", given=gzip.compress(LINE)))
    assert (status, [found["outcome"] for found in results], complaints) == (0, ["not_met"], [])


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    file.write_bytes(LINE * 5_000)
    command = [sys.executable, "manage.py", "evaluate", "--posting", POSTING, str(file)]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        assert json.loads(running.stdout.readline())["id"] == "A1"
        running.stdout.close()
        assert (running.stderr.read(), running.wait(timeout=60)) == (b"", 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "{file}: No such file or directory. Give the path of a readable posting file."),
        ("", "{file}: The file is not a group of named values. Write 'name: value' lines."),
        ("posting: {slug: x}\n", "'minimum_requirements' is missing. Add it with at least a 'tree'."),
        ("a: 1\na: 2\n", "{file}: line 2: 'a' stands here twice. Remove one of them."),
        (
            "minimum_requirements: {tree: {all: []}}\n",
            "The requirements of this posting cannot be used:\ntree.all: This branch is empty. Write a list of at least one.",
        ),
        (
            "minimum_requirements: &a {tree: {all: [*a]}}\n",
            "{file}: The aliases of the file unfold to too many values. Write less by aliases.",
        ),
        ("x: " + "[" * 1_000, "{file}: The values are nested too deeply. Flatten them."),
    ],
    ids=[
        "missing",
        "empty",
        "no requirements",
        "a name twice",
        "an empty branch",
        "an alias of itself",
        "1,000 deep",
    ],
)
def test_a_posting_file_that_cannot_be_used(tmp_path: Path, text: str | None, why: str) -> None:
    file = tmp_path / "posting.yaml"
    if text is not None:
        file.write_text(text)
    with pytest.raises(NoSuchPosting) as refused:
        choose(str(file))
    assert str(refused.value) == why.replace("{file}", str(file))


def test_the_command_says_why_a_posting_file_cannot_be_used(tmp_path: Path) -> None:
    file = tmp_path / "posting.yaml"
    file.write_text("minimum_requirements: {tree: {all: []}}\n")
    assert said(run(posting=str(file), given=LINE)) == (
        2,
        [],
        [
            "The requirements of this posting cannot be used:",
            "tree.all: This branch is empty. Write a list of at least one.",
        ],
    )
