"""A blind second look: drawn by lot from what is confirmed together, decided only when another person has found."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Final

from django.db import transaction

from screening.domain import history
from screening.domain.case import Case, as_evaluated, lock, with_reasons, write
from screening.domain.proof import WHOLE, Proof
from screening.domain.second_look_queries import open_second_looks
from screening.enums import DecisionReason, Finding, Outcome
from screening.errors import Refused
from screening.lot import drawn
from screening.models import Decision, SecondLook, SecondLookDraw, User
from screening.permissions import authorise

PERCENT: Final = 5
"""Of what one person confirms together, at least one. Source: the department's rule for reviewing a pool."""
ANSWERS: Final = {Outcome.MET: "Met", Outcome.NOT_MET: "Not met", Outcome.UNDETERMINED: "Cannot be said"}


def set_aside(cases: Sequence[Case], *, actor: User, at: datetime, seed: str = "") -> list[SecondLook]:
    """Draw the sample of each posting, inside the transaction that confirms the others; nothing of it is decided yet.

    ``seed``: given only to draw the same again; else 128 random bits.
    """
    made: list[SecondLook] = []
    by_posting = sorted(cases, key=lambda case: case.application.posting_id)
    for posting_id, group in groupby(by_posting, key=lambda case: case.application.posting_id):
        of_receipt = {str(case.application.receipt): case for case in group}
        draw = SecondLookDraw.objects.create(
            posting_id=posting_id,
            seed=seed or secrets.token_hex(16),
            percent=PERCENT,
            receipts=sorted(of_receipt),
            drawn_by=actor,
            drawn_at=at,
        )
        chosen = [of_receipt[receipt] for receipt in drawn(draw.seed, of_receipt, PERCENT)]
        made += SecondLook.objects.bulk_create(
            SecondLook(
                draw=draw, application=case.application, evaluation=case.evaluation, first_reviewer=actor
            )
            for case in chosen
        )
    history.record_many(
        actor=actor,
        verb="set_aside_for_second_look",
        lines=[(look, look.application, {"draw": look.draw_id, "seed": look.draw.seed}) for look in made],
        at=at,
    )
    return made


def requirements_of(look: SecondLook) -> dict[str, str]:
    """Requirement id → its words, without any result: what the second reviewer answers."""
    named = Proof.of(look.evaluation).named()
    return {key: words for key, words in named.items() if key != WHOLE} or named


def look_again(
    *,
    actor: User,
    look_id: int,
    findings: Mapping[str, str],
    finding: Finding,
    at: datetime,
    requirement: str = "",
    note: str = "",
) -> SecondLook:
    """Enter what one found oneself. Where it is what was about to be confirmed, it is decided; else a third person decides.

    Raises NotAllowed for the first reviewer and everybody who does not review the application; Refused without a finding
    for each requirement, or when it was looked at or overtaken by new facts.
    """
    with transaction.atomic():
        look, case = _locked(actor, look_id, "take_second_look")
        if look.looked_at is not None:
            raise Refused("Somebody else was quicker: this second look is finished. Take the next one.")
        missing = [words for key, words in requirements_of(look).items() if findings.get(key) not in ANSWERS]
        if missing or set(findings) - set(requirements_of(look)):
            raise Refused("Say of each requirement what you found. Still open: " + "; ".join(missing))
        if finding == Finding.NOT_QUALIFIED and requirement not in Proof.of(look.evaluation).named():
            raise Refused("Name the requirement that is not met. Choose one of the posting's.")
        look.looked_by, look.looked_at = actor, at
        look.findings, look.finding = dict(findings), finding
        look.requirement = requirement if finding == Finding.NOT_QUALIFIED else ""
        look.note = note.strip()
        agrees = finding == case.found
        if agrees:
            decided = as_evaluated(case, look.evaluation_id)
            [look.decision] = write([decided], verb="confirm", actor=actor, at=at)
            look.ended_by, look.ended_at = actor, at
        look.save()
        history.record(
            actor=actor,
            verb="look_again",
            subject=look,
            application=case.application,
            facts={"finding": finding, "agrees": agrees},
            at=at,
        )
    return look


def end_disagreement(
    *, actor: User, look_id: int, finding: Finding, note: str, at: datetime, requirement: str = ""
) -> Decision:
    """Decide, as a third person, where the second reviewer found otherwise.

    Raises NotAllowed but for a supervising analyst who was neither the first nor the second; Refused without a note, or
    when it was decided or overtaken by new facts.
    """
    with transaction.atomic():
        look, case = _locked(actor, look_id, "end_disagreement")
        if look.looked_at is None:
            raise Refused("Nobody has looked at it a second time yet.")
        if not note.strip():
            raise Refused("Say in the note why you decide so: two people found differently.")
        if finding == case.found:
            decided = replace(as_evaluated(case, look.evaluation_id), note=note)
        else:
            why = DecisionReason.EVIDENCE_ON_RECORD
            decided = with_reasons(case, look.evaluation, finding, requirement, why, note)
        [decision] = write([decided], verb="end_disagreement", actor=actor, at=at)
        look.decision, look.ended_by, look.ended_at = decision, actor, at
        look.save(update_fields=["decision", "ended_by", "ended_at"])
    return decision


def _locked(actor: User, look_id: int, verb: str) -> tuple[SecondLook, Case]:
    application_id = SecondLook.objects.values_list("application_id", flat=True).get(pk=look_id)
    [case] = lock(actor, [application_id])
    look = (
        SecondLook.objects.select_for_update(of=("self",))
        .select_related("evaluation", "application")
        .get(pk=look_id)
    )
    authorise(actor, verb, look)
    if not open_second_looks().filter(pk=look.pk).exists():
        raise Refused(
            "This second look is over: it was decided, or new facts came and are evaluated by themselves."
        )
    return look, replace(case, is_set_aside=False)
