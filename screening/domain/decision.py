"""People decide about people: a named person confirms what the machine found, decides otherwise, or reverses."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from screening.domain.case import EVENT, as_evaluated, lock, with_reasons, write
from screening.domain.second_look import set_aside
from screening.enums import DecisionReason, Finding, SubmissionCause
from screening.errors import Refused
from screening.models import Application, Decision, SecondLook, User
from screening.recused import recused_from
from screening.transitions import target

CHUNK = 500


class Confirmed(NamedTuple):
    """What became of a pool: the decisions made, what was skipped with the words why, and what the draw set aside."""

    decisions: list[Decision]
    skipped: list[tuple[Application, str]]
    set_aside: list[SecondLook]


def confirm(*, actor: User, application_id: int, at: datetime, evaluation_id: int | None = None) -> Decision:
    """Confirm what the automated evaluation found, met or not met, in this person's name.

    ``evaluation_id`` is the evaluation the person saw, where a page showed one. Raises NotAllowed, MoveNotAllowed;
    Refused when the evaluation could not decide, is not the newest, or a person decided already.
    Source: the machine proposes; a rejection carries a person's name.
    """
    with transaction.atomic():
        [case] = lock(actor, [application_id])
        [decision] = write([as_evaluated(case, evaluation_id)], verb="confirm", actor=actor, at=at)
    return decision


def confirm_many(*, actor: User, seen: Mapping[int, int | None], at: datetime, seed: str = "") -> Confirmed:
    """Confirm a pool as evaluated, in short transactions; what cannot be confirmed is skipped with words.

    Of each transaction a sample of each posting (5 %, at least one) is drawn by ``seed`` and not decided: another person
    looks at it first.

    ``seen`` maps each application to the evaluation the person saw (None: none was shown). What the person is recused
    from is left out with words. Raises NotAllowed, before
    anything of the same few hundred is written, when one of them is not this person's to decide.
    """
    result = Confirmed([], [], [])
    kept_out = Application.objects.filter(pk__in=recused_from(actor) & set(seen)).order_by("pk")
    result.skipped.extend(
        (application, "You keep out of it: a conflict of interest") for application in kept_out
    )
    ids = sorted(set(seen) - recused_from(actor))
    for start in range(0, len(ids), CHUNK):
        with transaction.atomic():
            ready = []
            for case in lock(actor, ids[start : start + CHUNK]):
                try:
                    ready.append(as_evaluated(case, seen[case.application.pk]))
                except Refused as refused:
                    result.skipped.append((case.application, str(refused)))
            looks = set_aside(ready, actor=actor, at=at, seed=seed)
            result.set_aside.extend(looks)
            aside = {look.application_id for look in looks}
            ready = [case for case in ready if case.application.pk not in aside]
            result.decisions.extend(write(ready, verb="confirm", actor=actor, at=at))
    return result


def decide_otherwise(
    *,
    actor: User,
    application_id: int,
    finding: Finding,
    reason: DecisionReason,
    note: str,
    at: datetime,
    requirement: str = "",
    evaluation_id: int | None = None,
) -> Decision:
    """Decide where the evaluation could not, or otherwise than it found: a requirement, a coded reason and a note.

    Raises NotAllowed, MoveNotAllowed; Refused without a note or a known requirement, for what the evaluation found
    itself, or when a person decided already. Source: the City's review of education, experience and training.
    """
    with transaction.atomic():
        [case] = lock(actor, [application_id])
        evaluation = case.must_be_evaluated(evaluation_id)
        case.must_be_undecided()
        if finding == Finding.QUALIFIED == case.found:
            raise Refused(
                "The evaluation found the same, so there is nothing to decide otherwise. Confirm it instead."
            )
        decided = with_reasons(case, evaluation, finding, requirement, reason, note)
        [decision] = write([decided], verb="decide_otherwise", actor=actor, at=at)
    return decision


def reverse(
    *, actor: User, decision_id: int, reason: DecisionReason, note: str, at: datetime, requirement: str = ""
) -> Decision:
    """Reverse a decision: the later one names the one it replaces, and the earlier one's unsent notice goes no more.

    Raises NotAllowed, MoveNotAllowed (a name on a list is not reversed here); Refused when a later decision replaced it.
    """
    with transaction.atomic():
        earlier = Decision.objects.get(pk=decision_id)
        [case] = lock(actor, [earlier.application_id])
        if case.standing is None or case.standing.pk != earlier.pk:
            raise Refused(
                "A later decision replaced this one. Open the application again to see how it stands."
            )
        finding = Finding.NOT_QUALIFIED if earlier.finding == Finding.QUALIFIED else Finding.QUALIFIED
        target(case.application.state, EVENT[finding])
        evaluation = case.must_be_evaluated(None)
        if evaluation.submission.cause != SubmissionCause.RE_EVALUATED:  # then the facts are the decided ones
            case.must_be_evaluated(earlier.evaluation_id)
        decided = with_reasons(case, evaluation, finding, requirement, reason, note)
        [decision] = write([decided], verb="reverse", actor=actor, at=at)
    return decision
