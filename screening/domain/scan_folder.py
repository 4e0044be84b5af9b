"""The folder that fax servers and scanners write to: what stands still in it is taken in and moved aside."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from screening.domain import scan_intake
from screening.enums import DocumentVia
from screening.enums_scan import ScanSource
from screening.errors import Refused

log = logging.getLogger(__name__)

STILL = timedelta(seconds=20)
"""A file that was written to in this time may not be whole yet."""
GIVEN_UP = timedelta(minutes=10)
"""After this long a PDF without its end, or an empty file, does not become whole any more."""
PARTIAL = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
WAYS = {
    "": DocumentVia.FAX,
    "fax": DocumentVia.FAX,
    "mail": DocumentVia.MAIL,
    "in_person": DocumentVia.IN_PERSON,
}
"""Sub-folder → how its papers came; what lies in the folder itself came by fax."""
TAKEN, NOT_TAKEN = "taken", "not-taken"


class Lying(NamedTuple):
    """A file of the folder as it was seen: ``changed_at`` by the machine's clock, ``written_at`` by the writer's."""

    path: Path
    via: DocumentVia
    size: int
    stamp: int
    written_at: datetime
    changed_at: datetime


def take_due(*, clock: Callable[[], datetime]) -> int:
    """Take in every file of SCAN_FOLDER that stands still; how many. Without the setting nothing is watched.

    A file is moved aside after its row is committed: killed in between, it is met again and is the same scan. What can
    never be taken (empty, far too large) is moved to ``not-taken``; a full disk leaves everything where it is.
    """
    if not settings.SCAN_FOLDER:
        return 0
    root = Path(settings.SCAN_FOLDER)
    taken = 0
    for file in sorted(_lying_in(root), key=lambda one: one.written_at):
        at = clock()
        content = _whole(file, at)
        if content is None:
            continue
        try:
            scan_intake.take_in(
                name=file.path.name,
                content=content,
                source=ScanSource.FOLDER,
                source_key=f"{file.stamp} {file.size} {file.path.name}",
                via=file.via,
                received_at=file.written_at,
                at=at,
            )
        except scan_intake.NeverTaken as refused:
            log.error("a file of the scan folder is not taken: %s", refused)
            _move(file.path, root / NOT_TAKEN, content, at)
        except Refused as refused:
            log.error("the scan folder waits: %s", refused)
            break
        else:
            _move(file.path, root / TAKEN, content, at)
            taken += 1
    return taken


def _lying_in(root: Path) -> Iterator[Lying]:
    for name, via in WAYS.items():
        try:
            entries = list(os.scandir(root / name))
        except OSError as error:
            if not name:
                log.error("the scan folder cannot be read: %s", error)
            continue
        for entry in entries:
            try:
                seen = entry.stat(follow_symlinks=False)
                is_file = entry.is_file(follow_symlinks=False)
            except OSError:
                continue  # gone again
            if is_file and not entry.name.startswith(".") and not entry.name.lower().endswith(PARTIAL):
                written, changed = (
                    datetime.fromtimestamp(one, UTC) for one in (seen.st_mtime, seen.st_ctime)
                )
                yield Lying(Path(entry.path), via, seen.st_size, seen.st_mtime_ns, written, changed)


def _whole(file: Lying, at: datetime) -> bytes | None:
    """The bytes of a file, or None while it may still be written to. A writer's clock may run ahead of ours."""
    touched = max(file.changed_at, file.written_at if file.written_at <= at else file.changed_at)
    if at - touched < STILL:
        return None
    try:
        with open(os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as opened:
            content = opened.read(scan_intake.MOST_BYTES + 1)
            after = os.fstat(opened.fileno())
    except OSError as error:
        log.error("a file of the scan folder cannot be read: %s", error.strerror)
        return None
    if (after.st_size, after.st_mtime_ns) != (file.size, file.stamp):
        return None
    is_cut = not content or (content.startswith(b"%PDF-") and b"%%EOF" not in content[-2048:])
    return None if is_cut and at - touched < GIVEN_UP else content


def _move(path: Path, folder: Path, content: bytes, at: datetime) -> None:
    """Rename within the same file system, which is one step; a file of the same name is never written over."""
    folder = folder / f"{at:%Y-%m}"
    name = f"{at:%Y%m%d-%H%M%S-%f}-{hashlib.sha256(content).hexdigest()[:8]}-{path.name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / name[:200])
    except FileNotFoundError:
        pass  # another worker moved it
    except OSError as error:
        log.error("a file of the scan folder was taken but cannot be moved aside: %s", error.strerror)
