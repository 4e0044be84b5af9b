"""A pool evaluated again for real: staged with a reason, refreshed, abandoned. Nothing that anybody reads changes by it."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from postings.minimum_requirements import ENGINE_VERSION
from postings.models import Posting, PostingRevision
from screening.domain import history
from screening.domain import reevaluation_store as store
from screening.domain.reevaluation_rules import rules_sha256
from screening.domain.revised import never_asked
from screening.doorbell import ring
from screening.enums import ApplicationState
from screening.enums_reevaluation import ReevaluationState
from screening.errors import Refused
from screening.models import Application, Recusal, Reevaluation, User
from screening.models.reevaluation import LIVE
from screening.permissions import authorise

TASK: Final = "screening.tasks.stage_reevaluation"


def stage(*, actor: User, posting: Posting, why: str, at: datetime) -> Reevaluation:
    """Stage the posting's pool under its current revision and the engine of today; the worker evaluates it.

    Raises NotAllowed; Refused without a reason or a pool, with a conflict of interest, while another is under way, or
    where everybody was evaluated so already.
    """
    authorise(actor, "stage_reevaluation", posting)
    with transaction.atomic():
        posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=posting.pk)
        if not why.strip():
            raise Refused("Say why the pool is evaluated again. Whoever publishes it reads this.")
        must_have_no_conflict(actor, posting)
        if Reevaluation.objects.filter(posting=posting, state__in=LIVE).exists():
            raise Refused("A re-evaluation of this pool is under way already. Publish or abandon that one.")
        revision = posting.current_revision
        if revision is None or not pool(posting.pk).exists():
            raise Refused("Nobody has applied to this posting yet, so there is no pool to evaluate again.")
        must_have_asked_it(posting, revision)
        reevaluation = Reevaluation.objects.create(
            posting=posting,
            revision=revision,
            engine_version=ENGINE_VERSION,
            rules_sha256=rules_sha256(posting, revision),
            why=why.strip(),
            staged_by=actor,
            staged_at=at,
            total=pool(posting.pk).count(),
        )
        if not any(store.stale(reevaluation)):
            raise Refused(
                f"Everybody in this pool was evaluated under {revision.label} and by the engine of today already, so "
                "there is nothing to evaluate again. Publish a newer revision first."
            )
        note(reevaluation, actor=actor, verb="stage_reevaluation", at=at)
        ring(TASK, reevaluation.pk)
    return reevaluation


def refresh(*, actor: User, reevaluation_id: int, at: datetime) -> Reevaluation:
    """Evaluate again what is stale of a stage; what stands as it stood is kept. Raises NotAllowed; Refused unless staged."""
    with transaction.atomic():
        reevaluation = lock(reevaluation_id)
        posting = reevaluation.posting
        authorise(actor, "stage_reevaluation", posting)
        if reevaluation.state != ReevaluationState.STAGED:
            raise Refused("Only what is staged and waits for publication can be refreshed.")
        assert posting.current_revision is not None  # it was staged under one
        must_have_asked_it(posting, posting.current_revision)
        rules = rules_sha256(posting, posting.current_revision)
        store.drop_stale(reevaluation, everything=rules != reevaluation.rules_sha256)
        reevaluation.revision, reevaluation.engine_version = posting.current_revision, ENGINE_VERSION
        reevaluation.rules_sha256, reevaluation.state = rules, ReevaluationState.QUEUED
        reevaluation.done, reevaluation.reached, reevaluation.tries = reevaluation.rows.count(), 0, 0
        reevaluation.total, reevaluation.figures = pool(posting.pk).count(), {}
        reevaluation.save()
        note(reevaluation, actor=actor, verb="refresh_reevaluation", at=at)
        ring(TASK, reevaluation.pk)
    return reevaluation


def abandon(*, actor: User, reevaluation_id: int, at: datetime) -> Reevaluation:
    """End a stage, running or staged, without publishing it. Raises NotAllowed; Refused once it has ended."""
    with transaction.atomic():
        reevaluation = lock(reevaluation_id)
        authorise(actor, "stage_reevaluation", reevaluation.posting)
        if not reevaluation.is_live:
            raise Refused("This re-evaluation has ended already. There is nothing to abandon.")
        reevaluation.state, reevaluation.abandoned_by = ReevaluationState.ABANDONED, actor
        reevaluation.ended_at = at
        reevaluation.save(update_fields=["state", "abandoned_by", "ended_at"])
        note(reevaluation, actor=actor, verb="abandon_reevaluation", at=at)
    return reevaluation


def pool(posting_id: int) -> QuerySet[Application]:
    """Everybody who sent an application and did not withdraw it."""
    gone = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    return Application.objects.filter(posting_id=posting_id).exclude(state__in=gone).order_by("pk")


def lock(reevaluation_id: int) -> Reevaluation:
    """The re-evaluation under its posting's lock and its own, in this order."""
    posting_id = Reevaluation.objects.values_list("posting_id", flat=True).get(pk=reevaluation_id)
    posting = (
        Posting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("current_revision")
        .get(pk=posting_id)
    )
    reevaluation = Reevaluation.objects.select_for_update(of=("self",)).get(pk=reevaluation_id)
    reevaluation.posting = posting
    return reevaluation


def must_have_asked_it(posting: Posting, revision: PostingRevision) -> None:
    """Raises Refused where the rules read an answer or a paper that somebody in the pool was never asked for."""
    filed = pool(posting.pk).order_by().values("revision")
    for before in PostingRevision.objects.filter(pk__in=filed).exclude(pk=revision.pk):
        if missing := never_asked(before, revision):
            raise Refused(
                f"{revision.label} asks what applicants under {before.label} were never asked, the first: “{missing[0]}” "
                "Nobody is judged by an answer they could not give. Publish a revision that asks what they were asked."
            )


def must_have_no_conflict(actor: User, posting: Posting) -> None:
    """Raises Refused for whoever is in the pool, or keeps out of somebody in it."""
    if (
        pool(posting.pk).filter(applicant=actor).exists()
        or Recusal.objects.filter(person=actor, application__posting=posting).exists()
    ):
        raise Refused(
            "You have a conflict of interest with an application in this pool, so somebody else does this. "
            "Ask another analyst."
        )


def note(reevaluation: Reevaluation, *, actor: User | None, verb: str, at: datetime, made: int = 0) -> None:
    """A line of history about the whole of it."""
    history.record(
        actor=actor,
        verb=verb,
        subject=reevaluation,
        posting_id=reevaluation.posting_id,
        facts={
            "revision": reevaluation.revision_id,
            "engine": reevaluation.engine_version,
            "rules_sha256": reevaluation.rules_sha256,
            "made": made,
        },
        at=at,
    )
