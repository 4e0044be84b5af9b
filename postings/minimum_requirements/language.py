"""The engine's own words in the language that somebody reads; English is what is kept and what governs.

A sentence is looked up by its English words. What a posting says itself (labels, questions) comes in the language of
the document that was compiled. What facts are compared with (fields of study, kinds of licenses, levels) keeps its name
in every language, and is said by the names that were compiled with it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from postings.minimum_requirements.spanish import SPANISH

LANGUAGES: Final[dict[str, dict[str, str]]] = {"en": {}, "es": SPANISH}

NO_NAMES: Final[Mapping[str, str]] = {}

_spoken: ContextVar[dict[str, str]] = ContextVar("spoken", default=LANGUAGES["en"])
_names: ContextVar[Mapping[str, str]] = ContextVar("names", default=NO_NAMES)


@contextmanager
def speaking(language: str, names: Mapping[str, str] = NO_NAMES) -> Iterator[None]:
    """What ``say`` gives inside is in this language (``en``, ``es``); of one that is not known, in English.

    ``names``: {name in English words: what it is called} for ``named``.
    """
    words, called = _spoken.set(LANGUAGES.get(language, LANGUAGES["en"])), _names.set(names)
    try:
        yield
    finally:
        _spoken.reset(words)
        _names.reset(called)


def named(name: str) -> str:
    """What a field of study, a kind or a level is called in the language that is spoken.

    >>> named("moving_violation")
    'moving violation'
    >>> with speaking("es", {"moving violation": "infracción de tránsito"}):
    ...     named("moving_violation")
    'infracción de tránsito'
    """
    words = name.replace("_", " ")
    return _names.get().get(words) or say(words)


def say(english: str, **values: Any) -> str:
    """A sentence with its values, in the language that is spoken.

    >>> say("{count} years", count=2)
    '2 years'
    >>> with speaking("es"):
    ...     say("{count} years", count=2)
    '2 años'
    """
    text = _spoken.get().get(english, english)
    return text.format(**values) if values else text
