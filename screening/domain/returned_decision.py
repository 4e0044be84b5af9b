"""A decision that a re-evaluation finds otherwise stands until a person keeps it, or decides as the rules find now."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from screening.domain import history
from screening.domain.case import EVENT, Case, lock, write
from screening.domain.proof import Proof
from screening.domain.reevaluation_queries import open_returns
from screening.enums import DecisionReason, Finding
from screening.errors import Refused
from screening.models import Decision, ReturnedDecision, User
from screening.transitions import target


def keep(*, actor: User, returned_id: int, note: str, at: datetime) -> ReturnedDecision:
    """Leave the decision as it is, and say why. Raises NotAllowed; Refused without a note, or once it was looked at."""
    with transaction.atomic():
        returned, case = _locked(actor, returned_id, note)
        _end(returned, case, actor=actor, verb="keep_decision", note=note, at=at)
    return returned


def follow(*, actor: User, returned_id: int, note: str, at: datetime) -> Decision:
    """Replace the decision by what the re-evaluation found, in this person's name; the applicant is told.

    Raises NotAllowed, MoveNotAllowed (a name on a list leaves it by a removal); Refused without a note, once it was
    looked at, or where the re-evaluation left a question open.
    """
    with transaction.atomic():
        returned, case = _locked(actor, returned_id, note)
        evaluation = case.must_be_evaluated(returned.evaluation_id)
        if case.found is None:
            raise Refused(
                "The re-evaluation left a question open, so it found nothing to follow. Keep the decision, or reverse it "
                "and name the requirement."
            )
        target(case.application.state, EVENT[case.found])
        against = case.found == Finding.NOT_QUALIFIED
        decided = replace(
            case,
            finding=case.found,
            requirement=Proof.of(evaluation).failing().id if against else "",
            reason=DecisionReason.AS_EVALUATED,
            note=note,
        )
        [decision] = write([decided], verb="follow_reevaluation", actor=actor, at=at)
        _end(returned, case, actor=actor, verb="end_returned_decision", note=note, at=at)
    return decision


def _locked(actor: User, returned_id: int, note: str) -> tuple[ReturnedDecision, Case]:
    application_id = ReturnedDecision.objects.values_list("application_id", flat=True).get(pk=returned_id)
    [case] = lock(actor, [application_id])
    returned = ReturnedDecision.objects.select_for_update(of=("self",)).get(pk=returned_id)
    if not open_returns().filter(pk=returned_id).exists():
        raise Refused("Somebody looked at this decision already, or a later one replaced it.")
    if not note.strip():
        raise Refused("Say why. Whoever reads this application later will want to know.")
    return returned, case


def _end(returned: ReturnedDecision, case: Case, *, actor: User, verb: str, note: str, at: datetime) -> None:
    returned.ended_by, returned.ended_at, returned.note = actor, at, note.strip()
    returned.save(update_fields=["ended_by", "ended_at", "note"])
    history.record(
        actor=actor,
        verb=verb,
        subject=returned,
        application=case.application,
        facts={"decision": returned.decision_id, "evaluation": returned.evaluation_id},
        at=at,
    )
