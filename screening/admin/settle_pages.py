"""Pages that settle just the facts that would change an outcome, or take a settled one back."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest, HttpResponse

from postings.domain.queries import compiled
from screening.admin.unsettled import differences, open_facts
from screening.admin.verb_page import posted, verb_page
from screening.domain import settled_fact
from screening.domain.proof import Proof
from screening.domain.queries import latest_evaluation, latest_submission
from screening.errors import NotAllowed
from screening.forms.settle import LiftForm, SettleForm
from screening.models import Application, Evaluation, Submission
from screening.permissions import authorise
from screening.settled_in_words import settled_for


def settle(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Say what counts for the facts that would change the outcome."""
    authorise(request.user, "settle_fact", application)
    evaluation, submission = _newest(application)
    rows = list(application.settled_facts.select_related("settled_by", "fact_import").order_by("pk"))
    asked, _papers = open_facts(application, evaluation, submission, rows)
    form = SettleForm(
        posted(request),
        initial={"evaluation": evaluation.pk},
        asked=asked,
        vocabulary=compiled(evaluation.revision).vocabulary,
    )

    def act(cleaned: dict[str, Any]) -> str:
        values = form.values()
        settled_fact.settle(
            actor=request.user,
            application_id=application.pk,
            values=values,
            reason=cleaned["reason"],
            evaluation_id=cleaned["evaluation"] or 0,
            at=request.arrived_at,
        )
        count = "One fact is" if len(values) == 1 else f"{len(values)} facts are"
        return f"{count} settled for {application.name}. The new version is evaluated within a minute."

    return verb_page(
        model_admin,
        request,
        application,
        form=form,
        act=act,
        title=f"Settle what is open for {application.name}",
        button="Settle",
        template="settle",
        context={"asked": asked, "differences": differences(Proof.of(evaluation))},
    )


def lift(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Take a settled fact back: the applicant's own words count again."""
    authorise(request.user, "settle_fact", application)
    evaluation, _submission = _newest(application)
    steps = settled_for(application, evaluation)

    def act(cleaned: dict[str, Any]) -> str:
        settled_fact.lift(
            actor=request.user,
            settled_fact_id=cleaned["settled"],
            reason=cleaned["reason"],
            evaluation_id=cleaned["evaluation"] or 0,
            at=request.arrived_at,
        )
        return f"Taken back. The words of {application.name} count again and are evaluated within a minute."

    return verb_page(
        model_admin,
        request,
        application,
        form=LiftForm(
            posted(request),
            initial={"evaluation": evaluation.pk},
            settled=[(step.row.pk, f"{step.label}: {step.counts}") for step in steps],
        ),
        act=act,
        title=f"Take a settled fact of {application.name} back",
        button="Take it back",
        template="settle",
        context={"steps": steps, "lifts": True},
    )


def _newest(application: Application) -> tuple[Evaluation, Submission]:
    evaluation, submission = latest_evaluation(application), latest_submission(application)
    if evaluation is None or submission is None:
        raise NotAllowed("nothing to settle")
    return evaluation, submission
