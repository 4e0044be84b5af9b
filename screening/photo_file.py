"""Whether a photo is whole and of a size that can be opened, told from its outline without opening it."""

import struct
from collections.abc import Iterator

from django.utils.translation import gettext as _

from screening.errors import Refused

LONGEST_SIDE = 20_000
MOST_PIXELS = 150_000_000
"""Of a JPEG, which is opened at a fraction of its size."""
MOST_PIXELS_AT_ONCE = 64_000_000
"""Of a PNG or HEIC, which is opened whole: four bytes a pixel, and phones take 50 million."""
TAIL = 2048
FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""JPEG: the segments that give the size of a picture."""
PICTURE = 0xDA
"""JPEG: after this segment the picture itself begins."""
PNG = b"\x89PNG\r\n\x1a\n"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"heif"})
PATH = ((b"meta", 4), (b"iprp", 0), (b"ipco", 0))
"""HEIC: the boxes on the way to the sizes, with how many bytes of their own stand before the inner ones."""
MOST_BOXES = 20_000


def check_jpeg(content: bytes) -> None:
    """Walks the segments up to the picture itself: a thumbnail inside has an end and a size of its own. Raises Refused."""
    at, whole = 2, False
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            must_be_a_page(width, height, MOST_PIXELS)
            whole = True
        at += 2 + length
        if marker == PICTURE:
            break
    if not whole:
        raise Refused(_("This photo is damaged and cannot be opened. Take it again, or send a PDF."))
    if b"\xff\xd9" not in content[at:]:
        raise Refused(_("This photo is cut off: its end is missing. Send it again."))


def check_png(content: bytes) -> None:
    """Raises Refused unless it begins and ends as a PNG does and its size can be opened."""
    if len(content) < 24 or content[12:16] != b"IHDR" or b"IEND" not in content[-TAIL:]:
        raise Refused(_("This picture is cut off or damaged. Save it again, then send it again."))
    width, height = struct.unpack(">II", content[16:24])
    must_be_a_page(width, height, MOST_PIXELS_AT_ONCE)


def is_heic(content: bytes) -> bool:
    """Whether it is a photo as newer phones take it (ISO 23008-12): an 'ftyp' box of one of its brands."""
    length = struct.unpack(">I", content[:4])[0] if len(content) >= 16 else 0
    if content[4:8] != b"ftyp" or b"avif" in content[8:length]:
        return False
    return any(content[at : at + 4] in HEIC_BRANDS for at in (8, *range(16, min(length, 256), 4)))


def check_heic(content: bytes) -> None:
    """Raises Refused unless its boxes fill the file to its end and give a size that can be opened."""
    try:
        kinds = dict(_boxes(content, 0, len(content)))
        sizes = list(_heic_sizes(content, 0, len(content)))
    except struct.error:
        raise Refused(_("This photo is cut off: its end is missing. Send it again.")) from None
    if b"meta" not in kinds or not sizes:
        raise Refused(_("This photo is damaged and cannot be opened. Take it again, or send a PDF."))
    for width, height in sizes:
        must_be_a_page(width, height, MOST_PIXELS_AT_ONCE)


def must_be_a_page(width: int, height: int, most: int) -> None:
    """Raises Refused for a picture without size, or one that would fill the memory of whoever opens it."""
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE) or width * height > most:
        raise Refused(_("This picture is too large in width or height. Take a smaller photo, or send a PDF."))


def _heic_sizes(content: bytes, start: int, end: int, level: int = 0) -> Iterator[tuple[int, int]]:
    for kind, (body, stop) in _boxes(content, start, end):
        if level == len(PATH):
            if kind == b"ispe":
                width, height = struct.unpack(">II", content[body + 4 : body + 12])
                yield width, height
        elif kind == PATH[level][0]:
            yield from _heic_sizes(content, body + PATH[level][1], stop, level + 1)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """Kind and place of each box. Raises struct.error where a box goes on after the end of what holds it."""
    for _number in range(MOST_BOXES):
        if start >= end:
            return
        length, kind = struct.unpack(">I4s", content[start : start + 8])
        body = start + 8
        if length == 1:
            length = struct.unpack(">Q", content[body : body + 8])[0]
            body += 8
        stop = end if length == 0 else start + length
        if not body <= stop <= end:
            raise struct.error("a box without its end")
        yield kind, (body, stop)
        start = stop
    raise struct.error("more boxes than any photo has")
