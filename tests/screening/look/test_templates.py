"""What holds for every template: nothing inline, every part documented, no page from elsewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))

HANDLER = r"\son(?:abort|beforeunload|blur|change|click|dblclick|error|focus|input|key|load|mouse|paste|pointer|reset|scroll|select|submit|toggle|touch)[a-z]*="
INLINE = re.compile(rf"<style|\sstyle=|{HANDLER}|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//""", re.IGNORECASE)


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: Path) -> None:
    text = path.read_text()
    assert [match.group() for match in INLINE.finditer(text)] == []
    assert [match.group() for match in ELSEWHERE.finditer(text)] == []


@pytest.mark.parametrize("path", SHEETS, ids=names(SHEETS))
def test_a_sheet_asks_nobody_else(path: Path) -> None:
    assert [match.group() for match in ELSEWHERE.finditer(path.read_text())] == []
    assert "@import" not in path.read_text()


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES if p.parent.name == "components"], ids=lambda p: p.name
)
def test_a_part_says_at_its_top_what_it_takes(path: Path) -> None:
    assert path.read_text().startswith(("{#", "{% comment %}"))


@pytest.mark.parametrize("path", TEMPLATES, ids=names(TEMPLATES))
def test_a_short_comment_stays_on_one_line(path: Path) -> None:
    """Django prints a ``{# #}`` that runs over a line end."""
    assert [line for line in path.read_text().splitlines() if line.count("{#") != line.count("#}")] == []


def test_every_picture_and_font_that_a_sheet_names_is_there() -> None:
    sheets = [*SHEETS, ROOT / "static/vendor/uswds/uswds.css"]
    dead = [
        (sheet.name, url)
        for sheet in sheets
        for url in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text())
        if url and not (sheet.parent / url).resolve().is_file()
    ]
    assert dead == []
