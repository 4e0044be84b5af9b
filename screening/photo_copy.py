"""The copy of a photo that is shown: upright, readable everywhere, and without what the phone wrote into it."""

import io
import warnings
from typing import BinaryIO

import pi_heif
from PIL import Image, ImageOps

from screening import photo_file
from screening.errors import Refused

LONGEST_SIDE = 4000
"""Pixels: a letter page at 360 to the inch."""
QUALITY = 85

pi_heif.register_heif_opener()


class Unreadable(Exception):
    """The photo cannot be opened, whatever its outline promised."""


def shown_copy(source: BinaryIO) -> bytes:
    """A JPEG of the photo, turned as its orientation says, with no metadata at all: no place, no phone, no owner.

    Raises Unreadable. The file as it was received is kept apart, byte for byte.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _copied(source)
    except (OSError, ValueError, SyntaxError, Refused, Image.DecompressionBombError) as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:500]) from error


def _copied(source: BinaryIO) -> bytes:
    with Image.open(source, formats=["JPEG", "PNG", "HEIF"]) as photo:
        is_jpeg = photo.format == "JPEG"
        most = photo_file.MOST_PIXELS if is_jpeg else photo_file.MOST_PIXELS_AT_ONCE
        photo_file.must_be_a_page(*photo.size, most)
        if is_jpeg:
            photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(photo)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    page = Image.new("RGB", upright.size, "white")
    if "A" in upright.getbands() or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        page.paste(upright, mask=upright.getchannel("A"))
    else:
        page.paste(upright.convert("RGB"))
    target = io.BytesIO()
    page.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()
