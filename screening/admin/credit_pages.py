"""Record veterans' credit for an applicant whose posting gives it, before the names are placed."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse

from postings.list_policy import ListPolicy
from postings.list_policy_in_words import policy_in_words
from screening.admin.verb_page import posted, verb_page
from screening.domain import veterans_credit
from screening.enums import VeteranStatus
from screening.forms.veterans_credit import VeteransCreditForm
from screening.models import Application
from screening.permissions import authorise


def credit(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Which credit, and by which paper; 404 where the posting gives none."""
    authorise(request.user, "credit_veteran", application)
    revision = application.posting.current_revision
    policy = ListPolicy.of(revision.list_policy) if revision else ListPolicy()
    if policy.veterans_credit is None:
        raise Http404
    last = veterans_credit.standing([application.pk]).get(application.pk)
    started = {"status": last.status, "basis": last.basis} if last else {}

    def act(cleaned: dict[str, Any]) -> str:
        made = veterans_credit.record(
            actor=request.user,
            application_id=application.pk,
            status=VeteranStatus(cleaned["status"]),
            basis=cleaned["basis"],
            at=request.arrived_at,
        )
        return f"Recorded for {application.receipt}: {made.get_status_display()}."

    return verb_page(
        model_admin,
        request,
        application,
        form=VeteransCreditForm(posted(request), initial=started),
        act=act,
        title=f"Veterans’ credit: {application.name}",
        button="Record the credit",
        template="veterans_credit",
        context={"policy_words": policy_in_words(policy), "last": last},
    )
