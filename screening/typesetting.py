"""Tagged PDF documents (PDF/UA-1) set by Typst from our own templates and fonts. Words come in as data, never as markup."""

import json
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
TEMPLATES = HERE.parent / "templates" / "pdf"
FIRST, LAST = "Noto Sans", "Droid Sans Fallback"
KEPT = frozenset("\n\u200c\u200d")
"""Characters without a picture that a script needs: the line's end, and the joiners of Arabic and Indic scripts."""


def pdf(template: str, data: dict[str, Any], *, made_at: datetime) -> bytes:
    """A document of ``templates/pdf/<template>.typ``: the same template, data and instant give the same bytes.

    Every string of ``data`` is drawn as it was typed, but for what ``drawable`` says. Raises typst.TypstError for a
    fault of the template.
    """
    fonts = [FIRST, *sorted(set(_families()) - {FIRST, LAST}), LAST]
    shown = json.dumps({**_drawable(data), "fonts": fonts}, ensure_ascii=False)
    made = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": shown},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    assert isinstance(made, bytes)  # one document, not pages as pictures
    return made


def drawable(text: str) -> str:
    """The text with its number in brackets where a character cannot be drawn: none of our fonts has it, or it is
    invisible and would turn or hide what stands beside it (an override of direction, a control sign)."""
    return "".join(sign if _can_be_drawn(sign) else f"[U+{ord(sign):04X}]" for sign in text)


def _can_be_drawn(sign: str) -> bool:
    if sign in KEPT:
        return True
    return unicodedata.category(sign)[0] != "C" and ord(sign) in _pictures()


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return drawable(value)
    if isinstance(value, dict):
        return {key: _drawable(each) for key, each in value.items()}
    return [_drawable(each) for each in value] if isinstance(value, list) else value


@cache
def _compiler(template: str) -> typst.Compiler:
    """One for each template and process: reading the fonts takes longest."""
    return typst.Compiler(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={},
    )


@cache
def _pictures() -> frozenset[int]:
    """The code points that our fonts have a picture of."""
    found: set[int] = set()
    for file in FONTS.glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


@cache
def _families() -> tuple[str, ...]:
    names = []
    for file in sorted(FONTS.glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            names.append(str(font["name"].getBestFamilyName()))
    return tuple(names)
