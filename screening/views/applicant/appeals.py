"""Appealing a requirement, and taking an appeal back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening.city_time import city_day
from screening.domain import appeal as appeals
from screening.domain.queries import released_decision
from screening.enums import AppealState, ApplicationState, Finding
from screening.errors import Refused
from screening.forms.applicant.appeal import AppealForm
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Which requirement, why, and papers; late is said before it is sent, and is no reason to refuse."""
    application = own(request, pk)
    decision = released_decision(application)
    if application.state == ApplicationState.DRAFT:
        raise Http404
    if (
        decision is None
        or decision.finding != Finding.NOT_QUALIFIED
        or application.state != ApplicationState.NOT_QUALIFIED
    ):
        messages.info(request, _("There is nothing to appeal now: no decision against you stands."))
        return redirect("applicant:application", application.pk)
    form = AppealForm(
        request.POST or None, request.FILES or None, requirements=appeals.requirements_of(decision)
    )
    status = 200
    if request.method == "POST":
        form.is_bound = True
        if form.is_valid():
            try:
                appeals.appeal(
                    actor=request.user,
                    application_id=application.pk,
                    requirement=form.cleaned_data["requirement"],
                    why=form.cleaned_data["why"],
                    files=form.cleaned_data["papers"],
                    at=request.arrived_at,
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("We have your appeal. Another person looks at it now."))
                return redirect("applicant:application", application.pk)
        status = 400
    last_day = appeals.last_day_of(decision)
    return render(
        request,
        "applicant/appeal.html",
        {
            "application": application,
            "decision": decision,
            "form": form,
            "last_day": last_day,
            "counted": application.revision,
            "is_late": city_day(request.arrived_at) > last_day,
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def withdraw(request: HttpRequest, pk: int, appeal_pk: int) -> HttpResponse:
    """Take an open appeal back, after being asked once."""
    application = own(request, pk)
    made = get_object_or_404(
        application.appeals.select_related("decision__evaluation"), pk=appeal_pk, state=AppealState.OPEN
    )
    if request.method == "POST":
        appeals.withdraw_appeal(actor=request.user, appeal_id=made.pk, at=request.arrived_at)
        messages.success(request, _("You took your appeal back. The finding stands."))
        return redirect("applicant:application", application.pk)
    return render(
        request,
        "applicant/appeal_withdraw.html",
        {"application": application, "appeal": made, "requirement": appeals.requirement_words(made)},
    )
