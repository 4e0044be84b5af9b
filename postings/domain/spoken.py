"""A revision in the language of whoever reads it. The record stays as it was published: what is given is a copy to show."""

from copy import copy
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language

from postings import minimum_requirements as engine
from postings.models import PostingRevision
from postings.translation import names, said

GOVERNS = "en"
"""The language whose text of a posting is binding."""
FIELDS = (
    "note",
    "sections",
    "requirement_sentences",
    "requirements",
    "highly_desirable",
    "pre_employment",
    "list_policy",
)
PARTS = {
    "questions": ("text", "help", "choices", "cite"),
    "document_kinds": ("label", "help", "cite"),
    "wage_increases": ("kind", "text"),
}


def language_in_force() -> str:
    """The language that is spoken now: 'en' or 'es'."""
    return (get_language() or GOVERNS).split("-")[0]


def spoken(revision: PostingRevision, language: str | None = None) -> PostingRevision:
    """The revision with its texts in a language (None: the one in force); itself where it was not translated.

    A copy is never saved. ``compiled`` gives its requirements in its language, its parts cost no query.
    """
    language = language or language_in_force()
    if language == revision.language or not revision.translations.get(language):
        return revision
    texts = (
        _texts(revision.pk, revision.source_sha256, language)
        if revision.published_at
        else _said(revision, language)
    )
    shown = copy(revision)
    for name in FIELDS:
        setattr(shown, name, texts[name])
    shown.language, shown.record = language, revision
    cache: dict[str, Any] = dict(getattr(shown, "_prefetched_objects_cache", {}))
    for name in PARTS:
        rows = getattr(revision, name).model._default_manager.filter(revision=revision.pk)
        rows._result_cache = list(texts[name])
        cache[name] = rows
    shown._prefetched_objects_cache = cache  # type: ignore[attr-defined]  # what prefetch_related fills
    return shown


def record_of(revision: PostingRevision) -> PostingRevision:
    """The revision as it was published, also of a copy that is shown: what is compared is compared in one language."""
    return revision.record or revision


def named(revision: PostingRevision, name: str) -> str:
    """What a field of study or a kind of license, certificate or record is called in the revision's language."""
    with engine.speaking(revision.language, catalogue_of(revision)):
        return engine.named(name)


def catalogue_of(revision: PostingRevision) -> dict[str, str]:
    """{text as it governs: the same in the revision's language}; empty in the language that governs."""
    return revision.translations.get(revision.language) or {}


def texts_of(revision: PostingRevision) -> list[str]:
    """Every text of a revision that people read, its names included, once."""
    posting = revision.posting
    found = dict.fromkeys((posting.title, posting.department.name, posting.job_class.title))

    def note(text: str) -> str:
        found.setdefault(text)
        return text

    said({name: getattr(revision, name) for name in FIELDS}, note)
    for name, fields in PARTS.items():
        for row in getattr(revision, name).all():
            _part(row, fields, note)
    for name in names(revision.requirements):
        note(name)
    return list(found)


@lru_cache(maxsize=256)
def _texts(revision_id: int, source_sha256: str, language: str) -> dict[str, Any]:
    """A published revision's texts, said once a process; it never changes."""
    return _said(PostingRevision.objects.prefetch_related(*PARTS).get(pk=revision_id), language)


def _said(revision: PostingRevision, language: str) -> dict[str, Any]:
    catalogue = revision.translations[language]

    def say(text: str) -> str:
        return catalogue.get(text) or text

    whole = said({name: getattr(revision, name) for name in FIELDS}, say)
    parts = {
        name: [_part(row, fields, say) for row in getattr(revision, name).all()]
        for name, fields in PARTS.items()
    }
    return {**whole, **parts}


def _part(row: Model, fields: tuple[str, ...], say: Any) -> Model:
    shown = copy(row)
    given = {name: getattr(row, name) for name in fields}
    if "percent" in {field.name for field in row._meta.fields}:
        given["percent"] = ""  # beside it a kind is a text
    for name, value in said(given, say).items():
        if name in fields:
            setattr(shown, name, value)
    return shown
