"""Changing the order of what a posting asks: each edit gives a new document and the place of what was changed."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from postings.authoring.paths import Path, gone, put, value_at
from postings.errors import Refused

Edit = Callable[[dict[str, Any], Path], Path]
JOINS = ("all", "any", "of", "combine")
"""The lists of a tree that stay, also while nothing is in them yet."""


def edited(document: dict[str, Any], path: Path, edit: Edit) -> tuple[dict[str, Any], Path]:
    """A changed copy. Raises Refused where nothing stands there, or the edit cannot be made."""
    copy = deepcopy(document)
    if not path or value_at(copy, path) is None:
        raise gone()
    return copy, edit(copy, path)


def added(document: dict[str, Any], slot: Path, entry: Any, *, many: bool) -> tuple[dict[str, Any], Path]:
    """Something new at the end of a list, or in a place for one."""
    copy = deepcopy(document)
    there = value_at(copy, slot)
    if not many:
        if there:
            raise Refused("There is one already. Remove it first, or wrap it in “all of” or “one of”.")
        put(copy, slot, deepcopy(entry))
        return copy, slot
    put(copy, slot, [*(there or []), deepcopy(entry)])
    return copy, (*slot, len(there or []))


def remove(document: dict[str, Any], path: Path) -> Path:
    *groups, last = path
    siblings = value_at(document, tuple(groups))
    del siblings[last]
    if not siblings and not (groups and groups[-1] in JOINS):
        put(document, tuple(groups), None)
    return tuple(groups[:-1]) if isinstance(last, int) else tuple(groups)


def up(document: dict[str, Any], path: Path) -> Path:
    return _moved(document, path, -1)


def down(document: dict[str, Any], path: Path) -> Path:
    return _moved(document, path, +1)


def _moved(document: dict[str, Any], path: Path, by: int) -> Path:
    siblings, place = _siblings(document, path)
    if not 0 <= place + by < len(siblings):
        raise Refused("It is at the end of its list already.")
    siblings.insert(place + by, siblings.pop(place))
    return (*path[:-1], place + by)


def into(document: dict[str, Any], path: Path) -> Path:
    """Into the group that stands just before it."""
    siblings, place = _siblings(document, path)
    before = siblings[place - 1] if place else None
    join = next(
        (key for key in JOINS if isinstance(before, dict) and isinstance(before.get(key), list)), None
    )
    if before is None or join is None:
        raise Refused("No group stands just before it. Move it below an “all of” or “one of”, or wrap it.")
    before[join].append(siblings.pop(place))
    return (*path[:-1], place - 1, join, len(before[join]) - 1)


def out(document: dict[str, Any], path: Path) -> Path:
    """Out of its group, to just behind it."""
    siblings, place = _siblings(document, path)
    group = path[:-2]
    if not group or not isinstance(group[-1], int) or path[-2] not in JOINS:
        raise Refused("There is no list around its group. Wrap the group first, then move this out.")
    around = value_at(document, group[:-1])
    around.insert(group[-1] + 1, siblings.pop(place))
    return (*group[:-1], group[-1] + 1)


def duplicate(document: dict[str, Any], path: Path) -> Path:
    """A copy just behind it, without the short names, which are given only once."""
    siblings, place = _siblings(document, path)
    siblings.insert(place + 1, _without_names(deepcopy(siblings[place])))
    return (*path[:-1], place + 1)


def wrap(kind: str) -> Edit:
    """Put it into a group of its own: ``all``, ``any``, ``at_least`` or ``not``."""

    def edit(document: dict[str, Any], path: Path) -> Path:
        inner = value_at(document, path)
        groups: dict[str, Any] = {"at_least": {"at_least": 1, "of": [inner]}, "not": {"not": inner}}
        put(document, path, groups.get(kind) or {kind: [inner]})
        return path

    return edit


EDITS: dict[str, Edit] = {
    "up": up, "down": down, "in": into, "out": out, "duplicate": duplicate, "remove": remove,
    **{f"wrap:{kind}": wrap(kind) for kind in ("all", "any", "at_least", "not")},
}  # fmt: skip


def _siblings(document: dict[str, Any], path: Path) -> tuple[list[Any], int]:
    siblings, place = value_at(document, path[:-1]), path[-1]
    if not isinstance(siblings, list) or not isinstance(place, int):
        raise Refused("It stands alone in its place, so it cannot be moved. Wrap it first.")
    return siblings, place


def _without_names(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_names(each) for key, each in value.items() if key != "id"}
    return [_without_names(each) for each in value] if isinstance(value, list) else value
