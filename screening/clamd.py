"""Asking a ClamAV daemon about one file, in the daemon's own protocol (INSTREAM): the file goes over the line, nothing is shared."""

import socket
import struct
from contextlib import closing
from typing import BinaryIO, NamedTuple

from django.conf import settings

CHUNK = 64 * 1024
PATIENCE = 60.0
"""Seconds without a sign of the daemon."""
LONGEST_REPLY = 4096
PORT = 3310


class Unreachable(Exception):
    """The daemon is away: no fault of the file."""


class NotScanned(Exception):
    """The daemon answered that it cannot scan this file, in its own words."""


class Scan(NamedTuple):
    """``infected_with``: the signature's name, empty for a clean file. ``scanner``: program and signatures' date."""

    infected_with: str
    scanner: str


def is_configured() -> bool:
    """Whether this city runs a scanner (CLAMD_SOCKET or CLAMD_HOST)."""
    return bool(settings.CLAMD_SOCKET or settings.CLAMD_HOST)


def scan(file: BinaryIO) -> Scan:
    """What the daemon says of a file, read from where it stands. Raises Unreachable, NotScanned."""
    try:
        scanner = _ask(b"zVERSION\0", None)
        said = _ask(b"zINSTREAM\0", file)
    except OSError as error:
        raise Unreachable(str(error) or type(error).__name__) from error
    verdict = said.removeprefix("stream: ")
    if verdict == "OK":
        return Scan("", scanner)
    if verdict.endswith(" FOUND"):
        return Scan(verdict.removesuffix(" FOUND"), scanner)
    raise NotScanned(said)


def _ask(command: bytes, file: BinaryIO | None) -> str:
    with closing(_line()) as line:
        line.sendall(command)
        if file is not None:
            _send(line, file)
        said = b""
        while b"\0" not in said and len(said) < LONGEST_REPLY:
            part = line.recv(LONGEST_REPLY)
            if not part:
                break
            said += part
    if not said:
        raise ConnectionError("the scanner hung up")
    return said.split(b"\0")[0].decode(errors="replace").strip()


def _send(line: socket.socket, file: BinaryIO) -> None:
    """The file in chunks of known length and an empty one. A daemon that has heard enough hangs up and has said why."""
    try:
        while chunk := file.read(CHUNK):
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass


def _line() -> socket.socket:
    if settings.CLAMD_SOCKET:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(settings.CLAMD_SOCKET)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = settings.CLAMD_HOST.partition(":")
    return socket.create_connection((host, int(port or PORT)), timeout=PATIENCE)
