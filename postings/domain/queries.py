"""What is posted, and under which rules. Reads only."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from postings.domain.spoken import catalogue_of, spoken
from postings.domain.wages import WageStep, wage_schedule
from postings.enums import PostingState
from postings.minimum_requirements import Requirements, compile_requirements
from postings.models import DocumentKind, Posting, PostingRevision, SupplementalQuestion

__all__ = [
    "WageStep",
    "announced_postings",
    "compiled",
    "open_postings",
    "points_plan",
    "published_requirements",
    "published_revisions",
    "requirements_document",
    "wage_schedule",
]


def open_postings(at: datetime) -> QuerySet[Posting]:
    """Postings that take applications at this instant: what closes first stands first, continuous ones last."""
    return (
        Posting.objects.filter(
            Q(closes_at__isnull=True) | Q(closes_at__gte=at), state=PostingState.PUBLISHED, opens_at__lte=at
        )
        .select_related("department", "current_revision")
        .order_by(F("closes_at").asc(nulls_last=True), "title", "pk")
    )


def announced_postings() -> QuerySet[Posting]:
    """Postings that anybody may read: every one that was ever published, also after it closed or was cancelled."""
    return Posting.objects.exclude(state=PostingState.DRAFT).select_related(
        "department", "job_class", "current_revision"
    )


def published_revisions(posting: Posting) -> QuerySet[PostingRevision]:
    """The published revisions of a posting with their parts, the newest first."""
    parts = [Prefetch(name) for name in ("wage_increases", "questions", "document_kinds")]
    return posting.revisions.filter(published_at__isnull=False).order_by("-number").prefetch_related(*parts)


def published_requirements(slug: str) -> tuple[dict[str, Any], str]:
    """The requirements document of a posting's current revision and the revision's label.

    Raises Posting.DoesNotExist where no posting of that name was ever published.
    """
    revision = announced_postings().get(slug=slug).current_revision
    assert revision is not None, "posting_published_has_a_revision holds it"
    return requirements_document(revision), revision.label


def requirements_document(revision: PostingRevision) -> dict[str, Any]:
    """What the engine compiles, to the byte what the data file gives: the row's own part, questions and documents as rows."""
    parts = {
        "questions": [question_document(question) for question in revision.questions.all()],
        "documents": [document_document(document) for document in revision.document_kinds.all()],
    }
    return {**revision.requirements, **{name: rows for name, rows in parts.items() if rows}}


def question_document(question: SupplementalQuestion) -> dict[str, Any]:
    """A supplemental question as the data file writes it; what is left empty is left out."""
    said = {
        "slug": question.slug,
        "kind": question.kind,
        "text": question.text,
        "help": question.help,
        "required": question.required,
        "choices": question.choices,
        "limits": question.limits,
        "asked_when": question.asked_when,
        "bank": question.bank,
        "bank_version": question.bank_version,
        "cite": question.cite,
    }
    return {key: value for key, value in said.items() if key == "required" or value}


def document_document(document: DocumentKind) -> dict[str, Any]:
    """A kind of document as the data file writes it; what is left empty is left out."""
    said = {
        "slug": document.slug,
        "label": document.label,
        "help": document.help,
        "per_job": document.per_job,
        "needed": document.needed,
        "curable": document.curable,
        "cite": document.cite,
    }
    return {key: value for key, value in said.items() if isinstance(value, bool) or value}


def compiled(revision: PostingRevision) -> Requirements:
    """The requirements of a revision in its language, read and bound once a process.

    Raises RequirementsError for one that is a draft.
    """
    if revision.published_at is None:
        return _read(revision)
    return _compiled(revision.pk, revision.source_sha256, revision.language)


@lru_cache(maxsize=256)
def _compiled(revision_id: int, source_sha256: str, language: str) -> Requirements:
    revision = PostingRevision.objects.prefetch_related("questions", "document_kinds").get(pk=revision_id)
    return _read(spoken(revision, language))


def _read(revision: PostingRevision) -> Requirements:
    document = requirements_document(revision)
    return compile_requirements(document, language=revision.language, names=catalogue_of(revision))


def points_plan(revision: PostingRevision) -> list[dict[str, Any]]:
    """How highly desirable qualifications give an order, as the engine's ``order`` reads it: [{when, points, label, cite}]."""
    return list(revision.highly_desirable)
