"""The page of a decision that a re-evaluation contradicts: both findings, and what becomes of it."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse

from screening.admin.verb_page import posted, verb_page
from screening.domain import returned_decision
from screening.domain.proof import Proof
from screening.domain.reevaluation_queries import return_of
from screening.forms.reevaluation import ReturnedForm
from screening.models import Application
from screening.permissions import authorise


def returned(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Keep the decision, or decide as the rules find now."""
    authorise(request.user, "decide_application", application)
    row = return_of(application)
    if row is None:
        raise Http404

    def act(cleaned: dict[str, Any]) -> str:
        verb = returned_decision.keep if cleaned["do"] == "keep" else returned_decision.follow
        verb(actor=request.user, returned_id=row.pk, note=cleaned["note"], at=request.arrived_at)
        return "The decision is kept." if cleaned["do"] == "keep" else "Decided as the rules find now."

    return verb_page(
        model_admin,
        request,
        application,
        form=ReturnedForm(posted(request)),
        act=act,
        title=f"Decided, and evaluated otherwise since: {application.name}",
        button="Enter",
        template="returned",
        context={
            "returned": row,
            "before": Proof.recorded(row.decision.evaluation),
            "after": Proof.recorded(row.evaluation),
        },
    )
