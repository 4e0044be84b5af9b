"""A posting's texts in another language: each text that a reader meets, and the same document with each said otherwise.

A translation is a catalogue, ``{English text: other text}``: the same sentence stands in a posting many times and is
written once.
"""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, NamedTuple

READ: Final = frozenset({"label", "help", "text", "cite", "judgement", "note", "requirement_sentences"})
"""Keys whose texts people read, wherever they stand in a posting's document."""
READ_IN: Final = {"question": "tag", "kind": "percent", "title": "slug", "name": "slug"}
"""Keys whose texts people read where another key stands beside them; elsewhere they are names of the machine's."""
SAME_EVERYWHERE: Final = frozenset({"fax", "address", "phone", "email"})
NOT_READ: Final = frozenset({"worked_examples", "translations"})

NAMING: Final = {
    "education": ("fields",),
    "in_fields": ("fields",),
    "licence": ("kind",),
    "certificate": ("kind",),
    "record_limit": ("kinds",),
}
"""Where a requirement names what facts are compared with: these keep their names, and are said by the catalogue too."""

ORDER: Final = (
    "posting", "revision", "sections", "wage_increases", "duties", "questions", "documents", "requirement_sentences",
    "minimum_requirements", "highly_desirable", "pre_employment",
)  # fmt: skip

Say = Callable[[str], str]


def said(document: Any, say: Say) -> Any:
    """The document, or a part of it, with every text that a reader meets as ``say`` gives it; nothing else changes."""
    return _said(document, say, reads=False, whole=False)


def texts(document: Mapping[str, Any]) -> list[str]:
    """Every text that a reader meets, once, in the order of the work; a stored document has lost its own order."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        found.setdefault(text)
        return text

    ordered = {key: document[key] for key in (*ORDER, *document) if key in document}
    said(ordered, note)
    for name in names(ordered):
        note(name)
    return list(found)


def names(document: Any) -> Iterator[str]:
    """What fields of study, kinds of licenses and records, and levels are called in English, also more than once."""
    if isinstance(document, list):
        for each in document:
            yield from names(each)
    elif isinstance(document, Mapping):
        levels = document.get("levels")
        yield from (_in_words(name) for name in (levels if isinstance(levels, Mapping) else ()))
        for key, inner in document.items():
            if key in NOT_READ:
                continue
            for name in NAMING.get(key, ()) if isinstance(inner, Mapping) else ():
                given = inner.get(name) or ()
                yield from map(_in_words, [given] if isinstance(given, str) else given)
            yield from names(inner)


def _in_words(name: Any) -> str:
    return str(name).replace("_", " ")


def missing(document: Mapping[str, Any], catalogue: Mapping[str, str]) -> Iterator[str]:
    """The texts that a catalogue does not have."""
    return (text for text in texts(document) if not catalogue.get(text))


def pruned(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with translations of its own texts alone: a draft keeps those of texts that were rewritten since."""
    known, given = set(texts(document)), document.get("translations")
    if not isinstance(given, Mapping) or not all(isinstance(each, Mapping) for each in given.values()):
        return dict(document)
    kept = {
        language: {text: other for text, other in catalogue.items() if text in known and other}
        for language, catalogue in given.items()
    }
    rest = {key: value for key, value in document.items() if key != "translations"}
    return rest | ({"translations": kept} if any(kept.values()) else {})


class Pair(NamedTuple):
    """A text and what it says in the other language; ``before``: what a text that was rewritten since said."""

    text: str
    other: str
    before: str


def pairs(document: Mapping[str, Any], language: str) -> list[Pair]:
    """Every text of a draft beside its translation, in the order of the document."""
    catalogue = dict((document.get("translations") or {}).get(language, {}))
    all_texts = texts(document)
    left = [text for text in catalogue if text not in set(all_texts)]
    return [
        Pair(text, catalogue.get(text, ""), "" if catalogue.get(text) else _nearest(text, left, catalogue))
        for text in all_texts
    ]


def _nearest(text: str, left: list[str], catalogue: Mapping[str, str]) -> str:
    found = get_close_matches(text, left, n=1, cutoff=0.6)
    return catalogue[found[0]] if found else ""


def _said(value: Any, say: Say, *, reads: bool, whole: bool) -> Any:
    if isinstance(value, str):
        return say(value) if reads and value.strip() else value
    if isinstance(value, list):
        return [_said(each, say, reads=reads, whole=whole) for each in value]
    if isinstance(value, Mapping):
        return {
            key: inner
            if key in NOT_READ
            else _said(inner, say, reads=_reads(key, value, whole), whole=whole or key == "sections")
            for key, inner in value.items()
        }
    return value


def _reads(key: str, beside: Mapping[str, Any], whole: bool) -> bool:
    if whole:
        return key not in SAME_EVERYWHERE
    return key in READ or key == "sections" or (READ_IN.get(key, key) in beside and key in READ_IN)
