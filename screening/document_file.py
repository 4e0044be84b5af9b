"""What an uploaded file really is: told by its content, whatever it is called. Each refusal says what to do.

Nothing is opened or unpacked here: only bytes are compared, so that a bomb costs no more than any file of its size.
"""

import io
import zipfile
from typing import BinaryIO, NamedTuple

import puremagic
from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from screening import photo_file
from screening.errors import Refused

TAIL = 2048
HEAD = 1024
"""Readers look for a PDF's beginning this far into a file, and browsers for a web page's."""
PDF = b"%PDF-"


class Sniffed(NamedTuple):
    content_type: str
    suffix: str


def sniff(file: "BinaryIO | File[bytes]", size: int) -> Sniffed:
    """The kind of a whole file, by its content. Raises Refused in words: empty, too large, other, damaged, encrypted."""
    if size == 0:
        raise Refused(_("This file is empty. Choose the file again, or scan the paper again."))
    if size > settings.DOCUMENT_MAX_BYTES:
        raise Refused(
            _("This file is larger than %(most)s MB. Scan it in black and white, or take a smaller photo.")
            % {"most": settings.DOCUMENT_MAX_BYTES // (1024 * 1024)}
        )
    file.seek(0)
    content = file.read()
    file.seek(0)
    if len(content) != size:
        raise Refused(
            _(
                "This file did not arrive whole: our disk is full or the connection was cut. "
                "Nothing of it was kept. Send it again, or send the paper by fax or mail."
            )
        )
    found = _kind_of(content)
    _must_be_one_thing(content)
    return found


def _kind_of(content: bytes) -> Sniffed:
    if content.startswith(PDF):
        return _pdf(content)
    if content.startswith(b"\xff\xd8\xff"):
        photo_file.check_jpeg(content)
        return Sniffed("image/jpeg", ".jpg")
    if content.startswith(photo_file.PNG):
        photo_file.check_png(content)
        return Sniffed("image/png", ".png")
    if photo_file.is_heic(content):
        photo_file.check_heic(content)
        return Sniffed("image/heic", ".heic")
    raise Refused(
        _(
            "This file is %(what)s, which we cannot read. "
            "Send a PDF, or a photo as JPEG, PNG or HEIC."
        )
        % {"what": _what_else(content)}
    )  # fmt: skip


def _pdf(content: bytes) -> Sniffed:
    if b"%%EOF" not in content[-TAIL:]:
        raise Refused(
            _("This PDF is cut off: its end is missing. Save or scan it again, then send it again.")
        )
    if b"/Encrypt" in content:
        raise Refused(
            _(
                "This PDF is locked with a password or against copying. Open it, print it to a new PDF, "
                "and send that one."
            )
        )
    return Sniffed("application/pdf", ".pdf")


def _must_be_one_thing(content: bytes) -> None:
    """A file that two programs read as two different things shows a reviewer something else than its sender."""
    head = content[:HEAD].lower()
    second = PDF in content[1:HEAD] or b"<script" in head or b"<html" in head or b"<svg" in head
    archive = b"PK\x01\x02" in content and zipfile.is_zipfile(io.BytesIO(content))
    if second or archive:
        raise Refused(
            _(
                "This file is two kinds of file in one, which we do not take. Print or scan the paper again "
                "and send the new file."
            )
        )


def _what_else(content: bytes) -> str:
    """What a file looks like that is none of ours, in words that its owner knows it by."""
    if content.startswith((b"MZ", b"\x7fELF")):
        return _("a program")
    if content.startswith(b"PK\x03\x04"):
        return _("a Word document or a ZIP archive")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _("an older Word or Excel document")
    if b"<svg" in content[:HEAD].lower():
        return _("a drawing (SVG)")
    try:
        found = puremagic.magic_string(content[:8192])
    except puremagic.PureError:
        found = []
    if found and found[0].name:
        return _("not a PDF or photo (it looks like: %(name)s)") % {"name": found[0].name}
    return _("not a PDF or photo")
