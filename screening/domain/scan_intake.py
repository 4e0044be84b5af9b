"""A scan is taken in: the file as it came, once, whoever brings it and however often."""

import hashlib
from datetime import date, datetime, time

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from screening.city_time import city_day, zone
from screening.domain import document_store, history
from screening.doorbell import ring
from screening.enums import DocumentVia
from screening.enums_scan import ScanDoubt, ScanEvent, ScanSource, ScanState
from screening.errors import Refused
from screening.models import Scan, ScanPart, User
from screening.permissions import authorise
from screening.scan_moves import scan_target

MOST_BYTES = 64 * 1024 * 1024


class NeverTaken(Refused):
    """The file is at fault, not the moment: tried again, it would be refused again."""


def hand_in(
    *, actor: User, name: str, content: bytes, via: DocumentVia, received_on: date, at: datetime
) -> Scan:
    """Take in a file that a person brings to the tray, stamped with the day the paper came. Raises NotAllowed, Refused."""
    authorise(actor, "work_tray")
    today = city_day(at)
    if received_on > today:
        raise Refused("The day it came has not come yet. Enter the day that is stamped on the paper.")
    noon = datetime.combine(received_on, time(12), tzinfo=zone())
    return take_in(
        name=name,
        content=content,
        source=ScanSource.HAND,
        source_key="",
        via=via,
        received_at=at if received_on == today else noon,
        at=at,
        actor=actor,
    )


def take_in(
    *,
    name: str,
    content: bytes,
    source: ScanSource,
    source_key: str,
    via: DocumentVia,
    received_at: datetime,
    at: datetime,
    actor: User | None = None,
) -> Scan:
    """Keep a file that came, and have it read; the same bytes are one scan. Raises NeverTaken: empty, too large; Refused: disk full.

    ``source_key`` tells one delivery from another: asked again about the same one, nothing happens. Bytes that come
    anew are noted, and what was set aside of them waits in the tray again.
    """
    if not content:
        raise NeverTaken("This file is empty. Scan the paper again.")
    if len(content) > MOST_BYTES:
        raise NeverTaken(
            f"This file is larger than {MOST_BYTES >> 20} MB. Scan it in black and white, or in parts."
        )
    sha256 = hashlib.sha256(content).hexdigest()
    known = Scan.objects.filter(sha256=sha256).first()
    if known is not None:
        _again(known, actor, source, source_key, via, received_at, at)
        return known
    stored = document_store.store(ContentFile(content), suffix=".scan", at=at)
    try:
        with transaction.atomic():
            scan = Scan.objects.create(
                sha256=sha256,
                source=source,
                source_key=source_key[:300],
                via=via,
                file=stored,
                original_name=document_store.plain_name(name),
                size=len(content),
                received_at=min(received_at, at),
                taken_at=at,
                handed_in_by=actor,
            )
            _note(scan, actor, "take_in_scan", source, source_key, via, received_at, at)
            ring("screening.tasks.read_scan", scan.pk)
    except IntegrityError:  # another process was faster with the same bytes
        default_storage.delete(stored)
        return Scan.objects.get(sha256=sha256)
    except BaseException:
        default_storage.delete(stored)
        raise
    return scan


def _again(
    scan: Scan,
    actor: User | None,
    source: ScanSource,
    source_key: str,
    via: DocumentVia,
    received_at: datetime,
    at: datetime,
) -> None:
    if source_key and source_key[:300] == scan.source_key:
        return
    with transaction.atomic():
        aside = scan.parts.select_for_update(of=("self",)).filter(state=ScanState.SET_ASIDE)
        for part in aside:
            reopen(part, actor=actor, at=at)
        _note(scan, actor, "take_in_scan_again", source, source_key, via, received_at, at)


def reopen(part: ScanPart, *, actor: User | None, at: datetime) -> None:
    """Put a locked part that was set aside back into the tray, where a person looks at it. Raises MoveNotAllowed."""
    before, reason = part.state, part.reason
    part.state = scan_target(part.state, ScanEvent.TAKE_BACK)
    part.doubt, part.said = ScanDoubt.TAKEN_BACK, f"It had been set aside: {reason}"
    part.reason, part.ended_by, part.ended_at = "", None, None
    part.save()
    history.record(
        actor=actor, verb="take_back_scan", subject=part, from_state=before, to_state=part.state, at=at
    )


def _note(
    scan: Scan,
    actor: User | None,
    verb: str,
    source: ScanSource,
    source_key: str,
    via: DocumentVia,
    received_at: datetime,
    at: datetime,
) -> None:
    """A line of history; which delivery it was is kept as a digest, since names of files and messages hold names of people."""
    facts = {
        "sha256": scan.sha256,
        "source": source,
        "delivery": hashlib.sha256(source_key.encode()).hexdigest()[:16],
        "via": via,
        "received_at": received_at.isoformat(),
    }
    history.record(actor=actor, verb=verb, subject=scan, facts=facts, at=at)
