"""Finding what is always or never so: a requirement that everybody or nobody meets is a mistake of its author.

Answers are tried one after the other, with Kleene's logic cutting off what is decided already. The search is bounded;
where the bound is reached nothing is said.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from postings.minimum_requirements.facts import JOB_KINDS
from postings.minimum_requirements.joined_predicates import SameAs as SamePredicate
from postings.minimum_requirements.kinds.answers import Age, Answer, passes
from postings.minimum_requirements.kinds.experience import Experience
from postings.minimum_requirements.kinds.joined import All, Any_, AtLeastOf, Not, SameAs, When
from postings.minimum_requirements.kleene import (
    NO,
    UNANSWERED,
    YES,
    all_of,
    any_of,
    at_least,
    implication,
    negation,
)
from postings.minimum_requirements.node import Node
from postings.minimum_requirements.predicates import (
    Asked,
    CityEmployee,
    Documented,
    DutyIs,
    KindIs,
    Predicate,
)
from postings.minimum_requirements.reader import ValueReader

MOST_TRIES: Final = 5_000

Variables = dict[str, tuple[object, ...]]
Chosen = Mapping[str, object]


class Search:
    """Tries answers until a value is found or the bound, shared by all questions of one document, is reached."""

    def __init__(self) -> None:
        self.left = MOST_TRIES

    def constant(self, value: Callable[[Chosen], int], variables: Variables) -> int | None:
        """YES or NO where the value is so for all answers, else None."""
        for wanted in (YES, NO):
            if self._possible(value, variables, wanted) is False:
                return negation(wanted)
        return None

    def _possible(self, value: Callable[[Chosen], int], variables: Variables, wanted: int) -> bool | None:
        chosen: dict[str, object] = {}
        names = tuple(variables)

        def possible(depth: int) -> bool | None:
            self.left -= 1
            if self.left < 0:
                return None
            found = value(chosen)
            if found in (YES, NO) or depth == len(names):
                return found == wanted
            name = names[depth]
            domain = variables[name] if wanted == YES else variables[name][::-1]
            unknown = False
            for each in domain:
                chosen[name] = each
                below = possible(depth + 1)
                del chosen[name]
                if below:
                    return True
                unknown = unknown or below is None
            return None if unknown else False

        return possible(0)


def refuse_constants(nodes: Iterable[Node], predicates: Iterable[Predicate], reader: ValueReader) -> None:
    """Notes a problem for each joined part that is always or never so."""
    search = Search()
    for predicate in predicates:
        if predicate.children and not isinstance(predicate, SamePredicate):
            found = search.constant(lambda chosen, each=predicate: _truth(each, chosen), _asked_of(predicate))  # type: ignore[misc]
            _note(found, predicate.path, "of a job", reader)
    for node in nodes:
        if isinstance(node, (All, Any_, AtLeastOf, Not, When)):
            found = search.constant(lambda chosen, each=node: _value(each, chosen), _variables(node))  # type: ignore[misc]
            _note(found, node.path, "", reader)


def _note(found: int | None, path: str, of: str, reader: ValueReader) -> None:
    if found is None or reader.problems:
        return
    kind = (
        ("always true" if found == YES else "never true")
        if of
        else ("always met" if found == YES else "never met")
    )
    what = f"This is {kind}{' ' + of if of else ''}, whatever the answers are."
    reader.problem(path, what[:1].upper() + what[1:], "Look for parts that exclude or repeat each other.")


def _asked_of(predicate: Predicate) -> Variables:
    found: Variables = {}
    if isinstance(predicate, DutyIs):
        found[f"duty {predicate.duty.tag}"] = predicate.duty.values[:-1]
    elif isinstance(predicate, KindIs):
        found["kind"] = JOB_KINDS
    elif isinstance(predicate, CityEmployee):
        found["city"] = (True, False)
    elif isinstance(predicate, Documented):
        found[f"document {predicate.document}"] = (YES, NO)
    elif isinstance(predicate, SamePredicate):
        return _asked_of(predicate.named)
    for child in predicate.children:
        found |= _asked_of(child)
    return found


def _truth(predicate: Predicate, chosen: Chosen) -> int:
    duties = {name[5:]: str(value) for name, value in chosen.items() if name.startswith("duty ")}
    kind, city = chosen.get("kind"), chosen.get("city")
    return predicate.truth(
        Asked(
            duties,
            None if kind is None else str(kind),
            None if city is None else bool(city),
            lambda slug: _open(chosen.get(f"document {slug}")),
        )
    )


def _open(value: object) -> int:
    return value if isinstance(value, int) else UNANSWERED


def _variables(node: Node) -> Variables:
    """Answers by their question; every other requirement may be met or not by itself."""
    if isinstance(node, SameAs):
        return _variables(node.named)
    if isinstance(node, Age) or (isinstance(node, Answer) and node.question.kind in ("yes_no", "one")):
        return {f"answer {node.question.slug}": tuple(node.question.choices) or ("yes", "no")}
    found: Variables = {}
    if not isinstance(node, (All, Any_, AtLeastOf, Not, When)):
        found[_name(node)] = (YES, NO)
    if isinstance(node, (All, Any_, AtLeastOf, Not, When, Experience)):
        for child in node.including if isinstance(node, Experience) else node.children:
            found |= _variables(child)
    return found


def _name(node: Node) -> str:
    if isinstance(node, Answer):
        return f"answer {node.question.slug} {node.test} {node.values} {node.least}"
    return f"node {node.number}"


def _value(node: Node, chosen: Chosen) -> int:
    if isinstance(node, SameAs):
        return _value(node.named, chosen)
    if isinstance(node, (All, Any_, AtLeastOf, Not, When)):
        values = [_value(part, chosen) for part in node.parts]
        if isinstance(node, All):
            return all_of(values)
        if isinstance(node, Any_):
            return any_of(values)
        if isinstance(node, AtLeastOf):
            return at_least(node.needed, values)
        return negation(values[0]) if isinstance(node, Not) else implication(values[0], values[1])
    if isinstance(node, Age) or (isinstance(node, Answer) and node.question.kind in ("yes_no", "one")):
        answer = chosen.get(f"answer {node.question.slug}")
        if answer is None:
            return UNANSWERED
        met = answer == "yes" if isinstance(node, Age) else passes(answer, node.test, node.values)
        return YES if met else NO
    own = _open(chosen.get(_name(node)))
    if isinstance(node, Experience):
        return all_of([own, *[_value(part, chosen) for part in node.including]])
    return own
