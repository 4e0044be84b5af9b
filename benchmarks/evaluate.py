"""The engine against a hand-written function, zen-engine and a JSON-logic library, in one run.

    python -m benchmarks.evaluate [--applicants 100000] [--rounds 5] [--growth]

The engine judges everything (exact counting of the experience, three values, evidence) and gives its proof; the others
answer one Boolean question about each job. All read the same applicants, in one process. Every round runs all of them
one after the other, and what counts is the median of the ratios within a round: single figures drift with the machine.
``--growth`` fits how time and memory grow with the number of applicants.
"""

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from math import log
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.peers import by_hand, json_logic_rule, zen_decision, zen_decision_of_all_jobs
from benchmarks.synthetic import applicants
from postings.data_file import read_data_file, requirements_document
from postings.minimum_requirements import Requirements, compile_requirements, evaluate

DATA_FILE: Final = Path(__file__).parents[1] / "postings" / "data" / "customer-services-representative.yaml"
AT_ONCE: Final = 2_000
"""Applicants held in memory at a time, so that what is measured is the same for any number of them."""

TRACED: Final = {"trace": True}
Work = Callable[[list[dict[str, Any]]], None]


def requirements() -> Requirements:
    return compile_requirements(requirements_document(read_data_file(DATA_FILE)))


def contenders() -> dict[str, Work]:
    """Each name with what it does to a batch of applicants."""
    compiled = requirements()
    zen, zen_of_all = zen_decision(), zen_decision_of_all_jobs()
    logic = json_logic_rule()

    def engine(batch: list[dict[str, Any]]) -> None:
        for facts in batch:
            evaluate(compiled, facts, revision="8")

    def engine_rendered(batch: list[dict[str, Any]]) -> None:
        for facts in batch:
            evaluate(compiled, facts, revision="8").proof_bytes()

    def hand(batch: list[dict[str, Any]]) -> None:
        for facts in batch:
            for job in facts["jobs"]:
                by_hand(job["duties"])

    def zen_each(batch: list[dict[str, Any]]) -> None:
        for facts in batch:
            for job in facts["jobs"]:
                zen.evaluate(job["duties"], TRACED)

    def zen_all(batch: list[dict[str, Any]]) -> None:
        for facts in batch:
            zen_of_all.evaluate({"jobs": facts["jobs"]}, TRACED)

    def json_logic(batch: list[dict[str, Any]]) -> None:
        for facts in batch:
            for job in facts["jobs"]:
                logic(job["duties"])

    return {
        "engine, proof kept as data": engine,
        "engine, proof written as JSON": engine_rendered,
        "hand-written function, Boolean": hand,
        "zen-engine graph with trace, a job at a time": zen_each,
        "zen-engine graph with trace, all jobs at once": zen_all,
        "JSON-logic library, Boolean": json_logic,
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--applicants", type=int, default=100_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--growth", action="store_true", help="from 1/100 of the applicants to all of them")
    asked.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.measure:
        _measure(options.measure)
    elif options.growth:
        _growth(options.applicants)
    else:
        _compare(options.applicants, options.rounds)


def _compare(count: int, rounds: int) -> None:
    works = contenders()
    for work in works.values():
        work(list(applicants(200, seed=2)))
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        spent = dict.fromkeys(works, 0.0)
        # a slice of the applicants each round; every contender sees the same ones, batch by batch in turn
        for batch in _batches(applicants(count // rounds, seed=number + 10)):
            for name, work in works.items():
                gc.collect()
                begin = time.perf_counter()
                work(batch)
                spent[name] += time.perf_counter() - begin
        for name, each in spent.items():
            seconds[name].append(each)
        print(f"round {number + 1} of {rounds}: {sum(spent.values()):.1f} s", file=sys.stderr)
    per_round = count // rounds
    print(f"{count:,} applicants of 1 to 6 jobs; medians of {rounds} rounds in one run\n")
    print(f"{'':48}{'applicants/s':>14}{'µs each':>10}{'engine is':>12}")
    ours = seconds["engine, proof kept as data"]
    for name, each in seconds.items():
        rate = per_round / median(each)
        ratio = median(theirs / mine for theirs, mine in zip(each, ours, strict=True))
        print(f"{name:48}{rate:14,.0f}{1e6 / rate:10.1f}{ratio:11.2f}×")
    written = seconds["engine, proof written as JSON"]
    print("\nwith the proof written as JSON:")
    for name, each in seconds.items():
        if not name.startswith("engine"):
            ratio = median(theirs / mine for theirs, mine in zip(each, written, strict=True))
            print(f"  {ratio:8.2f}× {name}")


def _batches(people: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(people, AT_ONCE)):
        yield batch


def _growth(most: int) -> None:
    """Time of the engine alone and peak memory, each size in a process of its own."""
    points = []
    for count in (most // 1000, most // 30, most):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.evaluate", "--measure", str(count)],
            capture_output=True, text=True, check=True, cwd=DATA_FILE.parents[2], env=os.environ,
        )  # fmt: skip
        seconds, memory = map(float, done.stdout.split())
        points.append((count, seconds))
        print(f"{count:>10,} applicants {seconds:8.2f} s   {memory:6.0f} MB at most")
    (few, short), (many, long) = points[0], points[-1]
    print(f"exponent {log(long / short) / log(many / few):.3f}")


def _measure(count: int) -> None:
    compiled = requirements()
    for facts in applicants(500, seed=3):
        evaluate(compiled, facts, revision="8").proof_bytes()
    seconds = 0.0
    for batch in _batches(applicants(count)):
        begin = time.process_time()
        for facts in batch:
            evaluate(compiled, facts, revision="8").proof_bytes()
        seconds += time.process_time() - begin
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
