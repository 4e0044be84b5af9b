"""Storing a posting's data file: a department, a class, a posting, and a revision with its parts as rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from postings import authority
from postings.city_time import city_day
from postings.domain.posting_file import PostingFile
from postings.domain.queries import document_document, question_document
from postings.enums import PostingState
from postings.errors import FileRefused, Refused
from postings.models import (
    Department,
    DocumentKind,
    JobClass,
    Posting,
    PostingRevision,
    SupplementalQuestion,
    WageIncrease,
)


@dataclass(frozen=True)
class Loaded:
    """The revision that holds the file's content, and the newest; ``changed`` is False where it was stored before."""

    revision: PostingRevision
    newest: PostingRevision
    changed: bool


def load_file(
    *, file: PostingFile, at: datetime, opens_at: datetime | None = None, author: authority.Actor = None
) -> Loaded:
    """Store a data file as a revision: for the operator at the command line, or for the author of a draft.

    The same canonical content changes nothing, also where a newer revision stands above it. A draft is written anew; once the last revision is published, a changed
    file makes the next one, under its own number where that is higher. ``opens_at`` goes before the file's opening
    time. Raises FileRefused with one sentence for each problem.
    """
    with transaction.atomic():
        posting = _posting(file, opens_at=opens_at or file.opens_at, at=at)
        revisions = list(posting.revisions.order_by("number"))
        last = revisions[-1] if revisions else None
        published = [each for each in revisions if each.published_at]
        for stored in [*revisions[-1:], *reversed(published)]:
            if stored.source_sha256 == file.sha256 and not (
                author and stored is last and not stored.published_at
            ):
                if author:
                    raise Refused(f"{stored.label} says just the same. Change something, or drop the draft.")
                return Loaded(stored, newest=revisions[-1], changed=False)
        draft = last if last and not last.published_at else None
        before = published[-1] if published else None
        revision = _store(file, posting, draft, before, author, at=at)
        authority.record(
            actor=author,
            verb="load_revision",
            subject=revision,
            at=at,
            posting_id=posting.pk,
            facts={"number": revision.number, "source_sha256": file.sha256},
        )
    return Loaded(revision, newest=revision, changed=True)


def _posting(file: PostingFile, *, opens_at: datetime | None, at: datetime) -> Posting:
    """The posting of the file, locked. What applicants rely on cannot change once it was published."""
    department, _ = Department.objects.get_or_create(
        slug=file.department.slug, defaults={"name": file.department.name}
    )
    job_class, _ = JobClass.objects.get_or_create(
        slug=file.job_class.slug, defaults={"title": file.job_class.name}
    )
    wanted: dict[str, Any] = {"title": file.title, "department": department, "job_class": job_class}
    first = {**wanted, "opens_at": opens_at or at, "closes_at": file.closes_at}
    if file.closes_at and file.closes_at <= first["opens_at"]:
        raise FileRefused(
            ["closing: This is not after the opening time. Set a later closing time, or an earlier opening."]
        )
    posting, created = Posting.objects.select_for_update(of=("self",)).get_or_create(
        slug=file.slug, defaults=first
    )
    if created:
        return posting
    if posting.state == PostingState.DRAFT:
        for name, value in (
            wanted | {"closes_at": file.closes_at} | ({"opens_at": opens_at} if opens_at else {})
        ).items():
            setattr(posting, name, value)
        posting.save()
        return posting
    fixed = {"title": posting.title, "department": posting.department, "class": posting.job_class}
    given = {"title": file.title, "department": department, "class": job_class}
    problems = [
        f"posting.{name}: It is '{given[name]}' here and '{fixed[name]}' in what was published. "
        "Write it as published, or give this posting a slug of its own."
        for name in fixed
        if fixed[name] != given[name]
    ]
    if opens_at and opens_at != posting.opens_at:
        problems.append("opening: The posting was published with another opening time. Leave it as it is.")
    if problems:
        raise FileRefused(problems)
    return posting


def _store(
    file: PostingFile,
    posting: Posting,
    draft: PostingRevision | None,
    before: PostingRevision | None,
    author: authority.Actor,
    *,
    at: datetime,
) -> PostingRevision:
    number, revised_on = file.number or 1, file.revised_on
    if before and number <= before.number:
        number = before.number + 1
        revised_on = revised_on if revised_on > before.revised_on else city_day(at)
    revision = draft or PostingRevision(posting=posting)
    low, high, per = file.wage
    values = {
        "number": number,
        "revised_on": revised_on,
        "note": file.note,
        "sections": file.sections,
        "requirement_sentences": file.sentences,
        "requirements": file.requirements,
        "highly_desirable": file.highly_desirable,
        "pre_employment": file.pre_employment,
        "worked_examples": file.worked_examples,
        "translations": file.translations,
        "list_days": file.list_days,
        "list_policy": file.list_policy,
        "appeal_days": file.appeal_window[0],
        "appeal_counted": file.appeal_window[1],
        "closes_at": file.closes_at,
        "closing_notice_days": file.notice_days,
        "wage_base_low": low,
        "wage_base_high": high,
        "wage_per": per,
        "source_sha256": file.sha256,
        **({"authored_by": author} if author else {}),
    }
    for name, value in values.items():
        setattr(revision, name, value)
    revision.save()
    _store_parts(file, revision)
    return revision


def _store_parts(file: PostingFile, revision: PostingRevision) -> None:
    for model in (WageIncrease, SupplementalQuestion, DocumentKind):
        model.objects.filter(revision=revision).delete()
    WageIncrease.objects.bulk_create(
        WageIncrease(
            revision=revision,
            position=position,
            percent=row.percent,
            effective_on=row.effective_on,
            kind=row.kind,
            text=row.text,
        )
        for position, row in enumerate(file.increases, start=1)
    )
    questions = [
        SupplementalQuestion(revision=revision, position=position, **row)
        for position, row in enumerate(file.questions, start=1)
    ]
    documents = [
        DocumentKind(revision=revision, position=position, **row)
        for position, row in enumerate(file.documents, start=1)
    ]
    # What is stored must compile to the very bytes that the file compiles to.
    written = [*map(question_document, questions), *map(document_document, documents)]
    for row, again in zip([*file.questions, *file.documents], written, strict=True):
        if row != again:
            raise FileRefused(
                [f"{row['slug']}: This cannot be stored as it is written. Leave out what is empty."]
            )
    SupplementalQuestion.objects.bulk_create(questions)
    DocumentKind.objects.bulk_create(documents)
