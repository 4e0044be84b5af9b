"""The requirements in plain words, for the posting page and the command line: a tree of texts with their citations."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from postings.minimum_requirements.dates import iso
from postings.minimum_requirements.joined_predicates import AtLeast
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.joined import AtLeastOf
from postings.minimum_requirements.kinds.substitution import Option
from postings.minimum_requirements.language import named, say, speaking
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.numbers import counted, plain, span_words
from postings.minimum_requirements.predicates import Predicate
from postings.minimum_requirements.requirements import Requirements

_JOINS: Final = {
    "all": "all of",
    "any": "one of",
    "at_least": "at least {count} of",
    "not": "not",
    "when": "when",
    "combine": "a combination of",
}
_DUE: Final = {
    "closing": " (by the closing date)",
    "offer": " (when a job is offered)",
    "appointment": " (before the first day of work)",
}


@dataclass(frozen=True, slots=True)
class Description:
    """One requirement: its words, the sentences it stands for, and its parts.

    ``kind`` is the engine's name for it; of ``at_least`` ``count`` says in words how many. ``bare`` text says no more than
    how the parts join. ``due`` is empty for what is judged as of the filing.
    """

    id: str | None
    kind: str
    text: str
    cite: tuple[str, ...]
    children: tuple["Description", ...] = ()
    count: str = ""
    due: str = ""
    bare: bool = False


def describe(requirements: Requirements) -> Description:
    """The whole tree; of a posting with levels, one child for each."""
    with speaking(requirements.language, requirements.names):
        return _described(requirements.trees)


def _described(trees: Mapping[str, Node]) -> Description:
    if "" in trees:
        return _node(trees[""])
    levels = tuple(
        Description(name, "level", _first_large(named(name)), (), (_node(tree),))
        for name, tree in trees.items()
    )
    return Description(None, "levels", say("Each level has requirements of its own"), (), levels)


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def explain(requirements: Requirements) -> list[str]:
    """The same as indented lines: what is required, then the sentence of the posting in quotation marks."""
    lines: list[str] = []
    description = describe(requirements)
    with speaking(requirements.language, requirements.names):
        _lines(description, 0, lines)
    return lines


def _lines(description: Description, depth: int, lines: list[str]) -> None:
    indent = "  " * depth
    name = f" [{description.id}]" if description.id else ""
    join = ""
    if description.kind in _JOINS and not description.bare:
        join = f" — {say(_JOINS[description.kind], count=description.count)}:"
    lines.append(f"{indent}{description.text}{description.due}{name}{join}")
    lines += [f"{indent}    “{sentence}”" for sentence in description.cite]
    for child in description.children:
        _lines(child, depth + 1, lines)


def _node(node: Node) -> Description:
    children: list[Description] = []
    if isinstance(node, Experience):
        children += [_predicate(node.where)] if node.where else []
        children += [_included(part) for part in node.including]
        if node.substitution:
            children.append(_substitution(node))
    elif node.kind == "when":
        children += [
            _prefixed(_node(part), say(word))
            for part, word in zip(node.children, ("If: ", "Then: "), strict=True)
        ]
    else:
        children += [_node(part) for part in node.children]
    return Description(
        node.id,
        node.kind,
        node.title,
        node.cite,
        tuple(children),
        count=counted(node.needed) if isinstance(node, AtLeastOf) else "",
        due=_due(node),
        bare=node.kind in _JOINS and not node.label,
    )


def _predicate(predicate: Predicate) -> Description:
    children = tuple(_predicate(part) for part in predicate.children)
    if predicate.kind == "when":
        children = (_prefixed(children[0], say("If: ")), _prefixed(children[1], say("Then: ")))
    text = predicate.label or predicate.words()
    if predicate.kind == "ref":
        text = say("{text} (as above)", text=text)
    return Description(
        predicate.id,
        predicate.kind,
        text[0].upper() + text[1:],
        predicate.cite,
        children,
        count=counted(predicate.needed) if isinstance(predicate, AtLeast) else "",
        bare=predicate.kind in _JOINS and not predicate.label,
    )


def _included(part: Experience) -> Description:
    return _prefixed(_node(part), say("It must include: "))


def _prefixed(description: Description, prefix: str) -> Description:
    return replace(description, text=prefix + description.text, bare=False)


def _substitution(node: Experience) -> Description:
    substitution = node.substitution
    assert substitution is not None
    limit = (
        say(", up to {time}", time=span_words(substitution.up_to_months)) if substitution.up_to_months else ""
    )
    how = say("the best one counts" if substitution.count == "best" else "they add up")
    options = tuple(_option(option) for option in substitution.options)
    return Description(
        None,
        "substitute",
        say("What may stand in for part of it ({how}{limit})", how=how, limit=limit),
        (),
        options,
    )


def _option(option: Option) -> Description:
    rate = (
        say(" for every {count} units", count=plain(option.per_units)) if option.per_units is not None else ""
    )
    label = option.label or (option.when.title if option.when else say("Units of education"))
    children = (_node(option.when),) if option.when and option.when.title != label else ()
    return Description(None, "option", f"{label}: {span_words(option.months)}{rate}", option.cite, children)


def _due(node: Node) -> str:
    if isinstance(node.due, int):
        return say(" (on {day})", day=iso(node.due))
    return say(_DUE[node.due]) if node.due in _DUE else ""
