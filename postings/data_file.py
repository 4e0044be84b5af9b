"""Readable posting files: YAML read into plain values, with nothing guessed and nothing said twice."""

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import yaml

LARGEST_FILE: Final = 2_000_000
MOST_VALUES: Final = 200_000
"""Values of a file with its aliases written out; far above any posting, so that a small file cannot unfold for ever."""

_BESIDE_THE_TREE: Final = ("duties", "questions", "documents")


class DataFileError(ValueError):
    """The file cannot be read as a posting; the message says where and what to do."""


class _Loader(yaml.SafeLoader):
    """Knows only texts, whole and decimal numbers, true, false and null: ``no`` and dates stay as they are typed."""

    yaml_implicit_resolvers: Any = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                raise DataFileError(f"{_place(key)}: a name must be a plain text. Write 'name: value'.")
            if name in seen:
                raise DataFileError(f"{_place(key)}: '{name}' stands here twice. Remove one of them.")
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


for _tag, _form, _first in (
    ("tag:yaml.org,2002:null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", list("tf")),
    ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
    ("tag:yaml.org,2002:merge", r"^<<$", ["<"]),
):
    _Loader.add_implicit_resolver(_tag, re.compile(_form), _first)


def read_data_file(path: str | Path) -> dict[str, Any]:
    """The values of a posting file. Raises DataFileError, in words, for whatever keeps it from being read."""
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DataFileError(
                f"{path}: is larger than {LARGEST_FILE // 1_000_000} MB. Is it a posting file?"
            )
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DataFileError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise DataFileError(f"{path}: {error.strerror}. Give the path of a readable posting file.") from None
    try:
        return parse_data(text)
    except DataFileError as error:
        raise DataFileError(f"{path}: {error}") from None


def read_with_translations(path: str | Path, languages: Iterable[str]) -> dict[str, Any]:
    """The values of a posting file with those of ``<name>.<language>.yaml`` beside it. Raises DataFileError."""
    path = Path(path)
    data = read_data_file(path)
    found = dict(data.get("translations") or {})
    for language in languages:
        beside = path.with_name(f"{path.stem}.{language}{path.suffix}")
        if beside.is_file():
            found[language] = {**_catalogue(beside), **found.get(language, {})}
    return {**data, "translations": found} if found else data


def _catalogue(path: Path) -> dict[str, str]:
    rows = read_data_file(path).get("texts")
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and isinstance(row.get("en"), str) for row in rows
    ):
        raise DataFileError(
            f"{path}: 'texts' is not a list of pairs. Write each as '- en: …' and '{path.stem[-2:]}: …'."
        )
    language = path.stem.rpartition(".")[2]
    return {row["en"]: row.get(language, "") for row in rows}


def parse_data(text: str) -> dict[str, Any]:
    """The values of a posting file's text. Raises DataFileError."""
    try:
        value = yaml.load(text, Loader=_Loader)  # noqa: S506 - a subclass of SafeLoader
    except yaml.YAMLError as error:
        raise DataFileError(f"This is not readable YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise DataFileError("The values are nested too deeply. Flatten them.") from None
    except ValueError as error:
        raise error if isinstance(error, DataFileError) else DataFileError(str(error)) from None
    if not isinstance(value, dict):
        raise DataFileError("The file is not a group of named values. Write 'name: value' lines.")
    if _size(value, {}, 0) > MOST_VALUES:
        raise DataFileError("The aliases of the file unfold to too many values. Write less by aliases.")
    return value


def requirements_document(data: Mapping[str, Any]) -> dict[str, Any]:
    """What ``compile_requirements`` takes: the file's ``minimum_requirements`` with the words they speak of."""
    requirements = data.get("minimum_requirements")
    if not isinstance(requirements, Mapping):
        raise DataFileError("'minimum_requirements' is missing. Add it with at least a 'tree'.")
    beside = {key: data[key] for key in _BESIDE_THE_TREE if key in data}
    levels = requirements.get("levels")
    order = {"level_order": list(levels)} if isinstance(levels, Mapping) and levels else {}
    return {**beside, **order, **requirements}


def revision_label(data: Mapping[str, Any]) -> str:
    """How a proof names the revision of a file: '<slug> rev. 8'."""
    posting, revision = data.get("posting"), data.get("revision")
    slug = posting.get("slug") if isinstance(posting, Mapping) else None
    number = revision.get("number") if isinstance(revision, Mapping) else None
    return f"{slug or 'posting'} rev. {number or 'draft'}"


def closing_day(data: Mapping[str, Any]) -> date | None:
    """The last day of filing, in the city's zone as the file writes it; None for a continuous posting."""
    closing = data.get("closing", "continuous")
    if closing == "continuous" or isinstance(closing, Mapping):
        return None
    try:
        return datetime.fromisoformat(closing).date()
    except (TypeError, ValueError):
        raise DataFileError(
            "'closing' is neither 'continuous' nor an instant. Write it as 2025-06-30T23:59:59, in the city's time."
        ) from None


def _place(node: yaml.Node) -> str:
    return f"line {node.start_mark.line + 1}"


def _size(value: Any, sizes: dict[int, int], depth: int) -> int:
    """How many values there are with aliases written out; each shared value is gone through once."""
    if not isinstance(value, (dict, list)):
        return 1
    if depth > 200:
        raise DataFileError("The values are nested too deeply. Flatten them.")
    known = sizes.get(id(value))
    if known is None:
        sizes[id(value)] = MOST_VALUES + 1  # a value that holds itself
        below = value.values() if isinstance(value, dict) else value
        known = sizes[id(value)] = 1 + sum(_size(each, sizes, depth + 1) for each in below)
    return known
