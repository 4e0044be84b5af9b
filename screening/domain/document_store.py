"""The private folder of received files: whole or absent, under random names that tell nothing."""

import os
from datetime import datetime, timedelta

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from screening.errors import Refused
from screening.models import Document, DocumentInspection, Scan, ScanPage

FOLDER = "documents"


def store(file: File, *, suffix: str, at: datetime, folder: str = FOLDER) -> str:
    """Write a file below the private root under a random name: whole, or not there. Raises Refused when the disk is full."""
    name = f"{folder}/{at:%Y/%m}/{get_random_string(32)}{suffix}"
    path = default_storage.path(name)
    part = f"{path}.part"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        os.replace(part, path)
    except OSError as error:
        if os.path.exists(part):
            os.unlink(part)
        raise Refused(
            _(
                "The file could not be stored: our disk is full or not reachable. Nothing of it was kept. "
                "Your answers are safe. Try again in an hour, or send the paper by fax or mail."
            )
        ) from error
    return name


def discard_orphans(*, at: datetime) -> int:
    """Delete stored files that no row names and that are older than a day: uploads that were cut off."""
    discarded = 0
    for folder, _folders, names in os.walk(default_storage.path(FOLDER)):
        for file_name in names:
            path = os.path.join(folder, file_name)
            name = os.path.relpath(path, default_storage.path(""))
            old = at.timestamp() - os.path.getmtime(path) > timedelta(days=1).total_seconds()
            if old and not (
                Document.objects.filter(file=name).exists()
                or DocumentInspection.objects.filter(copy=name).exists()
                or Scan.objects.filter(file=name).exists()
                or ScanPage.objects.filter(picture=name).exists()
            ):
                os.unlink(path)
                discarded += 1
    return discarded


def plain_name(name: str) -> str:
    """The name a person gave a file, without folders or control characters; never used as a path."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(char for char in name if char.isprintable()).strip() or "document"
    return name if len(name) <= 120 else f"{name[:100]}…{name[-19:]}"
