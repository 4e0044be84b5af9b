"""Publishing a revision: its worked examples run, every branch is shown, every sentence has its node; then it is final."""

from datetime import datetime

from django.db import transaction

from postings import authority
from postings.domain.publishing_checks import publishing_problems
from postings.enums import PostingEvent
from postings.errors import NotPublishable, Refused
from postings.models import DraftVersion, Posting, PostingRevision
from postings.transitions import move


def publish_revision(*, actor: authority.Actor, revision_id: int, at: datetime) -> PostingRevision:
    """Publish a revision and make it the posting's current one; neither it nor its parts can change afterwards.

    A second person publishes: never its author. ``actor`` None is the operator at the command line. The closing
    instant that the revision announces becomes the posting's, unless the one before announced the same. Raises
    NotAllowed, MoveNotAllowed, Refused, and NotPublishable with one sentence for each thing that is missing.
    Source: minimum requirements, 'Worked examples belong to the tree'.
    """
    with transaction.atomic():
        posting_id = PostingRevision.objects.values_list("posting_id", flat=True).get(pk=revision_id)
        posting = (
            Posting.objects.select_for_update(of=("self",))
            .select_related("current_revision")
            .get(pk=posting_id)
        )
        revision = PostingRevision.objects.select_for_update(of=("self",)).get(pk=revision_id)
        revision.posting = posting
        authority.authorise(actor, "publish_revision", posting)
        _refuse(revision, posting, actor)
        if problems := publishing_problems(revision):
            raise NotPublishable(revision.label, problems)
        before = posting.state
        move(posting, PostingEvent.PUBLISH)
        revision.published_at = at
        revision.published_by = actor  # type: ignore[assignment]  # postings know no User of screening
        revision.save(update_fields=["published_at", "published_by"])
        if posting.current_revision is None or posting.current_revision.closes_at != revision.closes_at:
            posting.closes_at = revision.closes_at
        posting.current_revision = revision
        posting.save(update_fields=["state", "closes_at", "current_revision"])
        _name(posting, revision)
        authority.record(
            actor=actor,
            verb="publish_revision",
            subject=revision,
            at=at,
            posting_id=posting.pk,
            from_state=before,
            to_state=posting.state,
            facts={"number": revision.number, "source_sha256": revision.source_sha256},
        )
    return revision


def _name(posting: Posting, revision: PostingRevision) -> None:
    """Say the posting, its department and its class from now on as this revision translates them."""
    for named, name in (
        (posting, posting.title),
        (posting.department, posting.department.name),
        (posting.job_class, posting.job_class.title),
    ):
        known = {language: texts[name] for language, texts in revision.translations.items() if name in texts}
        named.translations = {**named.translations, **known}
        named.save(update_fields=["translations"])


def _refuse(revision: PostingRevision, posting: Posting, actor: authority.Actor) -> None:
    if revision.published_at is not None:
        raise Refused(f"{revision.label} is published already. Nothing is left to do.")
    wrote = DraftVersion.objects.filter(draft__revision=revision, saved_by_id=actor.pk) if actor else None
    if actor is not None and wrote is not None and (revision.authored_by_id == actor.pk or wrote.exists()):
        raise Refused(
            f"You wrote {revision.label}, so somebody else publishes it. Ask another supervising analyst."
        )
    current = posting.current_revision
    if current is not None and current.number > revision.number:
        raise Refused(
            f"{current.label} is newer and published. Load the text again, so that it gets the next number."
        )
    if revision.closes_at is not None and revision.closes_at <= posting.opens_at:
        raise Refused(
            "The closing time is not after the opening time. Load the text again with a later closing time."
        )
