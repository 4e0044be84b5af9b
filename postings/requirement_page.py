"""The requirements as the nested list that components/requirement_tree.html draws: the posting's words, and how they join."""

from typing import Any

from django.utils.translation import gettext as _

from postings.domain.queries import compiled
from postings.minimum_requirements import Description, Requirements, RequirementsError, describe
from postings.models import PostingRevision
from postings.requirement_chart import requirement_chart

JOINS = ("all", "any", "at_least", "not")


def requirement_levels(requirements: Requirements) -> list[dict[str, Any]]:
    """The tree of each level as {name, nodes, chart}; a posting without levels has one without a name."""
    whole = describe(requirements)
    if whole.kind != "levels":
        return [_level("", whole)]
    return [_level(level.text, level.children[0]) for level in whole.children]


def readable_levels(revision: PostingRevision) -> list[dict[str, Any]]:
    """The levels of a revision in its language; none where what was written so far cannot be read."""
    try:
        return requirement_levels(compiled(revision))
    except RequirementsError:
        return []


def _level(name: str, root: Description) -> dict[str, Any]:
    nodes = _tops(root)
    return {"name": name, "nodes": nodes, "chart": requirement_chart(nodes, name)}


def _tops(root: Description) -> list[dict[str, Any]]:
    item = _item(root, frozenset(), "")
    bare = not item["label"] or item["label"] == root.due
    return [item | {"label": _("You need") + item["label"]} if bare else item]


def _item(one: Description, said_above: frozenset[str], due_above: str) -> dict[str, Any]:
    """One requirement. A sentence or a due date that stands above it already is not repeated below."""
    join = one.kind if one.kind in JOINS else ""
    said = bool(join) and one.bare
    return {
        "label": ("" if said else one.text) + ("" if one.due == due_above else one.due),
        "join": join,
        "count": one.count or None,
        "cites": [sentence for sentence in one.cite if sentence not in said_above],
        "children": [
            _item(child, said_above | set(one.cite), one.due or due_above) for child in one.children
        ],
    }
