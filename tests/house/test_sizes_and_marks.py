"""Files stay small enough to read at one sitting, and nothing is left marked for later."""

import re
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from services.places import PROJECT

LONGEST = {".py": 300, ".html": 300, ".js": 300, ".css": 500}
# Longer on purpose: file → why.
EXCEPTIONS: dict[str, str] = {}
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style\b|javascript:|<script\b(?![^>]*\bsrc=)[^>]*>""",
    re.IGNORECASE,
)


def written_here(*suffixes: str) -> list[Path]:
    """Every file of ours: known to git, or new and not ignored."""
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if said.returncode:
        pytest.skip("not a git clone: which files are ours is not known")
    files = (PROJECT / name for name in said.stdout.splitlines())
    return [
        file
        for file in files
        if file.suffix in suffixes
        and "vendor" not in file.parts
        and "migrations" not in file.parts
        and file.exists()
    ]


def test_no_file_is_longer_than_one_sitting():
    long = {
        str(file.relative_to(PROJECT)): len(file.read_text(encoding="utf-8").splitlines())
        for file in written_here(*LONGEST)
    }
    assert {
        name: lines
        for name, lines in long.items()
        if lines > LONGEST[Path(name).suffix] and name not in EXCEPTIONS
    } == {}


def test_every_exception_is_still_needed():
    assert {
        name
        for name in EXCEPTIONS
        if len((PROJECT / name).read_text().splitlines()) <= LONGEST[Path(name).suffix]
    } == set()


def test_nothing_is_marked_for_later():
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    marked = [
        f"{file.relative_to(PROJECT)}:{number}"
        for file in written_here(".py", ".js", ".css", ".html", ".md", ".toml", ".yml", ".yaml", ".sh")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if mark.search(line)
    ]
    assert marked == []


def test_no_template_has_anything_inline():
    found = [
        f"{file.relative_to(PROJECT)}: {hit.group()}"
        for file in TEMPLATES
        for hit in INLINE.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        '<a onclick="go()">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<a href="javascript:x">',
    ],
)
def test_inline_code_would_be_found(bad):
    assert INLINE.search(bad)


@pytest.mark.parametrize(
    "good", ['<script src="/static/js/a.js" defer></script>', '<p class="style">onward = "yes"</p>']
)
def test_linked_code_is_let_through(good):
    assert not INLINE.search(good)


def test_every_static_file_a_template_names_is_there():
    """The demonstration and production look names up in a manifest and fail on a missing one."""
    named = {
        (name, str(file.relative_to(PROJECT)))
        for file in TEMPLATES
        for name in re.findall(r"""{%\s*static\s+["']([^"']+)["']""", file.read_text(encoding="utf-8"))
    }
    assert {(name, file) for name, file in named if finders.find(name) is None} == set()
