"""The requirements as the nested list that components/requirement_tree.html draws: the posting's words, and how they join."""

from typing import Any

from postings.minimum_requirements import Description, Requirements, describe

JOINS = {"all of": "all", "one of": "any", "not": "not"}
ALREADY_SAID = ("All of these", "One of these", "Not this")


def requirement_levels(requirements: Requirements) -> list[dict[str, Any]]:
    """The tree of each level as {name, nodes}; a posting without levels has one without a name."""
    whole = describe(requirements)
    if whole.kind != "levels":
        return [{"name": "", "nodes": _tops(whole)}]
    return [{"name": level.text, "nodes": _tops(level.children[0])} for level in whole.children]


def _tops(root: Description) -> list[dict[str, Any]]:
    item = _item(root, frozenset())
    return [item | {"label": item["label"] or "You need"}]


def _item(one: Description, said_above: frozenset[str]) -> dict[str, Any]:
    """One requirement. A sentence that stands above it already is not repeated below."""
    at_least = one.kind.startswith("at least ")
    join = "at_least" if at_least else JOINS.get(one.kind, "")
    said = bool(join) and (one.text in ALREADY_SAID or (at_least and one.text == f"{one.kind} these".capitalize()))
    return {
        "label": "" if said else one.text,
        "join": join,
        "count": one.kind.removeprefix("at least ").removesuffix(" of") if at_least else None,
        "cites": [sentence for sentence in one.cite if sentence not in said_above],
        "children": [_item(child, said_above | set(one.cite)) for child in one.children],
    }
