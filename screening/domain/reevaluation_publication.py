"""A staged pool becomes the pool: by a second person, in one transaction, or not at all."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max

from screening.domain import reevaluation_store as store
from screening.domain.reevaluation import lock, must_have_no_conflict, note
from screening.domain.reevaluation_rules import rules_sha256
from screening.doorbell import ring
from screening.enums import ApplicationState
from screening.enums_reevaluation import ReevaluationState
from screening.errors import Refused
from screening.models import Application, Reevaluation, User
from screening.permissions import authorise


def publish(*, actor: User, reevaluation_id: int, at: datetime, seen: str | None = None) -> Reevaluation:
    """Make the staged evaluations the pool's, all of them at once; a decision that they contradict returns to a person.

    ``seen`` is the mark of what the page showed. Raises NotAllowed; Refused for who staged it or has a conflict of interest, unless it is staged whole, where it is
    stale, and while an application could not be evaluated. No state changes and no notice is given: what an applicant is
    told is a person's decision. Source: the machine proposes; a person decides.
    """
    with transaction.atomic():
        reevaluation = lock(reevaluation_id)
        posting = reevaluation.posting
        authorise(actor, "publish_reevaluation", posting)
        if reevaluation.staged_by_id == actor.pk:
            raise Refused(
                "You staged this re-evaluation, so somebody else publishes it. Ask another supervising analyst."
            )
        must_have_no_conflict(actor, posting)
        if reevaluation.state != ReevaluationState.STAGED:
            raise Refused("This re-evaluation is not staged whole, or it has ended. Look at how it stands.")
        if seen is not None and seen != mark(reevaluation):
            raise Refused(
                "It was refreshed since this page was opened. Look at it as it is now, then publish it."
            )
        sent = Application.objects.filter(posting=posting).exclude(state=ApplicationState.DRAFT)
        # whoever changes one of them meanwhile is waited for, and then seen as stale
        list(sent.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        if why := stale_because(reevaluation):
            raise Refused(f"{why} Refresh it, look at it again, then publish it.")
        if faults := reevaluation.rows.exclude(fault="").count():
            raise Refused(
                f"{faults} of the applications could not be evaluated under these rules, and a pool is never left half "
                "changed. Look at why in the table, mend the revision, then refresh."
            )
        made = store.write(reevaluation, actor_id=actor.pk, at=at)
        reevaluation.state, reevaluation.published_by = ReevaluationState.PUBLISHED, actor
        reevaluation.ended_at = at
        reevaluation.save(update_fields=["state", "published_by", "ended_at"])
        note(reevaluation, actor=actor, verb="publish_reevaluation", at=at, made=made)
        ring("screening.tasks.evaluate_backlog")
    return reevaluation


def mark(reevaluation: Reevaluation) -> str:
    """What a page that shows the stage sends back: another one once a row of it was evaluated anew or taken out."""
    found = reevaluation.rows.aggregate(last=Max("pk"), number=Count("pk"))
    return f"{found['last']}-{found['number']}"


def stale_because(reevaluation: Reevaluation) -> str:
    """Why a stage is no longer what its page shows; empty while it is."""
    posting = reevaluation.posting
    revision = posting.current_revision
    if revision is None or revision.pk != reevaluation.revision_id:
        return f"{revision.label if revision else 'Another revision'} was published since this was staged."
    if rules_sha256(posting, revision) != reevaluation.rules_sha256:
        return "The closing day or the engine changed since this was staged."
    changed, new = store.stale(reevaluation)
    if changed:
        return f"{changed} of the applications changed since this was staged."
    if new:
        return f"{new} more of the applications were evaluated under the earlier rules since this was staged."
    return ""
