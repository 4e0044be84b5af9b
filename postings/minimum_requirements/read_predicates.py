"""Reading what is asked of one job: one function for each kind of predicate."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from postings.minimum_requirements.facts import JOB_KINDS
from postings.minimum_requirements.joined_predicates import AllOf, AnyOf, AtLeast, Not, SameAs, When
from postings.minimum_requirements.predicates import CityEmployee, Documented, DutyIs, KindIs, Predicate
from postings.minimum_requirements.tree_reader import Reader

Spec = Mapping[str, Any]


def _duty(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    duties = reader.vocabulary.duties
    tag = reader.choice(spec["duty"], duties, f"{path}.duty")
    if tag is None:
        return None
    duty = duties[tag]
    values = reader.several(spec.get("is", duty.values[0]), f"{path}.is", duty.values)
    if "unsure" in values:
        reader.problem(f"{path}.is", "'unsure' is not an answer that can count.", "Leave it out.")
    if len(values) >= len(duty.values) - 1:
        reader.problem(
            f"{path}.is", "Every answer counts, so this asks nothing.", "Name only the answers that count."
        )
    return DutyIs(duty=duty, values=values, **reader.words_of_predicate(spec, path)) if values else None


def _kind(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    kinds = reader.several(spec["kind"], f"{path}.kind", JOB_KINDS)
    if len(kinds) == len(JOB_KINDS):
        reader.problem(
            f"{path}.kind", "Every kind counts, so this asks nothing.", "Name only the kinds that count."
        )
    return KindIs(kinds=kinds, **reader.words_of_predicate(spec, path)) if kinds else None


def _city_employee(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    wanted = reader.flag(spec["city_employee"], f"{path}.city_employee")
    return None if wanted is None else CityEmployee(wanted=wanted, **reader.words_of_predicate(spec, path))


def _documented(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    documents = reader.vocabulary.documents
    kind = reader.choice(spec["documented"], documents, f"{path}.documented")
    if kind is None:
        return None
    words = reader.words_of_predicate(spec, path)
    return Documented(document=kind, document_label=documents[kind].label, **words)


def _list(spec: Any, reader: Reader, path: str) -> tuple[Predicate, ...]:
    return reader.list_of(spec, path, reader.predicate)


def _all(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    parts = _list(spec["all"], reader, f"{path}.all")
    return AllOf(parts=parts, **reader.words_of_predicate(spec, path)) if parts else None


def _any(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    parts = _list(spec["any"], reader, f"{path}.any")
    return AnyOf(parts=parts, **reader.words_of_predicate(spec, path)) if parts else None


def _at_least(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    read = reader.at_least(spec, path, lambda value, at: _list(value, reader, at))
    return AtLeast(needed=read[0], parts=read[1], **reader.words_of_predicate(spec, path)) if read else None


def _not(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    part = reader.predicate(spec["not"], f"{path}.not")
    return Not(part=part, **reader.words_of_predicate(spec, path)) if part else None


def _when(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    pair = reader.condition_and_consequence(spec, path, reader.predicate)
    if pair is None:
        return None
    return When(condition=pair[0], consequence=pair[1], **reader.words_of_predicate(spec, path))


def _same_as(spec: Spec, reader: Reader, path: str) -> Predicate | None:
    name = reader.slug(spec["ref"], f"{path}.ref")
    return SameAs(name=name, **reader.words_of_predicate(spec, path)) if name else None


PREDICATES: Final[Mapping[str, tuple[Callable[[Spec, Reader, str], Predicate | None], tuple[str, ...]]]] = {
    "duty": (_duty, ("is",)),
    "kind": (_kind, ()),
    "city_employee": (_city_employee, ()),
    "documented": (_documented, ()),
    "all": (_all, ()),
    "any": (_any, ()),
    "at_least": (_at_least, ("of",)),
    "not": (_not, ()),
    "when": (_when, ("then",)),
    "ref": (_same_as, ()),
}
"""The kinds of predicate: how each is read, and the keys that may stand beside its own."""
