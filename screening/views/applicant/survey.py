"""The voluntary survey of one's own application. What was answered is never shown again, not even to the person."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from screening.domain import survey as surveys
from screening.enums import ApplicationState
from screening.forms.survey import SurveyForm
from screening.models import Application
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, or answer anew; leaving everything empty keeps nothing."""
    application = _sent(request, pk)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        surveys.answer(
            actor=request.user,
            application_id=application.pk,
            answers=form.cleaned_data,
            at=request.arrived_at,
        )
        if any(form.cleaned_data.values()):
            messages.success(request, _("Thank you. Your answers are kept apart from your application."))
        return redirect("applicant:application", application.pk)
    return render(
        request,
        "applicant/survey.html",
        {
            "application": application,
            "form": form,
            "is_open": surveys.is_open(application, request.arrived_at),
            "last_day": surveys.last_day(application),
            "answered": surveys.has_answered(actor=request.user, application=application),
        },
        status=400 if form.errors else 200,
    )


@require_POST
@personal_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's answers back: they are deleted."""
    application = _sent(request, pk)
    surveys.take_back(actor=request.user, application_id=application.pk, at=request.arrived_at)
    messages.success(request, _("Your answers to the survey are deleted."))
    return redirect("applicant:application", application.pk)


def _sent(request: HttpRequest, pk: int) -> Application:
    application = own(request, pk)
    if application.state == ApplicationState.DRAFT:
        raise Http404
    return application
