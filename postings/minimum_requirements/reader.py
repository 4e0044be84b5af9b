"""Reading the values of a requirements document: collects every problem with its path, and never guesses."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any, Final, TypeVar

from postings.minimum_requirements import dates
from postings.minimum_requirements.errors import Problem
from postings.minimum_requirements.facts import Number

MOST_PROBLEMS: Final = 100
LONGEST_TEXT: Final = 4_000
T = TypeVar("T")

SLUG: Final = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)

Due = int | str
"""When a node must be met: a day (ordinal), or ``filing``, ``closing``, ``offer``, ``appointment``."""


class ValueReader:
    """Each method reads one value; on a problem it notes it with its path and gives None (or nothing)."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def problem(self, path: str, what: str, mend: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(path, what, mend))

    def keys(self, spec: Any, known: Iterable[str], path: str) -> dict[str, Any] | None:
        """A mapping whose keys are all known."""
        if not isinstance(spec, Mapping):
            self.problem(path, "This is not a group of named values.", "Write it as 'name: value' lines.")
            return None
        known = frozenset(known)
        for key in spec:
            if key not in known:
                self.problem(
                    f"{path}.{str(key)[:60]}",
                    "This key is not known here.",
                    f"Use one of: {', '.join(sorted(known))}.",
                )
        return {key: value for key, value in spec.items() if key in known}

    def text(self, value: Any, path: str) -> str | None:
        if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT and "\0" not in value:
            try:
                value.encode()
                return value
            except UnicodeEncodeError:
                pass
        self.problem(path, "This is not a text.", f"Write a text of 1 to {LONGEST_TEXT} characters.")
        return None

    def slug(self, value: Any, path: str) -> str | None:
        if isinstance(value, str) and SLUG.fullmatch(value):
            return value
        self.problem(path, "This is not a name.", "Use up to 60 of a-z, 0-9 and _, beginning with a letter.")
        return None

    def whole(self, value: Any, path: str, *, least: int = 1, most: int = 1200) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.problem(
            path,
            "This is not a number that can be used here.",
            f"Give a whole number from {least} to {most}.",
        )
        return None

    def number(self, value: Any, path: str, *, above: int = 0, most: int = 1_000_000) -> Number | None:
        """An exact positive number; a decimal is read by its decimal text."""
        fine = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
        if fine and isfinite(value) and above < value <= most:
            exact = Fraction(str(value))
            return exact.numerator if exact.denominator == 1 else exact
        self.problem(
            path,
            "This is not a number that can be used here.",
            f"Give a number above {above} and up to {most}.",
        )
        return None

    def flag(self, value: Any, path: str) -> bool | None:
        if value is True or value is False:
            return value
        self.problem(path, "This is not true or false.", "Write true or false.")
        return None

    def choice(self, value: Any, choices: Iterable[str], path: str) -> str | None:
        if isinstance(value, str) and value in choices:
            return value
        self.problem(
            path,
            f"{str(value)[:60]!r} is not known here.",
            f"Use one of: {', '.join(choices) or '(none is named)'}.",
        )
        return None

    def several(self, value: Any, path: str, choices: Iterable[str] | None = None) -> tuple[str, ...]:
        """One text or a list of different texts, each one of ``choices`` where those are given."""
        entries = value if isinstance(value, list) else [value]
        if not entries:
            self.problem(path, "This list is empty.", "Name at least one.")
        read = [
            self.text(entry, path) if choices is None else self.choice(entry, choices, path)
            for entry in entries
        ]
        found = tuple(entry for entry in read if entry is not None)
        if len(set(found)) != len(found):
            self.problem(path, "An entry stands here twice.", "Name each once.")
        return found

    def when_due(self, value: Any, path: str) -> Due:
        if value in ("filing", "closing", "offer", "appointment"):
            return str(value)
        try:
            first, last = dates.period(value if isinstance(value, str) else "")
            if first == last:
                return first
        except ValueError:
            pass
        self.problem(
            path,
            "This is not a time at which a requirement can be due.",
            "Write filing, closing, offer, appointment or a date as YYYY-MM-DD.",
        )
        return "filing"

    def required(
        self, body: Mapping[str, Any], key: str, path: str, read: Callable[[Any, str], T | None]
    ) -> T | None:
        """The value of a key that must be there, read as its kind."""
        if key not in body:
            self.problem(path, f"'{key}' is missing.", f"Add '{key}'.")
            return None
        return read(body[key], f"{path}.{key}")

    def required_number(self, body: Mapping[str, Any], key: str, path: str) -> Number | None:
        """The exact number of a key that must be there."""
        if key in body:
            return self.number(body[key], f"{path}.{key}")
        self.problem(path, f"'{key}' is missing.", f"Add '{key}'.")
        return None

    def cite(self, body: Mapping[str, Any], path: str) -> tuple[str, ...]:
        """The sentences of the posting that a node stands for: one text or a list."""
        return self.several(body["cite"], f"{path}.cite") if "cite" in body else ()
