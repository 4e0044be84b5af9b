"""Places in a posting's document, written as the engine writes them: ``minimum_requirements.tree.all[0]``."""

import re
from typing import Any, TypeAlias

from postings.errors import Refused

Path: TypeAlias = tuple[str | int, ...]

_WRITTEN = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[\d{1,4}\])*", re.ASCII)
_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def parsed(text: str) -> Path:
    """The place that a text names. Raises Refused."""
    if len(text) > 2000 or not _WRITTEN.fullmatch(text):
        raise gone()
    return tuple(int(number) if number else name for number, name in _PART.findall(text))


def written(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def value_at(document: Any, path: Path) -> Any:
    """What stands there, or None."""
    for part in path:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def put(document: Any, path: Path, value: Any) -> None:
    """Write a value; one that is empty takes its name away, and groups that are left empty go with it."""
    *groups, last = path
    inside = [document]
    for part in groups:
        here = inside[-1]
        if isinstance(here, dict) and not isinstance(here.get(part), (dict, list)):
            if value in (None, "", [], {}):
                return
            here[part] = {}
        inside.append(here[part])
    if value in (None, "", [], {}) and not isinstance(inside[-1], list):
        inside[-1].pop(last, None)
        for group, part in reversed(list(zip(inside, groups, strict=False))):
            if group[part] == {}:
                del group[part]
    else:
        inside[-1][last] = value


def gone() -> Refused:
    return Refused(
        "What you changed is not there any more. Look at the page as it is now, then change it again."
    )
