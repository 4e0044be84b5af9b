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
    """'All of these' at the very top needs no line of its own: the page says it."""
    item = _item(root)
    return item["children"] if item["join"] == "all" and not item["label"] and not item["cite"] else [item]


def _item(one: Description) -> dict[str, Any]:
    at_least = one.kind.startswith("at least ")
    join = "at_least" if at_least else JOINS.get(one.kind, "")
    said = bool(join) and (one.text in ALREADY_SAID or (at_least and one.text == f"{one.kind} these".capitalize()))
    return {
        "label": "" if said else one.text,
        "join": join,
        "count": one.kind.removeprefix("at least ").removesuffix(" of") if at_least else None,
        "cite": "” “".join(one.cite),
        "children": [_item(child) for child in one.children],
    }
