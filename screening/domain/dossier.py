"""The dossier of a posting: asked for, built in the background, handed out; each step a line of history."""

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils.crypto import get_random_string

from postings.models import Posting
from screening.domain import history
from screening.domain.dossier_contents import evaluations_of, files_of
from screening.domain.retention import keep_until
from screening.doorbell import ring
from screening.dossier_file import pack
from screening.errors import Refused
from screening.models import Dossier, User
from screening.permissions import authorise

log = logging.getLogger(__name__)
FOLDER: Final = "dossiers"
TRIES: Final = 3
LOCK: Final = 1_946
"""The advisory locks of dossiers under construction; a killed worker lets go of its own."""


def ask(*, actor: User, posting: Posting, at: datetime) -> Dossier:
    """Ask for a dossier of a posting as it stands now. Raises NotAllowed; Refused while one is being built."""
    authorise(actor, "ask_for_dossier", posting)
    with transaction.atomic():
        Posting.objects.select_for_update().get(pk=posting.pk)
        if Dossier.objects.filter(posting=posting, finished_at__isnull=True, failed_at__isnull=True).exists():
            raise Refused("A dossier of this posting is being built. Wait until it is finished.")
        dossier = Dossier.objects.create(posting=posting, asked_by=actor, asked_at=at)
        _note(dossier, actor=actor, verb="ask_for_dossier", at=at)
        ring("screening.tasks.build_dossier", dossier.pk)
    return dossier


def build_due(*, clock: Callable[[], datetime], only: int | None = None) -> int:
    """Build what is due and nobody else is building; how many were built."""
    rows = Dossier.objects.filter(finished_at__isnull=True, failed_at__isnull=True).order_by("pk")
    ids = list(
        rows.filter(pk=only).values_list("pk", flat=True) if only else rows.values_list("pk", flat=True)
    )
    return sum(_under_lock(one, clock) for one in ids)


def path_of(dossier: Dossier) -> Path:
    return Path(default_storage.path(dossier.file))


def take_out(*, actor: User, dossier: Dossier, at: datetime) -> Path:
    """The finished file, and a line of history that this person took it. Raises NotAllowed; Refused before it is there."""
    authorise(actor, "read_dossier", dossier.posting)
    if dossier.finished_at is None:
        raise Refused("This dossier is not finished yet. Look again in a few minutes.")
    _note(dossier, actor=actor, verb="take_out_dossier", at=at)
    return path_of(dossier)


def _note(dossier: Dossier, *, actor: User | None, verb: str, at: datetime) -> None:
    facts = {"sha256": dossier.sha256} if dossier.sha256 else {}
    history.record(actor=actor, verb=verb, subject=dossier, posting_id=dossier.posting_id, facts=facts, at=at)


def _under_lock(dossier_id: int, clock: Callable[[], datetime]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, dossier_id])
        if cursor.fetchone() != (True,):
            return False
    try:
        dossier = Dossier.objects.select_related("posting__department", "posting__job_class").get(
            pk=dossier_id
        )
        if dossier.finished_at or dossier.failed_at:
            return False
        return _tried(dossier, clock)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, dossier_id])


def _tried(dossier: Dossier, clock: Callable[[], datetime]) -> bool:
    mine = Dossier.objects.filter(pk=dossier.pk)
    mine.update(tries=dossier.tries + 1, done=0, total=evaluations_of(dossier.posting).count())
    try:
        _build(dossier, clock)
    except Exception as error:  # noqa: BLE001  (whatever it is, a person is told; the other dossiers flow on)
        log.error("dossier %s was not built: %s", dossier.pk, type(error).__name__)
        given_up = clock() if dossier.tries + 1 >= TRIES else None
        mine.update(last_error=f"{type(error).__name__}: {error}"[:2000], failed_at=given_up)
        return False
    return True


def _build(dossier: Dossier, clock: Callable[[], datetime]) -> None:
    posting, at = dossier.posting, clock()
    name = f"{FOLDER}/{at:%Y}/{posting.slug[:60]}-{get_random_string(16)}.zip"
    path = Path(default_storage.path(name))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")

    def step(done: int) -> None:
        Dossier.objects.filter(pk=dossier.pk).update(done=done)

    about = {
        "posting": posting.title,
        "made_at": at.isoformat(),
        "asked_by": str(dossier.asked_by),
        "keep_until": keep_until(posting).isoformat(),
    }
    try:
        sha256 = pack(part, files_of(posting, step=step), about)
        os.chmod(part, 0o600)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    try:
        with transaction.atomic():
            dossier.sha256, dossier.file, dossier.size = sha256, name, path.stat().st_size
            dossier.finished_at = at
            dossier.save(update_fields=["sha256", "file", "size", "finished_at"])
            _note(dossier, actor=None, verb="build_dossier", at=at)
    except DatabaseError:  # the row is gone, because the records of the posting were deleted meanwhile
        path.unlink(missing_ok=True)
        raise
