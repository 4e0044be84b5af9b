"""The requirements as the nested list that components/requirement_tree.html draws: the posting's words, and how they join."""

import re
from typing import Any

from postings.minimum_requirements import Description, Requirements, describe

JOINS = {"all of": "all", "one of": "any", "not": "not"}
ALREADY_SAID = ("All of these", "One of these", "Not this")
DUE = re.compile(
    r"^(.*?)( \((?:by the closing date|when a job is offered|before the first day of work|on \d{4}-\d{2}-\d{2})\))?$",
    re.DOTALL,
)


def requirement_levels(requirements: Requirements) -> list[dict[str, Any]]:
    """The tree of each level as {name, nodes}; a posting without levels has one without a name."""
    whole = describe(requirements)
    if whole.kind != "levels":
        return [{"name": "", "nodes": _tops(whole)}]
    return [{"name": level.text, "nodes": _tops(level.children[0])} for level in whole.children]


def _tops(root: Description) -> list[dict[str, Any]]:
    item = _item(root, frozenset(), "")
    bare = not item["label"] or item["label"].startswith(" (")
    return [item | {"label": f"You need{item['label']}"} if bare else item]


def _item(one: Description, said_above: frozenset[str], due_above: str) -> dict[str, Any]:
    """One requirement. A sentence or a due date that stands above it already is not repeated below."""
    words, due = _parted(one.text)
    at_least = one.kind.startswith("at least ")
    join = "at_least" if at_least else JOINS.get(one.kind, "")
    said = bool(join) and (words in ALREADY_SAID or (at_least and words == f"{one.kind} these".capitalize()))
    return {
        "label": ("" if said else words) + ("" if due == due_above else due),
        "join": join,
        "count": one.kind.removeprefix("at least ").removesuffix(" of") if at_least else None,
        "cites": [sentence for sentence in one.cite if sentence not in said_above],
        "children": [_item(child, said_above | set(one.cite), due or due_above) for child in one.children],
    }


def _parted(text: str) -> tuple[str, str]:
    found = DUE.match(text)
    return (found[1], found[2] or "") if found else (text, "")
