"""Pages before a decision: confirm what the evaluation found, decide otherwise, reverse."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest, HttpResponse

from screening.admin.verb_page import posted, verb_page
from screening.city_time import city_day
from screening.domain import decision as decisions
from screening.domain.answering import last_day_to_answer
from screening.domain.proof import Proof
from screening.domain.queries import current_decision, latest_evaluation
from screening.enums import DecisionReason, Finding, Outcome
from screening.errors import NotAllowed
from screening.forms.review import ConfirmForm, DecideForm, ReverseForm
from screening.models import Application
from screening.permissions import authorise


def confirm(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Confirm what the machine found, with what the applicant will be told."""
    authorise(request.user, "decide_application", application)
    evaluation = latest_evaluation(application)
    if evaluation is None:
        raise NotAllowed("nothing to confirm")
    against = evaluation.outcome == Outcome.NOT_MET

    def act(cleaned: dict[str, Any]) -> str:
        decisions.confirm(
            actor=request.user,
            application_id=application.pk,
            evaluation_id=cleaned["evaluation"],
            at=request.arrived_at,
        )
        return (
            f"Confirmed: {application.name} {'does not meet a requirement' if against else 'is qualified'}."
        )

    return verb_page(
        model_admin,
        request,
        application,
        form=ConfirmForm(posted(request), initial={"evaluation": evaluation.pk}),
        act=act,
        title=f"Confirm for {application.name}: {evaluation.get_outcome_display().lower()}",
        button="Confirm: does not meet a requirement" if against else "Confirm: qualified",
        template="confirm",
        dangerous=against,
        context=_proof(evaluation)
        | {"against": against, "answer_by": last_day_to_answer(city_day(request.arrived_at))},
    )


def decide(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Decide where the machine could not, or otherwise than it found."""
    authorise(request.user, "decide_application", application)
    evaluation = latest_evaluation(application)
    if evaluation is None:
        raise NotAllowed("nothing to decide")

    def act(cleaned: dict[str, Any]) -> str:
        made = decisions.decide_otherwise(
            actor=request.user,
            application_id=application.pk,
            finding=Finding(cleaned["finding"]),
            requirement=cleaned["requirement"],
            reason=DecisionReason(cleaned["reason"]),
            note=cleaned["note"],
            evaluation_id=cleaned["evaluation"],
            at=request.arrived_at,
        )
        return f"Decided: {application.name}, {made.get_finding_display().lower()}."

    return verb_page(
        model_admin,
        request,
        application,
        form=DecideForm(
            posted(request), initial={"evaluation": evaluation.pk}, requirements=Proof.of(evaluation).named()
        ),
        act=act,
        title=f"Decide for {application.name}",
        button="Decide",
        context=_proof(evaluation),
    )


def reverse(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Reverse the decision that stands."""
    authorise(request.user, "decide_application", application)
    standing = current_decision(application)
    if standing is None:
        raise NotAllowed("nothing to reverse")
    against = standing.finding == Finding.QUALIFIED

    def act(cleaned: dict[str, Any]) -> str:
        made = decisions.reverse(
            actor=request.user,
            decision_id=cleaned["decision"],
            requirement=cleaned.get("requirement", ""),
            reason=DecisionReason(cleaned["reason"]),
            note=cleaned["note"],
            at=request.arrived_at,
        )
        return f"Reversed: {application.name}, {made.get_finding_display().lower()}."

    return verb_page(
        model_admin,
        request,
        application,
        form=ReverseForm(
            posted(request),
            initial={"decision": standing.pk},
            requirements=Proof.of(standing.evaluation).named(),
            against=against,
        ),
        act=act,
        title=f"Reverse the decision for {application.name}",
        button="Reverse: does not meet a requirement" if against else "Reverse: qualified",
        dangerous=against,
        context=_proof(standing.evaluation) | {"standing": standing},
    )


def _proof(evaluation: Any) -> dict[str, Any]:
    return {"evaluation": evaluation, "proof": Proof.of(evaluation)}
