"""Check your answers, certify, send; and the receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from postings.announcement import announcement
from screening.answers_in_words import section_address, summaries
from screening.domain import application as applications
from screening.domain.completeness import missing
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.forms.applicant.upload import CertifyForm
from screening.models import Application
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "POST"])
@personal_page
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that will be sent, with the way to change it. Sending twice shows the same receipt."""
    application = own(request, pk)
    if application.state != ApplicationState.DRAFT:
        return redirect("applicant:receipt", application.pk)
    form = CertifyForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, application, form, status=400 if form.is_bound else 200)
    try:
        applications.submit(
            actor=request.user,
            application_id=application.pk,
            certified_name=form.cleaned_data["certified_name"],
            arrived_at=request.arrived_at,
            shown=form.cleaned_data["shown"],
        )
    except Refused as refused:
        return _page(request, application, form, refused=str(refused), status=409)
    return redirect("applicant:receipt", application.pk)


def _page(
    request: HttpRequest, application: Application, form: CertifyForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    return render(
        request,
        "applicant/check.html",
        {
            "application": application,
            "announcement": announcement(application.posting, now=request.arrived_at),
            "in_time": application.posting.takes_applications_at(request.arrived_at),
            "summaries": summaries(application),
            "missing": [
                (section.label, section_address(application, section), lines)
                for section, lines in missing(application).items()
            ],
            "shown": applications.as_shown(application),
            "form": form,
            "refused": refused,
        },
        status=status,
    )


@require_GET
@personal_page
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt number and what happens next."""
    application = own(request, pk)
    if application.state == ApplicationState.DRAFT:
        return redirect("applicant:application", application.pk)
    return render(request, "applicant/receipt.html", {"application": application})
