"""Writing the next text of a posting: begun, saved as versions, undone, dropped, and sent to be published by another person."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from postings import authority
from postings.authoring.paste import requirement_sentences, sections_of
from postings.city_time import city_day
from postings.domain.draft_document import new_document, next_document
from postings.domain.load import load_file
from postings.domain.posting_file import read_posting_file
from postings.domain.publishing_checks import publishing_problems
from postings.errors import NotPublishable, Refused
from postings.models import Department, DraftVersion, JobClass, Posting, PostingDraft, PostingRevision
from postings.translation import pruned

LARGEST = 2_000_000


def begin_posting(
    *, actor: Any, title: str, department: str, job_class: str, text: str, like: Posting | None, at: datetime
) -> PostingDraft:
    """Begin a posting that is new: from a paste of its text, from another posting, or from nothing.

    The pasted text is kept whole; its sections and the sentences of its requirements are a first proposal. Raises
    NotAllowed, and Refused where the title is taken or a name is missing.
    """
    authority.authorise(actor, "begin_posting")
    slug = slugify(title)[:60].strip("-")
    if (
        not all((slug, slugify(department), slugify(job_class)))
        or "\0" in title + department + job_class + text
    ):
        raise Refused("The title, the department and the class are needed, in letters or numbers.")
    if max(map(len, (title, department, job_class))) > 120 or len(text) > LARGEST:
        raise Refused("A title or name is longer than 120 characters, or the text is too long. Shorten it.")
    with transaction.atomic():
        if Posting.objects.filter(slug=slug).exists():
            raise Refused(
                f"There is a posting at the address “{slug}” already. Draft its next revision, or choose another title."
            )
        posting = Posting.objects.create(
            slug=slug,
            title=title,
            department=_department(department),
            job_class=_job_class(job_class),
            opens_at=at,
        )
        document = new_document(posting, today=city_day(at), like=like.current_revision if like else None)
        if sections := sections_of(text):
            document["sections"] = sections
            document["requirement_sentences"] = requirement_sentences(sections)
        return _begin(actor, posting, document, text, at=at)


def begin_draft(*, actor: Any, posting_id: int, at: datetime) -> PostingDraft:
    """Begin the next revision from the last one. Raises NotAllowed, and Refused while one is being written."""
    with transaction.atomic():
        posting = Posting.objects.select_for_update(of=("self",)).get(pk=posting_id)
        authority.authorise(actor, "write_draft", posting)
        if posting.drafts.filter(ended_at__isnull=True).exists():
            raise Refused("A draft of this posting is being written already. Open that one.")
        last = posting.revisions.order_by("-number").first()
        today = city_day(at)
        document = next_document(last, today=today) if last else new_document(posting, today=today)
        return _begin(actor, posting, document, "", at=at)


def save_draft(
    *, actor: Any, draft_id: int, based_on: int, document: Mapping[str, Any], said: str, at: datetime
) -> DraftVersion:
    """Keep a changed document as the next version. Raises NotAllowed, and Refused where another was saved in between."""
    with transaction.atomic():
        draft, last = _held(actor, draft_id, based_on)
        if document == last.document:
            return last
        return _saved(actor, draft, last.number, document, said, at=at, number=last.number + 1)


def undo_draft(*, actor: Any, draft_id: int, based_on: int, at: datetime) -> DraftVersion:
    """Go back by one step; what is undone is kept as a version too. Raises NotAllowed, Refused at the beginning."""
    with transaction.atomic():
        draft, last = _held(actor, draft_id, based_on)
        if last.before is None:
            raise Refused("This is how the draft began. There is nothing to undo.")
        back = draft.versions.get(number=last.before)
        words = f"Undone: {last.said}"
        return _saved(actor, draft, back.before, back.document, words, at=at, number=last.number + 1)


def drop_draft(*, actor: Any, draft_id: int, based_on: int, at: datetime) -> PostingDraft:
    """End a draft that is not wanted; its versions stay. Raises NotAllowed, Refused."""
    with transaction.atomic():
        draft, _ = _held(actor, draft_id, based_on)
        draft.ended_at = at
        draft.save(update_fields=["ended_at"])
        authority.record(actor=actor, verb="drop_draft", subject=draft, at=at, posting_id=draft.posting_id)
    return draft


def request_publication(*, actor: Any, draft_id: int, based_on: int, at: datetime) -> PostingRevision:
    """Make the draft a revision that waits for a second person to publish it.

    Raises NotAllowed, Refused, FileRefused and NotPublishable with one sentence for each thing that is missing.
    """
    with transaction.atomic():
        draft, last = _held(actor, draft_id, based_on)
        file = read_posting_file(pruned(last.document))
        if file.slug != draft.posting.slug:
            raise Refused(f"The address of this posting is “{draft.posting.slug}”. Write it so in the file.")
        revision = load_file(file=file, at=at, author=actor).revision
        if problems := publishing_problems(revision):
            raise NotPublishable(revision.label, problems)
        draft.ended_at, draft.revision = at, revision
        draft.save(update_fields=["ended_at", "revision"])
        authority.record(
            actor=actor,
            verb="request_publication",
            subject=revision,
            at=at,
            posting_id=draft.posting_id,
            facts={
                "number": revision.number,
                "source_sha256": revision.source_sha256,
                "version": last.number,
            },
        )
    return revision


def _begin(
    actor: Any, posting: Posting, document: dict[str, Any], text: str, *, at: datetime
) -> PostingDraft:
    draft = PostingDraft.objects.create(posting=posting, source_text=text, begun_by=actor, begun_at=at)
    _saved(actor, draft, None, document, "Begun", at=at, number=1)
    authority.record(actor=actor, verb="begin_draft", subject=draft, at=at, posting_id=posting.pk)
    return draft


def _held(actor: Any, draft_id: int, based_on: int) -> tuple[PostingDraft, DraftVersion]:
    """The draft under its lock, and its newest version, which must be the one that the person looked at."""
    draft = PostingDraft.objects.select_for_update(of=("self",)).select_related("posting").get(pk=draft_id)
    authority.authorise(actor, "write_draft", draft.posting)
    last = draft.versions.order_by("-number").select_related("saved_by")[0]
    if draft.ended_at is not None:
        raise Refused("This draft has ended. Begin the next one from the posting's page.")
    if last.number != based_on:
        raise Refused(
            f"{last.saved_by} saved this draft while you had it open, so your change was not kept. "
            "Look at the page as it is now, then change it again."
        )
    return draft, last


def _saved(
    actor: Any,
    draft: PostingDraft,
    before: int | None,
    document: Any,
    said: str,
    *,
    at: datetime,
    number: int,
) -> DraftVersion:
    try:
        written = json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        raise Refused("A value is not a number or a text that can be kept. Write it again.") from None
    if len(written) > LARGEST or b"\\u0000" in written:
        raise Refused(
            "The draft is too large, or holds a character that cannot be kept. Write it again, or shorter."
        )
    return DraftVersion.objects.create(
        draft=draft,
        number=number,
        before=before,
        document=document,
        said=said[:200],
        saved_by=actor,
        saved_at=at,
    )


def _department(name: str) -> Department:
    return (
        Department.objects.filter(name=name).first()
        or Department.objects.get_or_create(slug=slugify(name)[:60].strip("-"), defaults={"name": name})[0]
    )


def _job_class(title: str) -> JobClass:
    return (
        JobClass.objects.filter(title=title).first()
        or JobClass.objects.get_or_create(slug=slugify(title)[:60].strip("-"), defaults={"title": title})[0]
    )
