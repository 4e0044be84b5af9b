"""Writing the file of a pool: CSV or workbook, the same for a small one at once and a large one in the background."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Final, NamedTuple

from screening.models import Application
from screening.pool_columns import COLUMNS, rows
from screening.spreadsheet import write_csv, write_xlsx

AT_ONCE: Final = 1_000_000


class Written(NamedTuple):
    """What became of the rows: how many, and the digest of the file."""

    rows: int
    sha256: str


def write_pool(
    file: IO[bytes],
    applications: Iterable[Application],
    *,
    form: str,
    columns: Sequence[str],
    questions: Mapping[str, str],
    about: Sequence[tuple[str, str]],
) -> Written:
    """Write the applications in their order; ``questions``: slug → words. The file is left at its beginning."""
    titles = [COLUMNS[column][0] for column in columns] + list(questions.values())
    lines = rows(applications, columns, questions)
    count = write_csv(file, titles, lines) if form == "csv" else write_xlsx(file, titles, lines, about)
    file.seek(0)
    digest = hashlib.sha256()
    while some := file.read(AT_ONCE):
        digest.update(some)
    file.seek(0)
    return Written(count, digest.hexdigest())


def about_file(*, made: str, by: str, query: str, only_new: bool) -> list[tuple[str, str]]:
    """What the second sheet of a workbook says."""
    return [
        ("Made", made),
        ("By", by),
        ("Filter", query or "None"),
        ("Only what is new", "yes" if only_new else "no"),
    ]
