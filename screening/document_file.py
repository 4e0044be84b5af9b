"""What an uploaded file really is: told by its content, whatever it is called. Each refusal says what to do."""

import struct
from typing import BinaryIO, NamedTuple

import puremagic
from django.conf import settings
from django.core.files import File

from screening.errors import Refused

LONGEST_SIDE = 20_000
MOST_PIXELS = 150_000_000
TAIL = 2048
WANTED = "Send a PDF, or a photo as JPEG or PNG."
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG: the segments that give the size of a picture."""
PICTURE = 0xDA
"""JPEG: after this segment the picture itself begins."""
PNG = b"\x89PNG\r\n\x1a\n"


class Sniffed(NamedTuple):
    content_type: str
    suffix: str


def sniff(file: "BinaryIO | File[bytes]", size: int) -> Sniffed:
    """The kind of a whole file, by its content. Raises Refused in words: empty, too large, other, damaged, encrypted."""
    if size == 0:
        raise Refused("This file is empty. Choose the file again, or scan the paper again.")
    if size > settings.DOCUMENT_MAX_BYTES:
        most = settings.DOCUMENT_MAX_BYTES // (1024 * 1024)
        raise Refused(
            f"This file is larger than {most} MB. Scan it in black and white, or take a smaller photo."
        )
    file.seek(0)
    content = file.read()
    file.seek(0)
    if len(content) != size:
        raise Refused("This file did not arrive whole. Send it again.")
    for begins, check in ((b"%PDF-", _pdf), (b"\xff\xd8\xff", _jpeg), (PNG, _png)):
        if content.startswith(begins):
            return check(content)
    raise Refused(f"This file is {_what_else(content)}, which we cannot read. {WANTED}")


def _pdf(content: bytes) -> Sniffed:
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused("This PDF is cut off: its end is missing. Save or scan it again, then send it again.")
    if b"/Encrypt" in content:
        raise Refused(
            "This PDF is locked with a password. Save a copy without the password and send that one."
        )
    return Sniffed("application/pdf", ".pdf")


def _jpeg(content: bytes) -> Sniffed:
    """Walks the segments up to the picture itself: a thumbnail inside has an end and a size of its own."""
    at, whole = 2, False
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _must_be_a_page(width, height)
            whole = True
        at += 2 + length
        if marker == PICTURE:
            break
    if not whole:
        raise Refused("This photo is damaged and cannot be opened. Take it again, or send a PDF.")
    if b"\xff\xd9" not in content[at:]:
        raise Refused("This photo is cut off: its end is missing. Send it again.")
    return Sniffed("image/jpeg", ".jpg")


def _png(content: bytes) -> Sniffed:
    if len(content) < 24 or content[12:16] != b"IHDR" or b"IEND" not in content[-TAIL:]:
        raise Refused("This picture is cut off or damaged. Save it again, then send it again.")
    _must_be_a_page(*struct.unpack(">II", content[16:24]))
    return Sniffed("image/png", ".png")


def _must_be_a_page(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE) or width * height > MOST_PIXELS:
        raise Refused("This picture is too large in width or height. Take a smaller photo, or send a PDF.")


def _what_else(content: bytes) -> str:
    try:
        found = puremagic.magic_string(content[:8192])
    except puremagic.PureError:
        found = []
    name = found[0].name if found else ""
    return f"not a PDF or photo (it looks like: {name})" if name else "not a PDF or photo"
