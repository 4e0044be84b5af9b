"""One stylesheet for a page: each file that a page waits for costs a slow line a trip, so the parts are sent as one."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
SYSTEM = "vendor/uswds/uswds.css"
PARTS = ("tokens", "page", "prose", "forms", "parts", "requirements", "tables", "print")
"""In their order: a later part refines an earlier one."""


class SiteStylesheet(BaseFinder):
    """Finds ``css/site.css``: the design system and our parts in their order, written anew when one has changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.sources = settings.BASE_DIR / "static"
        self.storage = FileSystemStorage(location=settings.VAR / "stylesheet")

    def check(self, **options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        if path != NAME:
            return []
        written = str(self._written())
        return [written] if find_all else written

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._written()
        yield NAME, self.storage

    def _written(self) -> Path:
        text = joined(self.sources)
        written = Path(self.storage.path(NAME))
        if not written.exists() or written.read_text(encoding="utf-8") != text:
            written.parent.mkdir(parents=True, exist_ok=True)
            new = written.with_suffix(f".{os.getpid()}")
            new.write_text(text, encoding="utf-8")
            new.replace(written)  # never half a file for a process beside this one
        return written


def joined(sources: Path) -> str:
    """The text of the stylesheet. What the design system names beside itself is named from ``css/``."""
    system = (sources / SYSTEM).read_text(encoding="utf-8-sig")
    beside = re.sub(r"url\((['\"]?)(?!data:)", r"url(\1../vendor/uswds/", system)
    parts = [(sources / "css" / f"{part}.css").read_text(encoding="utf-8") for part in PARTS]
    return "\n".join([beside, *parts])
