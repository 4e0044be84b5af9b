"""The engine's own words in the language that somebody reads; English is what is kept and what governs.

A sentence is looked up by its English words. What a posting says itself (labels, questions) comes in the language of
the document that was compiled.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from postings.minimum_requirements.spanish import SPANISH

LANGUAGES: Final[dict[str, dict[str, str]]] = {"en": {}, "es": SPANISH}

_spoken: ContextVar[dict[str, str]] = ContextVar("spoken", default=LANGUAGES["en"])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What ``say`` gives inside is in this language (``en``, ``es``); of one that is not known, in English."""
    token = _spoken.set(LANGUAGES.get(language, LANGUAGES["en"]))
    try:
        yield
    finally:
        _spoken.reset(token)


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
