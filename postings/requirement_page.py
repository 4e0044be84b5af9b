"""The requirements as the nested list that components/requirement_tree.html draws: the posting's words, and how they join."""

from typing import Any

from postings.city_time import day_in_words
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import Predicate

JOINS = ("all", "any", "at_least", "not")
DUE = {
    "closing": "Must be met by the day this posting closes.",
    "offer": "Must be met when a job is offered. It is not judged now.",
    "appointment": "Must be met before the first day of work. It is not judged now.",
}

Item = dict[str, Any]


def requirement_item(node: Node, above: "Node | None" = None) -> Item:
    """One requirement and those below it, as dictionaries for the component; cites are the posting's sentences."""
    item = _words(node, node.children)
    if node.due != "filing" and (above is None or node.due != above.due):
        item["notes"].append(_due(node.due))
    if isinstance(node, Experience):
        return item | {"children": _experience(node)}
    if node.kind == "when":
        condition, consequence = (requirement_item(part, node) for part in node.children)
        return item | {"label": node.label or "", "children": _when(condition, consequence)}
    if node.kind == "ref":
        return item
    return item | {"children": [requirement_item(part, node) for part in node.children]}


def predicate_item(predicate: Predicate) -> Item:
    """What is asked of one job, as dictionaries for the component."""
    item = _words(predicate, predicate.children)
    if predicate.kind == "when":
        condition, consequence = (predicate_item(part) for part in predicate.children)
        return item | {"label": predicate.label or "", "children": _when(condition, consequence)}
    return item | {"children": [predicate_item(part) for part in predicate.children]}


def _words(node: Node | Predicate, children: tuple[Any, ...]) -> Item:
    join = node.kind if node.kind in JOINS else ""
    return {
        "label": node.label or ("" if join else node.words()),
        "join": join,
        "count": getattr(node, "needed", None),
        "cite": "” “".join(node.cite),
        "notes": [],
        "children": [],
    }


def _when(condition: Item, consequence: Item) -> list[Item]:
    return [condition | {"label": f"If: {condition['label']}"}, consequence | {"label": f"then: {consequence['label']}"}]


def _experience(node: Experience) -> list[Item]:
    """What the work must be, what must be among it, and what may stand in for part of it."""
    children = [predicate_item(node.where)] if node.where else []
    for part in node.including:
        item = requirement_item(part, node)
        children.append(item | {"label": f"Including: {item['label']}"})
    if node.substitution:
        options = [_option(option) for option in node.substitution.options]
        most = node.substitution.up_to_months
        limit = f", up to {most} months" if most else ""
        how = "the best one counts" if node.substitution.count == "best" else "they add up"
        label = f"May stand in for part of it ({how}{limit})" if len(options) > 1 else f"May stand in for part of it{limit}"
        children.append(_plain(label, options))
    return children


def _option(option: Any) -> Item:
    gives = f"{option.months} months" if option.months != 1 else "1 month"
    if option.per_units is not None:
        gives += f" for every {option.per_units} units"
    item = requirement_item(option.when) if option.when else _plain("", [])
    label = option.label or item["label"]
    return item | {
        "label": f"{label}: {gives}" if label else gives,
        "cite": "” “".join(option.cite) or item["cite"],
    }


def _plain(label: str, children: list[Item]) -> Item:
    return {"label": label, "join": "", "count": None, "cite": "", "notes": [], "children": children}


def _due(due: int | str) -> str:
    if isinstance(due, int):
        from datetime import date

        return f"Must be met on {day_in_words(date.fromordinal(due))}."
    return DUE[due]
