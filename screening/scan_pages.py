"""A program of its own, in a process of its own: opens a scan, draws its pages and reads the codes of cover sheets.

A scan comes from anywhere, so nothing that opens it runs in the worker or in a request: this process has little memory
and time, and the worst that a hostile file can do is to end it. Plain Python: no Django, no database, no settings.
"""

import json
import resource
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pi_heif
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageSequence

from screening.readable_code import read_code

MOST_PAGES = 200
DOTS = 200
"""To the inch: what a fax has, and enough for the squares of a cover sheet."""
MOST_PIXELS = 16_000_000
"""Of one drawn page: a letter page at 400 to the inch. A larger one is drawn smaller."""
SHOWN_WIDTH = 1000
CODE_GROUPS = 2
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
MEMORY, SECONDS, FILE = 2 << 30, 120, 256 << 20
PATIENCE = 180
"""Seconds of the clock for one scan."""


class Unreadable(Exception):
    """The scan cannot be opened, in words."""


class Seen(NamedTuple):
    """The codes of each page; the drawn pages lie in the folder as ``1.png``, ``2.png`` …"""

    pages: list[tuple[str, ...]]


def look(source: Path, folder: Path) -> Seen:
    """Draw every page of a scan into a folder and read its codes, in a process of its own. Raises Unreadable in words."""
    said = _run("look", str(source), str(folder))
    return Seen([tuple(codes) for codes in said["pages"]])


def cut(source: Path, first: int, last: int, target: Path) -> None:
    """Write these pages of a scan as a PDF of their own, in a process of its own. Raises Unreadable in words."""
    _run("cut", str(source), str(first), str(last), str(target))


def _run(*arguments: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "screening.scan_pages", *arguments],
            cwd=Path(__file__).resolve().parent.parent,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("It takes too long to open.") from None
    try:
        said = json.loads(done.stdout)
    except ValueError:
        raise Unreadable("It cannot be opened: the program that draws its pages ended over it.") from None
    if "error" in said:
        raise Unreadable(said["error"])
    return said


def _look(source: Path, folder: Path) -> dict[str, Any]:
    pages = []
    for number, page in enumerate(_drawn(source), start=1):
        grey = page.convert("L")
        pages.append(codes_on(grey))
        grey.thumbnail((SHOWN_WIDTH, SHOWN_WIDTH * 4))
        grey.quantize(16).save(folder / f"{number}.png", optimize=True)
    return {"pages": pages}


def codes_on(page: Image.Image) -> list[str]:
    """The codes of cover sheets on a page, whichever way up it lies; noise and thin lines are smoothed where need be."""
    tries = (
        lambda: page,
        lambda: page.filter(ImageFilter.MedianFilter(3)),
        lambda: page.resize((max(1, page.width // 2), max(1, page.height // 2)), Image.Resampling.BOX),
        lambda: page.filter(ImageFilter.GaussianBlur(2)).point(lambda light: 255 if light > 140 else 0),
    )
    for smoothed in tries:
        read = zxingcpp.read_barcodes(smoothed(), formats=QR)
        codes = {code for one in read if (code := read_code(one.text, groups=CODE_GROUPS))}
        if codes:
            return sorted(codes)
    return []


def _drawn(source: Path) -> Iterator[Image.Image]:
    with open(source, "rb") as file:
        is_pdf = file.read(1024).lstrip().startswith(b"%PDF-")
    if is_pdf:
        with _pdf(source) as pdf:
            _must_be_few(len(pdf))
            for number in range(len(pdf)):
                yield _draw(pdf[number])
    else:
        with Image.open(source, formats=["JPEG", "PNG", "TIFF", "HEIF"]) as image:
            _must_be_few(getattr(image, "n_frames", 1))
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > MOST_PIXELS * 4:
                    raise Unreadable("A page of it is far larger than paper.")
                page = _square_dots(ImageOps.exif_transpose(frame.copy()))
                page.thumbnail((4000, 4000))
                yield page


def _must_be_few(pages: int) -> None:
    if pages > MOST_PAGES:
        raise Unreadable(f"It has more than {MOST_PAGES} pages. Scan it in parts.")


def _square_dots(page: Image.Image) -> Image.Image:
    """A fax in coarse lines has about 200 dots across and 100 down: stretched, so that squares are square."""
    across, down = (float(one or 0) for one in page.info.get("dpi", (0, 0))[:2])
    if across <= 0 or down <= 0 or not 1.3 < across / down < 4:
        return page
    return page.resize((page.width, int(page.height * across / down)))


@contextmanager
def _pdf(source: Path) -> Iterator[pypdfium2.PdfDocument]:
    pdf = pypdfium2.PdfDocument(source)
    try:
        yield pdf
    finally:
        pdf.close()


def _draw(page: pypdfium2.PdfPage) -> Image.Image:
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    return page.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()


def _cut(source: Path, first: int, last: int, target: Path) -> dict[str, Any]:
    with open(source, "rb") as file:
        is_pdf = file.read(1024).lstrip().startswith(b"%PDF-")
    if is_pdf:
        with _pdf(source) as pdf:
            part = pypdfium2.PdfDocument.new()
            part.import_pages(pdf, pages=list(range(first - 1, last)))
            part.save(target)
    else:
        pages = [page for number, page in enumerate(_drawn(source), start=1) if first <= number <= last]
        pages = [page if page.mode in ("1", "L", "RGB") else page.convert("RGB") for page in pages]
        pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS)
    return {"bytes": target.stat().st_size}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(verb: str, *arguments: str) -> None:
    """Do the one thing asked and say what was found as JSON, also when it fails."""
    _limit()
    pi_heif.register_heif_opener()
    warnings.simplefilter("ignore")
    try:
        if verb == "look":
            said = _look(Path(arguments[0]), Path(arguments[1]))
        else:
            said = _cut(Path(arguments[0]), int(arguments[1]), int(arguments[2]), Path(arguments[3]))
    except Unreadable as error:
        said = {"error": str(error)}
    except Exception as error:  # noqa: BLE001  (whatever a file does to its reader is said of the file)
        said = {
            "error": f"It cannot be opened: it is damaged, locked, or no PDF or picture ({type(error).__name__})."
        }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
