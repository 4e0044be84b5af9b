"""The requirements in plain words, for the posting page and the command line: a tree of texts with their citations."""

from dataclasses import dataclass

from postings.minimum_requirements.dates import iso
from postings.minimum_requirements.joined_predicates import AtLeast
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.joined import AtLeastOf
from postings.minimum_requirements.kinds.substitution import Option
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.numbers import counted, plain, span_words
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.requirements import Requirements

_JOINS = {"all": "all of", "any": "one of", "not": "not", "when": "when", "combine": "a combination of"}


@dataclass(frozen=True, slots=True)
class Description:
    """One requirement: its words, the sentences it stands for, how its parts join (``kind``), and its parts."""

    id: str | None
    kind: str
    text: str
    cite: tuple[str, ...]
    children: tuple["Description", ...] = ()


def describe(requirements: Requirements) -> Description:
    """The whole tree; of a posting with levels, one child for each."""
    trees = requirements.trees
    if "" in trees:
        return _node(trees[""])
    levels = tuple(
        Description(name, "level", name.replace("_", " ").capitalize(), (), (_node(tree),))
        for name, tree in trees.items()
    )
    return Description(None, "levels", "Each level has requirements of its own", (), levels)


def explain(requirements: Requirements) -> list[str]:
    """The same as indented lines: what is required, then the sentence of the posting in quotation marks."""
    lines: list[str] = []
    _lines(describe(requirements), 0, lines)
    return lines


def _lines(description: Description, depth: int, lines: list[str]) -> None:
    indent = "  " * depth
    name = f" [{description.id}]" if description.id else ""
    join = ""
    if description.kind in _JOINS.values() or description.kind.startswith("at least"):
        joined = f"{description.kind}:"
        join = "" if description.text.lower().startswith(description.kind.split()[0]) else f" — {joined}"
    lines.append(f"{indent}{description.text}{name}{join}")
    lines += [f"{indent}    “{sentence}”" for sentence in description.cite]
    for child in description.children:
        _lines(child, depth + 1, lines)


def _node(node: Node) -> Description:
    kind = (
        f"at least {counted(node.needed)} of"
        if isinstance(node, AtLeastOf)
        else _JOINS.get(node.kind, node.kind)
    )
    children: list[Description] = []
    if isinstance(node, Experience):
        children += [_predicate(node.where)] if node.where else []
        children += [_included(part) for part in node.including]
        if node.substitution:
            children.append(_substitution(node))
    elif node.kind == "when":
        children += [
            _prefixed(_node(part), word) for part, word in zip(node.children, ("If: ", "Then: "), strict=True)
        ]
    else:
        children += [_node(part) for part in node.children]
    return Description(node.id, kind, node.title + _due(node), node.cite, tuple(children))


def _predicate(predicate: Predicate) -> Description:
    kind = (
        f"at least {counted(predicate.needed)} of"
        if isinstance(predicate, AtLeast)
        else _JOINS.get(predicate.kind, predicate.kind)
    )
    children = tuple(_predicate(part) for part in predicate.children)
    if predicate.kind == "when":
        children = (_prefixed(children[0], "If: "), _prefixed(children[1], "Then: "))
    text = predicate.label or predicate.words()
    if predicate.kind == "ref":
        text = f"{text} (as above)"
    return Description(predicate.id, kind, text[0].upper() + text[1:], predicate.cite, children)


def _included(part: Experience) -> Description:
    return _prefixed(_node(part), "It must include: ")


def _prefixed(description: Description, prefix: str) -> Description:
    text = description.text
    return Description(
        description.id, description.kind, prefix + text, description.cite, description.children
    )


def _substitution(node: Experience) -> Description:
    substitution = node.substitution
    assert substitution is not None
    limit = f", up to {span_words(substitution.up_to_months)}" if substitution.up_to_months else ""
    how = "the best one counts" if substitution.count == "best" else "they add up"
    options = tuple(_option(option) for option in substitution.options)
    return Description(None, "substitute", f"What may stand in for part of it ({how}{limit})", (), options)


def _option(option: Option) -> Description:
    rate = f" for every {plain(option.per_units)} units" if option.per_units is not None else ""
    label = option.label or (option.when.title if option.when else "Units of education")
    children = (_node(option.when),) if option.when and option.when.title != label else ()
    return Description(None, "option", f"{label}: {span_words(option.months)}{rate}", option.cite, children)


def _due(node: Node) -> str:
    if isinstance(node.due, int):
        return f" (on {iso(node.due)})"
    words = {
        "closing": " (by the closing date)",
        "offer": " (when a job is offered)",
        "appointment": " (before the first day of work)",
    }
    return words.get(node.due, "")
