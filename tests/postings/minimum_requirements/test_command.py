"""``manage.py evaluate`` and ``explain``, as they are run: their own process, no server, real pipes."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from tests.postings.minimum_requirements.makers import CSR, DATA, make_facts, make_job

PROJECT = DATA.parents[1]
FILE = str(DATA / f"{CSR}.yaml")
CASES = Path(__file__).parent / "cases" / f"{CSR}.jsonl"
GOOD = json.dumps(make_facts(make_job(duties={"clerical": "yes"}), id="G")).encode()
UNREACHABLE = "postgresql://nobody@127.0.0.1:1/none"


def run(*arguments: str, given: bytes = b"", command: str = "evaluate") -> subprocess.CompletedProcess[bytes]:
    """One command in a process of its own, with no database that could be reached."""
    return subprocess.run(
        [sys.executable, "manage.py", command, *arguments],
        input=given, capture_output=True, cwd=PROJECT, timeout=120, check=False,
        env={**os.environ, "DATABASE_URL": UNREACHABLE, "DJANGO_SETTINGS_MODULE": "screening.settings"},
    )  # fmt: skip


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_gives_a_line_with_its_proof():
    facts = [json.loads(line)["facts"] for line in CASES.read_text().splitlines()]
    done = run("--posting", FILE, given="\n".join(map(json.dumps, facts)).encode())
    results = lines(done)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [result["id"] for result in results] == [each["id"] for each in facts]
    assert list(results[0]) == ["id", "outcome", "reasons", "nodes", "proof"]
    assert results[0]["nodes"]["clerical"] == {
        "outcome": "met", "least_days": 547.0, "most_days": 547.0, "needed_months": 12,
    }  # fmt: skip
    assert results[0]["proof"]["revision"] == f"{CSR} rev. 8"


BAD = [
    b"{bad", b"[1]", b"3", b"\xff\xfe", b'{"id": "k", "filed_on": "2025-05-01", "score": 1}',
    b'{"id": "n", "filed_on": "2025-05-01", "jobs": [{"hours_per_week": NaN}]}',
    b'{"id": "i", "filed_on": "2025-05-01", "jobs": [{"hours_per_week": 1e400}]}',
    b'{"id": "s\\ud800", "filed_on": "2025-05-01"}', b'{"id": 7, "filed_on": "2025-05-01"}', b"[" * 5000,
]  # fmt: skip


def test_a_bad_line_stands_in_its_place_and_the_others_go_on():
    done = run("--posting", FILE, "--no-proof", given=GOOD + b"\n\n  \n" + b"\n".join(BAD) + b"\n" + GOOD)
    results = lines(done)
    assert done.returncode == 1
    assert [result.get("line") for result in results] == [None, *range(4, 14), None]
    assert [result["id"] for result in results] == [
        "G",
        None,
        None,
        None,
        None,
        "k",
        "n",
        "i",
        None,
        None,
        None,
        "G",
    ]
    assert all(list(result) == ["id", "line", "error"] for result in results[1:-1])
    assert results[6]["error"].startswith("jobs[0].hours_per_week: is not a finite number.")


def test_a_packed_file_is_known_by_its_first_bytes(tmp_path):
    (tmp_path / "facts.txt").write_bytes(gzip.compress(GOOD + b"\n" + GOOD + b"\n"))
    assert len(lines(run("--posting", FILE, "--no-proof", str(tmp_path / "facts.txt")))) == 2
    assert len(lines(run("--posting", FILE, "--no-proof", "-", given=gzip.compress(GOOD)))) == 1


# what is wrong → arguments, standard input, words of the one sentence
REFUSED = {
    "a file that is not there": (["--posting", FILE, "/nowhere/facts"], b"", "/nowhere/facts cannot be read"),
    "a folder": (["--posting", FILE, str(DATA)], b"", "is a folder"),
    "a posting file that is not there": (["--posting", "/nowhere.yaml"], b"", "/nowhere.yaml"),
    "a posting that is a folder": (["--posting", str(DATA)], b"", "is a folder"),
    "a database that cannot be reached": (["--posting", "clerk"], b"", "The database cannot be reached"),
    "a packed input that breaks off": (["--posting", FILE], gzip.compress(GOOD * 50)[:-20], "breaks off"),
}


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_read_is_one_sentence_and_exit_2(row):
    arguments, given, words = REFUSED[row]
    done = run(*arguments, given=given)
    assert (done.returncode, done.stderr.count(b"\n"), words in done.stderr.decode()) == (2, 1, True)


def test_an_empty_input_gives_an_empty_output():
    done = run("--posting", FILE)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_requirements_that_cannot_be_used_are_refused_with_their_problems(tmp_path):
    (tmp_path / "bad.yaml").write_text("minimum_requirements:\n  tree: {all: []}\n")
    done = run("--posting", str(tmp_path / "bad.yaml"), given=GOOD)
    assert (done.returncode, b"tree.all: This branch is empty." in done.stderr) == (2, True)


def test_a_closed_pipe_is_quiet():
    command = f"yes '{GOOD.decode()}' | head -n 20000 | {quote(sys.executable)} manage.py evaluate --posting {quote(str(FILE))} | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=PROJECT, timeout=120, check=False)
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


def test_results_come_as_soon_as_their_line_is_read():
    process = subprocess.Popen(
        [sys.executable, "manage.py", "evaluate", "--posting", FILE, "--no-proof"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(GOOD + b"\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == "G"
    process.stdin.close()
    assert process.wait(30) == 0


def test_explain_prints_the_requirements_with_their_sentences():
    done = run("--posting", FILE, command="explain")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith(
        f"{CSR} rev. 8\nAll of these\n  One year of full-time clerical experience [clerical]\n"
    )
    assert "“Processing applications for service.”" in text
