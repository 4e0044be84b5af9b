"""Reading single values of a facts document; each refuses in words what has not its form."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any, Final

from postings.minimum_requirements import dates
from postings.minimum_requirements.errors import FactsError
from postings.minimum_requirements.facts import Number, Period

LONGEST_TEXT: Final = 10_000
GREATEST_NUMBER: Final = 1_000_000


def keys(value: Any, known: frozenset[str], path: str) -> None:
    """Refuses what is no mapping, and the first key that is not known."""
    if type(value) is not dict and not isinstance(value, Mapping):
        raise FactsError(path, "is not a group of named values.", 'Give {"name": value, …}.')
    if not known.issuperset(value):
        unknown = shown(min(str(key) for key in value if key not in known))
        raise FactsError(
            f"{path}.{unknown}" if path and path != "facts" else unknown,
            "is not a key that is known here.",
            f"Leave it out, or use one of: {', '.join(sorted(known))}.",
        )


def shown(name: str) -> str:
    """A name from outside as an error may print it: short, and without half characters."""
    return name if len(name) <= 60 and name.isprintable() else repr(name[:60])


def mapping(value: Any, path: str) -> Mapping[str, Any]:
    """A group of named values."""
    if type(value) is not dict and not isinstance(value, Mapping):
        raise FactsError(path, "is not a group of named values.", 'Give {"name": value, …}.')
    return value


def text(value: Any, path: str) -> str | None:
    """A text as typed, without NUL and lone surrogates; ``None`` stays unknown."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise FactsError(path, "is not a text.", "Give it in quotation marks.")
    if len(value) > LONGEST_TEXT:
        raise FactsError(path, f"has {len(value)} characters.", f"Shorten it to {LONGEST_TEXT} or fewer.")
    if "\0" in value:
        raise FactsError(path, "has a NUL character.", "Take it out.")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise FactsError(path, "has half a character (a lone surrogate).", "Type it again.") from None
    return value


def required_text(value: Any, path: str) -> str:
    """A text that must be there."""
    found = text(value, path)
    if found is None:
        raise FactsError(path, "is missing.", "Give a text.")
    return found


def period(value: Any, path: str) -> Period | None:
    """A date to the day or to the month; ``None`` stays unknown."""
    if value is None:
        return None
    if type(value) is not str:
        raise FactsError(path, "is not a date.", "Give YYYY-MM-DD, or YYYY-MM if only the month is known.")
    try:
        return dates.period(value)
    except ValueError as error:
        raise FactsError(
            path, str(error), "Give YYYY-MM-DD, or YYYY-MM if only the month is known."
        ) from None


def number(value: Any, path: str, *, most: int = GREATEST_NUMBER) -> Number | None:
    """An exact number from 0 to ``most``; a decimal is read by its decimal text; ``None`` stays unknown."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise FactsError(path, "is not a number.", "Give a plain number, without quotation marks.")
    if not isinstance(value, int) and not isfinite(value):
        raise FactsError(path, "is not a finite number.", f"Give a number from 0 to {most}.")
    if not 0 <= value <= most:
        raise FactsError(path, f"is not between 0 and {most}.", "Correct the number.")
    if isinstance(value, int):
        return value
    return exact(value)


@lru_cache(maxsize=1 << 12)
def exact(value: float | Decimal) -> Number:
    """A decimal read by its decimal text; whole ones as integers."""
    fraction = Fraction(str(value))
    return fraction.numerator if fraction.denominator == 1 else fraction


def index(value: Any, path: str) -> int | None:
    """A whole number."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise FactsError(path, "is not a whole number.", "Give the index of a job, counted from 0.")


def boolean(value: Any, path: str) -> bool | None:
    """true or false; ``None`` stays unknown."""
    if value is None or value is True or value is False:
        return value
    raise FactsError(path, "is not true or false.", "Give true or false without quotation marks.")


def choice(value: Any, choices: Iterable[str], path: str) -> str | None:
    """One of the choices; ``None`` stays unknown."""
    if value is None:
        return None
    if type(value) is str and value in choices:
        return value
    raise FactsError(path, "is not one of the choices.", f"Use one of: {', '.join(choices)}.")
