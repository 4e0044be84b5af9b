"""``manage.py evaluate --posting SLUG|DATAFILE [FILE|-]``: facts in, one result a line out, as they come."""

import os
import sys
from argparse import ArgumentParser
from typing import Any, BinaryIO

import orjson
from django.core.management.base import BaseCommand

from postings.chosen_posting import ChosenPosting, NoSuchPosting, choose
from postings.facts_lines import FactsLine, InputFault, lines_of, opened
from postings.minimum_requirements import FactsError, evaluate


class Command(BaseCommand):
    """Exit 0: every line was evaluated. 1: some line was bad. 2: nothing could be read or the posting is unknown."""

    help = (
        "Evaluate facts (one JSON object a line, plain or gzip) under a posting's minimum requirements. "
        "Writes one JSON object a line: id, outcome, reasons, nodes and proof; a bad line gives id, line and error."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--posting", required=True, metavar="SLUG|DATAFILE")
        parser.add_argument("--no-proof", action="store_true", help="Leave the proof out.")
        parser.add_argument(
            "file", nargs="?", default="-", help="A file of facts; - or nothing: standard input."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            chosen = choose(options["posting"])
            with opened(options["file"]) as source:
                bad = _evaluate_all(source, chosen, with_proof=not options["no_proof"])
        except (NoSuchPosting, InputFault) as fault:
            self.stderr.write(str(fault))
            sys.exit(2)
        except BrokenPipeError:
            # whoever read has enough; Python would complain once more while it closes its output
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if bad:
            sys.exit(1)


def _evaluate_all(source: BinaryIO, chosen: ChosenPosting, *, with_proof: bool) -> int:
    """Writes a result for every line and gives the number of bad ones."""
    bad = 0
    write, flush = sys.stdout.buffer.write, sys.stdout.buffer.flush
    for line in lines_of(source):
        found = _evaluated(line, chosen, with_proof)
        bad += "error" in found
        write(orjson.dumps(found) + b"\n")
        flush()
    return bad


def _evaluated(line: FactsLine, chosen: ChosenPosting, with_proof: bool) -> dict[str, Any]:
    facts = line.facts
    try:
        if facts is None and line.error:
            return _fault(line, line.error)
        result = evaluate(chosen.requirements, facts, revision=chosen.label, closing_on=chosen.closing_on)
    except FactsError as error:
        return _fault(line, str(error))
    if line.error:
        return _fault(line, line.error)
    found = {
        "id": facts.get("id"),
        "outcome": result.outcome,
        "reasons": result.reasons,
        "nodes": result.nodes,
    }
    if with_proof:
        found["proof"] = orjson.Fragment(result.proof_bytes())
    return found


def _fault(line: FactsLine, error: str) -> dict[str, Any]:
    name = line.facts.get("id") if isinstance(line.facts, dict) else None
    known = isinstance(name, str) and name.isprintable()
    return {"id": name if known else None, "line": line.number, "error": error}
