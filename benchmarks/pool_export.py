"""A pool as a file: seconds and the process's peak memory, as CSV and XLSX, over a tenth of the rows and over all of them.

    python -m benchmarks.pool_export [--rows 100000]

Memory is to stay flat: the peak after all rows stands beside the peak after a tenth. Every column and every answer is
written, through the same functions as the page. Servers are started for the run and thrown away.
"""

import argparse
import os
import resource
import tempfile
import time
from io import StringIO

from benchmarks.pipeline import SLUG, fill, timed_evaluation


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=100_000)
    options = asked.parse_args()
    from services import throwaway

    throwaway.announce()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    servers = throwaway.start()
    try:
        run(options.rows)
    finally:
        throwaway.throw_away(servers)


def run(rows: int) -> None:
    import logging

    import django

    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_posting", f"postings/data/{SLUG}.yaml", stdout=StringIO())
    for size in (rows // 10, rows):
        fill(size)
        timed_evaluation(size, 2)  # in processes of its own, so that its memory is not counted here
        for form in ("csv", "xlsx"):
            print_one(size, form)


def print_one(size: int, form: str) -> None:
    from postings.models import Posting
    from screening.models import Application
    from screening.pool_columns import COLUMNS, questions_of, rows
    from screening.spreadsheet import write_csv, write_xlsx

    questions = questions_of(Posting.objects.filter(slug=SLUG))
    titles = [title for title, _ in COLUMNS.values()] + list(questions.values())
    pool = Application.objects.select_related("posting", "applicant").order_by(
        "-points", "submitted_at", "id"
    )
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        lines = rows(pool, COLUMNS, questions)
        count = write_csv(file, titles, lines) if form == "csv" else write_xlsx(file, titles, lines, [])
        taken, length = time.perf_counter() - begun, file.seek(0, 2)
    assert count == size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{form:>4} {size:>9,} rows: {taken:7.1f} s ({size / taken:,.0f} rows/s), {length / 1e6:,.1f} MB, "
        f"peak memory of the process {peak:,.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
