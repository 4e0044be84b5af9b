"""A revision as the document of its data file, from which the next one is written."""

from datetime import date
from typing import Any

from postings.city_time import zone
from postings.domain.queries import document_document, question_document
from postings.models import Posting, PostingRevision

BESIDE_THE_TREE = ("duties",)


def document_of(revision: PostingRevision) -> dict[str, Any]:
    """Every part of a revision in the shape of docs/data-file.md; what is empty is left out."""
    requirements = dict(revision.requirements)
    beside = {key: requirements.pop(key) for key in BESIDE_THE_TREE if key in requirements}
    for key in ("questions", "documents"):
        requirements.pop(key, None)
    said: dict[str, Any] = {
        "posting": names_of(revision.posting),
        "revision": {
            "number": revision.number,
            "date": revision.revised_on.isoformat(),
            "note": revision.note,
        },
        "closing": _closing(revision),
        "eligible_list": {"days": revision.list_days, **revision.list_policy},
        "appeal_window": {"days": revision.appeal_days, "counted": revision.appeal_counted},
        "wage": _wage(revision),
        "wage_increases": [
            {
                "percent": f"{row.percent.normalize():f}",
                "effective_on": row.effective_on.isoformat(),
                "kind": row.kind,
                "text": row.text,
            }
            for row in revision.wage_increases.all()
        ],
        "sections": revision.sections,
        **beside,
        "questions": [question_document(row) for row in revision.questions.all()],
        "documents": [document_document(row) for row in revision.document_kinds.all()],
        "requirement_sentences": revision.requirement_sentences,
        "minimum_requirements": requirements,
        "highly_desirable": revision.highly_desirable,
        "pre_employment": revision.pre_employment,
        "worked_examples": revision.worked_examples,
        "translations": revision.translations,
    }
    said["revision"] = {key: value for key, value in said["revision"].items() if value}
    return {key: value for key, value in said.items() if value or key in beside}


def next_document(revision: PostingRevision, *, today: date) -> dict[str, Any]:
    """What the next revision begins with; one that was not published yet is written on."""
    document = document_of(revision)
    if revision.published_at is not None:
        document["revision"] = {"number": revision.number + 1, "date": today.isoformat()}
    return document


def new_document(posting: Posting, *, today: date, like: PostingRevision | None = None) -> dict[str, Any]:
    """What a new posting begins with: nothing but its names and the usual rules, or everything of another posting."""
    usual: dict[str, Any] = {
        "closing": {"continuous": True, "notice_days": 5},
        "eligible_list": {"days": 180},
        "appeal_window": {"days": 10, "counted": "calendar"},
        "minimum_requirements": {},
    }
    begun = document_of(like) | {"closing": usual["closing"]} if like else usual
    return begun | {"posting": names_of(posting), "revision": {"number": 1, "date": today.isoformat()}}


def names_of(posting: Posting) -> dict[str, Any]:
    return {
        "slug": posting.slug,
        "title": posting.title,
        "department": {"slug": posting.department.slug, "name": posting.department.name},
        "class": {"slug": posting.job_class.slug, "title": posting.job_class.title},
    }


def _closing(revision: PostingRevision) -> Any:
    if revision.closes_at is None:
        return {"continuous": True, "notice_days": revision.closing_notice_days}
    return f"{revision.closes_at.astimezone(zone()):%Y-%m-%d %H:%M:%S}"


def _wage(revision: PostingRevision) -> dict[str, str]:
    if revision.wage_base_low is None:
        return {}
    high = revision.wage_base_high or revision.wage_base_low
    return {"low": f"{revision.wage_base_low:f}", "high": f"{high:f}", "per": revision.wage_per or "hour"}
