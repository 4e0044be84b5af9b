"""Appeals of an application as its screen shows them, and the page on which another person decides one."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse

from screening.admin.application_page import page_url
from screening.admin.verb_page import posted, verb_page
from screening.domain import appeal as appeals
from screening.domain.proof import Proof
from screening.domain.queries import latest_evaluation
from screening.enums import AppealState
from screening.forms.review import AppealDecisionForm
from screening.models import Application
from screening.permissions import authorise


def decide(
    model_admin: ModelAdmin, request: HttpRequest, application: Application, appeal_id: int
) -> HttpResponse:
    """What was appealed and why, with what is on record; grant it, or let the finding stand."""
    made = (
        application.appeals.filter(pk=appeal_id, state=AppealState.OPEN)
        .select_related("decision__evaluation", "decision__decided_by")
        .prefetch_related("attachments__document")
        .first()
    )
    if made is None:
        raise Http404
    authorise(request.user, "decide_appeal", made)

    def act(cleaned: dict[str, Any]) -> str:
        ended = appeals.decide_appeal(
            actor=request.user,
            appeal_id=made.pk,
            grant=cleaned["outcome"] == AppealState.GRANTED,
            reasons=cleaned["reasons"],
            at=request.arrived_at,
        )
        return f"Appeal of {application.name}: {ended.get_state_display().lower()}. The applicant is told."

    evaluation = latest_evaluation(application)
    return verb_page(
        model_admin,
        request,
        application,
        form=AppealDecisionForm(posted(request)),
        act=act,
        title=f"Decide the appeal of {application.name}",
        button="Decide the appeal",
        template="appeal",
        context={
            "appeal": made,
            "requirement": appeals.requirement_words(made),
            "answer_by": appeals.decided_by_day(made),
            "proof": Proof.of(evaluation) if evaluation else Proof.of(made.decision.evaluation),
            "screen": page_url(request, application.pk),
        },
    )
