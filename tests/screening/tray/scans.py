"""Scans as a fax machine makes them: 200 dots to the inch, black and white, with specks, askew or upside down."""

import io
import random
from datetime import datetime
from functools import cache
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

from screening.city_time import now
from screening.cover_sheet_pdf import cover_sheet_pdf
from screening.domain import scan_intake
from screening.domain.cover_sheet import cover_sheet
from screening.enums import DocumentVia
from screening.enums_scan import ScanSource
from screening.models import Application, CoverSheet, Scan

LETTER = (1700, 2200)


def a_sheet(application: Application, kind: str = "oca_documentation", job_key: str = "job1") -> CoverSheet:
    return cover_sheet(
        actor=application.applicant, application_id=application.pk, kind=kind, job_key=job_key, at=now()
    )


def sheet_page(sheet: CoverSheet) -> Image.Image:
    """The printed sheet, drawn as a fax machine's eye sees it."""
    return pypdfium2.PdfDocument(cover_sheet_pdf(sheet))[0].render(scale=200 / 72).to_pil().convert("L")


def page(words: str = "Work performed, dates and hours") -> Image.Image:
    """A page of a letter; a fresh one each time, since an image remembers how it was saved."""
    return Image.frombytes("L", LETTER, _letter(words))


@cache
def _letter(words: str) -> bytes:
    drawn = Image.new("L", LETTER, 255)
    ink = ImageDraw.Draw(drawn)
    for line in range(12):
        ink.text((170, 170 + 150 * line), f"{line + 1} {words} " * 3, fill=0, font_size=26)
    return drawn.tobytes()


def faxed(drawn: Image.Image, *, turned: float = 0, specks: int = 20_000) -> Image.Image:
    """Turned, with specks of both colors that are the same each time, in black and white alone."""
    turned_page = drawn.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    fax = turned_page.point(lambda light: 255 if light > 128 else 0)
    place = random.Random(7)
    for _ in range(specks):
        fax.putpixel((place.randrange(fax.width), place.randrange(fax.height)), place.choice((0, 255)))
    return fax.convert("1")


def as_pdf(*pages: Image.Image) -> bytes:
    return _saved("PDF", pages)


def as_tiff(*pages: Image.Image, dpi: tuple[int, int] = (200, 200)) -> bytes:
    return _saved("TIFF", pages, compression="group4", dpi=dpi)


def _saved(kind: str, pages: tuple[Image.Image, ...], **how: Any) -> bytes:
    target = io.BytesIO()
    how = {"dpi": (200, 200), **how}
    pages[0].save(target, kind, save_all=True, append_images=list(pages[1:]), resolution=200, **how)
    return target.getvalue()


def come(
    content: bytes, *, key: str = "", received_at: datetime | None = None, name: str = "fax.pdf"
) -> Scan:
    """A fax that came just now, not read yet."""
    return scan_intake.take_in(
        name=name,
        content=content,
        source=ScanSource.FOLDER,
        source_key=key,
        via=DocumentVia.FAX,
        received_at=received_at or now(),
        at=now(),
    )
