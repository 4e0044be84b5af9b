"""The whole pipeline against COPY: facts in the database → evaluations with proofs committed, in rows a second.

    python -m benchmarks.pipeline [--rows 20000] [--rounds 3] [--workers 2] [--growth]

Each round evaluates all rows through the verb that the workers call (claimed with SKIP LOCKED, stored with history and
the application's move), in as many worker processes as a worker has by itself, and then copies the very same evaluation
rows into a table with the same keys, references and checks, and into one without any. Ratios of one run are what
counts; single figures drift with the machine. ``--growth`` fits how time grows from a thousandth of the rows to all of
them and prints the process's peak memory. Servers are started for the run and thrown away.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import islice
from math import log
from multiprocessing import get_context
from statistics import median

from benchmarks.synthetic import applicants

SLUG = "customer-services-representative"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--growth", action="store_true", help="1/1000, 1/30 and all of the rows")
    options = asked.parse_args()
    from services import throwaway

    throwaway.announce()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    servers = throwaway.start()
    try:
        run(options.rows, options.rounds, options.workers, options.growth)
    finally:
        throwaway.throw_away(servers)


def run(rows: int, rounds: int, workers: int, growth: bool) -> None:
    import logging

    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_posting", f"postings/data/{SLUG}.yaml", stdout=StringIO())
    ratios: list[tuple[float, float]] = []
    for number in range(1, rounds + 1):
        fill(rows)
        evaluated = timed_evaluation(rows, workers)
        bare, kept = timed_copy(like=False), timed_copy(like=True)
        ratios.append((bare / evaluated, kept / evaluated))
        print(
            f"round {number}: pipeline {rows / evaluated:,.0f} rows/s, COPY {rows / kept:,.0f} rows/s with keys, "
            f"{rows / bare:,.0f} without; ratios {kept / evaluated:.2f} and {bare / evaluated:.2f}",
            flush=True,
        )
    if rounds:
        bare, kept = (median(each) for each in zip(*ratios, strict=True))
        print(f"pipeline / COPY of the same bytes, median of {rounds} (to reach: 0.50):")
        print(f"  {kept:.2f} into a table with the same keys, references and checks")
        print(f"  {bare:.2f} into a table with none")
    if growth:
        print_growth([rows // 1000, rows // 30, rows])


def print_growth(sizes: list[int]) -> None:
    times = []
    for size in sizes:
        fill(size)
        times.append(timed_evaluation(size, 1))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{size:>9,} rows: {times[-1]:8.2f} s, peak memory of the process {peak:,.0f} MB", flush=True)
    exponent = log(times[-1] / times[0]) / log(sizes[-1] / sizes[0])
    print(f"time grows with rows to the power {exponent:.2f} (to reach: 1.05 or less)")


def fill(rows: int) -> None:
    """So many sent applications of synthetic people, in place of those before."""
    from django.db import connection

    from postings.models import Posting
    from screening.models import Application, User

    posting = Posting.objects.get(slug=SLUG)
    begun = datetime(2025, 4, 18, 17, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in ("evaluation", "history", "submission", "application"):
            cursor.execute(f"TRUNCATE screening_{table} CASCADE")
        cursor.execute("DELETE FROM screening_user")
        cursor.execute("SET session_replication_role = DEFAULT")
        for numbers in batched(range(1, rows + 1), 5_000):
            User.objects.bulk_create(User(pk=each, email=f"{each}@example.org") for each in numbers)
            Application.objects.bulk_create(
                Application(
                    pk=each,
                    posting=posting,
                    revision_id=posting.current_revision_id,
                    applicant_id=each,
                    state="submitted",
                    started_at=begun,
                    submitted_at=begun,
                    waiting_since=begun + timedelta(milliseconds=each),
                    receipt=f"{each:014}",
                    name=f"Person {each}",
                )
                for each in numbers
            )
        with tempfile.TemporaryFile("w+") as file:
            file.writelines(submission_lines(rows, posting.current_revision_id))
            file.seek(0)
            cursor.copy_expert(
                "COPY screening_submission (application_id, number, cause, revision_id, facts, facts_sha256, contact,"
                " certified_name, made_at) FROM STDIN",
                file,
            )
        for table in ("application", "submission", "user"):
            cursor.execute(f"VACUUM ANALYZE screening_{table}")
        cursor.execute("CHECKPOINT")


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """So many at a time; memory stays flat."""
    rest = iter(numbers)
    while batch := list(islice(rest, size)):
        yield batch


def submission_lines(rows: int, revision_id: int | None) -> Iterator[str]:
    from postings.minimum_requirements import canonical_json, sha256_of

    for number, facts in enumerate(applicants(rows), start=1):
        text = canonical_json(facts).decode().replace("\\", "\\\\")
        yield f"{number}\t1\tsent\t{revision_id}\t{text}\t{sha256_of(facts)}\t{{}}\t\t2025-05-01 12:00:00+00\n"


def timed_evaluation(rows: int, workers: int) -> float:
    """Seconds until all due rows are evaluated, by the verb that the workers call."""
    from django.db import connections

    from screening.domain.queries import due_submissions

    if workers == 1:
        begun = time.perf_counter()
        _evaluate()
        taken = time.perf_counter() - begun
    else:
        connections.close_all()
        processes = [get_context("fork").Process(target=_evaluate) for _ in range(workers)]
        begun = time.perf_counter()
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        taken = time.perf_counter() - begun
    assert not due_submissions().exists()
    return taken


def _evaluate() -> None:
    from screening.city_time import now
    from screening.domain import evaluation

    evaluation.evaluate_due(clock=now)


def timed_copy(*, like: bool) -> float:
    """Seconds for COPY of the same evaluation rows, committed: into a table like theirs, or one without indexes or checks."""
    from django.db import connection

    with connection.cursor() as cursor, tempfile.TemporaryFile() as file:
        cursor.copy_expert("COPY screening_evaluation TO STDOUT", file)
        file.seek(0)
        cursor.execute("DROP TABLE IF EXISTS copied")
        if like:
            cursor.execute(
                "CREATE TABLE copied (LIKE screening_evaluation INCLUDING ALL,"
                " FOREIGN KEY (submission_id) REFERENCES screening_submission DEFERRABLE INITIALLY DEFERRED,"
                " FOREIGN KEY (revision_id) REFERENCES postings_postingrevision DEFERRABLE INITIALLY DEFERRED)"
            )
        else:
            cursor.execute("CREATE TABLE copied (LIKE screening_evaluation)")
        cursor.execute("CHECKPOINT")
        begun = time.perf_counter()
        cursor.copy_expert("COPY copied FROM STDIN", file)
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
