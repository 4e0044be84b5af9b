"""What stands in a field, as a form shows it, and what a form sends, as the posting's document says it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from postings.authoring.paths import put, value_at
from postings.authoring.shapes import Document, Field


class Input(NamedTuple):
    """One field of a form. ``chosen`` holds what is chosen of ``choices``."""

    name: str
    label: str
    kind: str
    value: str
    chosen: list[str]
    choices: list[tuple[str, str]]
    help: str


def name_of(field: Field) -> str:
    return f"f-{'.'.join(field.path)}"


def shown(field: Field, spec: Any, document: Document) -> Input:
    value = value_at(spec, field.path)
    chosen = (
        [str(each) for each in value] if isinstance(value, list) else [] if value is None else [_word(value)]
    )
    choices = field.choices(document, spec) if field.choices else []
    if field.kind == "flag":
        choices = [("yes", "Yes"), ("no", "No")]
    known = {each for each, _ in choices}
    if field.kind in ("choice", "several"):
        choices = [*choices, *((each, each) for each in chosen if each not in known and each)]
    return Input(
        name_of(field), field.label, field.kind, _text(field.kind, value), chosen, choices, field.help
    )


def fill(spec: Any, fields: tuple[Field, ...], sent: Mapping[str, Any]) -> None:
    """Write what a form sent into the thing that it shows. ``sent``: name → the values of that name."""
    for field in fields:
        values = [str(value).replace("\r\n", "\n").strip() for value in sent.get(name_of(field), [])]
        if values or field.kind == "several":
            _write(spec, field, [value for value in values if value])


def _write(spec: Any, field: Field, values: list[str]) -> None:
    said = values[0] if values else ""
    if field.kind == "closing":
        if said:
            spec["closing"] = said
        elif not isinstance(spec.get("closing"), dict):
            spec["closing"] = {"continuous": True, "notice_days": 5}
    elif field.kind == "notice":
        if isinstance(spec.get("closing"), dict):
            spec["closing"] = {"continuous": True, "notice_days": _number(said or "5")}
    else:
        put(spec, field.path, _value(field.kind, said, values))


def _value(kind: str, said: str, values: list[str]) -> Any:
    if kind in ("whole", "number"):
        return _number(said)
    if kind == "flag":
        return {"yes": True, "no": False}.get(said)
    if kind == "several":
        return values[0] if len(values) == 1 else values
    if kind == "lines":
        return [line.strip() for line in said.split("\n") if line.strip()]
    if kind == "notes":
        return [note.strip() for note in said.split("\n\n") if note.strip()]
    if kind == "pairs":
        pairs = [line.partition("|") for line in said.split("\n") if line.strip()]
        return [
            {"value": value.strip(), "label": label.strip() or value.strip()} for value, _, label in pairs
        ]
    return said


def _number(said: str) -> int | float | str:
    """A number where it is one; else what was typed, which is then refused with its place."""
    try:
        return int(said) if said.lstrip("-").isdecimal() else float(said)
    except ValueError:
        return said


def _text(kind: str, value: Any) -> str:
    if kind == "closing":
        return value if isinstance(value, str) and value != "continuous" else ""
    if kind == "notes":
        return "\n\n".join(value) if isinstance(value, list) else value or ""
    if kind == "pairs":
        return "\n".join(f"{row['value']} | {row['label']}" for row in value or [])
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return "" if value is None else _word(value)


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
