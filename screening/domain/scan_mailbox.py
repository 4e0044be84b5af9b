"""The mailbox that a fax service or a scanner writes to: each attachment is taken in, then its message is moved aside."""

import email
import email.policy
import imaplib
import logging
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings

from screening.domain import scan_intake
from screening.enums import DocumentVia
from screening.enums_scan import ScanSource
from screening.errors import Refused

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds without a word of the mail server."""
AT_ONCE = 50
MOST_BYTES = 2 * scan_intake.MOST_BYTES
"""Of one message, which grows by a third on its way."""
ORNAMENT = 48 * 1024
TAKEN, NOT_TAKEN = "Taken", "Not-taken"
"""Where messages go: with papers, and those without one or with one that can never be taken, for a person to look at."""
LOCAL = ("localhost", "127.0.0.1", "::1")
KINDS = ("application/pdf", "image/tiff", "image/jpeg", "image/png", "image/heic")
ENDINGS = (".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png", ".heic")


class Paper(NamedTuple):
    name: str
    content: bytes


def take_due(*, clock: Callable[[], datetime]) -> int:
    """Take in the attachments of what lies in SCAN_MAILBOX_URL's folder; how many. Without the setting nothing is asked.

    Source of ``received_at``: the mail server's own INTERNALDATE, not the date that the sender wrote. A message is moved
    after its rows are committed: killed in between, it is met again and is the same scans. A server that is away, or a
    full disk, leaves everything where it is until the next minute.
    """
    if not settings.SCAN_MAILBOX_URL:
        return 0
    taken = 0
    try:
        with _mailbox(settings.SCAN_MAILBOX_URL) as server:
            for number in _numbers(server, "LARGER", str(MOST_BYTES))[:AT_ONCE]:
                _move(server, number, NOT_TAKEN)
            for number in _numbers(server)[:AT_ONCE]:
                taken += _take(server, number, clock())
    except (OSError, imaplib.IMAP4.error) as error:
        log.error("the scan mailbox cannot be read: %s", str(error)[:200] or type(error).__name__)
    except Refused as refused:
        log.error("the scan mailbox waits: %s", refused)
    return taken


@contextmanager
def _mailbox(url: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(url)
    host, folder = parts.hostname or "", unquote(parts.path.strip("/")) or "INBOX"
    server: imaplib.IMAP4
    if parts.scheme == "imaps":
        safely = ssl.create_default_context()
        server = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=safely, timeout=PATIENCE)
    else:
        server = imaplib.IMAP4(host, parts.port or 143, timeout=PATIENCE)
        if "STARTTLS" in server.capabilities:
            server.starttls(ssl.create_default_context())
        elif host not in LOCAL:
            raise imaplib.IMAP4.error("it offers no encryption, so no password is sent; use imaps://")
    try:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        _ok(server.select(_quoted(folder)))
        yield server
    finally:
        try:
            server.logout()
        except (OSError, imaplib.IMAP4.error):
            pass


def _numbers(server: imaplib.IMAP4, *which: str) -> list[str]:
    """The unique numbers of the messages that lie there, the oldest first."""
    found = _ok(server.uid("SEARCH", "NOT", "DELETED", *which))[0]
    return sorted(found.decode().split(), key=int) if isinstance(found, bytes) else []


def _take(server: imaplib.IMAP4, number: str, at: datetime) -> int:
    came_at, message = _message(server, number)
    if message is None:
        return 0  # gone again
    try:
        key = str(message.get("Message-ID", "")).strip() or f"uid {number} {came_at or at}"
        papers = list(_papers(message))
    except (
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
    ) as error:  # headers beyond what the parser mends
        log.error("a message of the scan mailbox cannot be read: %s", type(error).__name__)
        key, papers = "", []
    taken, is_whole = 0, True
    for paper in papers:
        try:
            scan_intake.take_in(
                name=paper.name,
                content=paper.content,
                source=ScanSource.MAILBOX,
                source_key=key,
                via=DocumentVia.FAX,
                received_at=came_at or at,
                at=at,
            )
        except scan_intake.NeverTaken as refused:
            log.error("an attachment of the scan mailbox is not taken: %s", refused)
            is_whole = False
        else:
            taken += 1
    _move(server, number, TAKEN if papers and is_whole else NOT_TAKEN)
    return taken


def _message(server: imaplib.IMAP4, number: str) -> tuple[datetime | None, EmailMessage | None]:
    answer = _ok(server.uid("FETCH", number, "(INTERNALDATE BODY.PEEK[])"))
    literal = next((part for part in answer if isinstance(part, tuple)), None)
    if literal is None:
        return None, None
    around = [part[0] if isinstance(part, tuple) else part for part in answer]
    came = next(
        (found for part in around if isinstance(part, bytes) and (found := imaplib.Internaldate2tuple(part))),
        None,
    )
    came_at = datetime.fromtimestamp(time.mktime(came), UTC) if came else None
    return came_at, email.message_from_bytes(literal[1], _class=EmailMessage, policy=email.policy.default)


def _papers(message: EmailMessage) -> Iterator[Paper]:
    """Attachments that may be scans, by their kind or their name; the small pictures of a signature are none."""
    for part in message.walk():
        if part.is_multipart():
            continue
        name = part.get_filename() or ""
        kind = part.get_content_type()
        if kind not in KINDS and not name.lower().endswith(ENDINGS):
            continue
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        is_ornament = kind.startswith("image/") and part.get("Content-ID") and len(content) < ORNAMENT
        if not is_ornament:
            yield Paper(name or f"scan.{kind.partition('/')[2]}", content)


def _move(server: imaplib.IMAP4, number: str, folder: str) -> None:
    """Copy, then delete: killed in between, the message is there twice and its papers are known."""
    server.create(_quoted(folder))  # refused where it is there already
    _ok(server.uid("COPY", number, _quoted(folder)))
    _ok(server.uid("STORE", number, "+FLAGS", r"(\Deleted)"))
    _ok(server.expunge())


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, said = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(f"{kind} {said!r}"[:200])
    return said


def _quoted(folder: str) -> str:
    return '"' + re.sub(r'(["\\])', r"\\\1", folder) + '"'
