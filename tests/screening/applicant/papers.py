"""Files as people send them, good and bad, made byte by byte."""

import io
import struct
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from screening.city_time import now
from screening.domain import document as documents
from screening.models import Application

PDF = b"%PDF-1.4\ntrailer<<>>\n%%EOF\n"
HEIC = (Path(__file__).parent / "photo.heic").read_bytes()
"""A phone photo of 320 × 200 pixels, turned by its orientation to 200 × 320, with a place in its metadata."""
NORTH, WEST = (32.0, 43.0, 0.0), (117.0, 9.0, 0.0)


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"....IEND"


def jpeg(width: int = 100, height: int = 80, *, thumbnail: bool = False, end: bytes = b"\xff\xd9") -> bytes:
    """The segments of a photo: perhaps a thumbnail with an end of its own, the frame, the scan."""
    inside = b"\xff\xe1\x00\x0a\xff\xd8....\xff\xd9" if thumbnail else b""
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" * 10
    return b"\xff\xd8" + inside + frame + b"\xff\xda\x00\x08" + b"\x01" * 6 + b"picture" + end


def heic_of(width: int, height: int) -> bytes:
    """The phone photo with another size written into it."""
    at = HEIC.index(b"ispe") + 8
    return HEIC[:at] + struct.pack(">II", width, height) + HEIC[at + 8 :]


def phone_photo() -> bytes:
    """A real JPEG of 320 × 200 pixels, red in its upper left, to be turned a quarter to the right, with a place in it."""
    image = Image.new("RGB", (320, 200), "white")
    image.paste("red", (0, 0, 60, 60))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: NORTH, 3: "W", 4: WEST})
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif, quality=95)
    return target.getvalue()


def word_document(body: bytes = b"<w:document/>") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return target.getvalue()


def receive_papers(draft: Application, count: int) -> None:
    """So many different papers about the first job of a draft, sent by its applicant."""
    for number in range(count):
        documents.receive(
            actor=draft.applicant,
            application_id=draft.pk,
            kind="oca_documentation",
            job_key="job1",
            file=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n" + b"\n" * number + b"%%EOF"),
            at=now(),
        )
