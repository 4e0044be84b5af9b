"""Check your answers, certify, send; and the receipt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from postings.announcement import announcement
from screening.answers_in_words import section_address, summaries
from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain import application as applications
from screening.domain import sent_copy
from screening.domain.completeness import missing
from screening.domain.newest_revision import stands_under_an_older_text
from screening.domain.revised import revised, since_moved
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.forms.applicant.upload import CertifyForm
from screening.models import Application
from screening.rate import too_often
from screening.sent_pdf import issue
from screening.so_far_in_words import warnings_of
from screening.views.applicant.door import own
from screening.views.personal import personal_page

PDFS, PDF_SECONDS = 20, 60


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that will be sent, with the way to change it. Sending twice shows the same receipt."""
    application = own(request, pk)
    if application.state != ApplicationState.DRAFT:
        return redirect("applicant:receipt", application.pk)
    form = CertifyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
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
    blocks = summaries(application)
    newer = application.posting.current_revision if stands_under_an_older_text(application) else None
    return render(
        request,
        "applicant/check.html",
        {
            "application": application,
            "announcement": announcement(application.posting, now=request.arrived_at),
            "in_time": application.posting.takes_applications_at(request.arrived_at),
            "summaries": blocks,
            "folded": any(block.brief for block in blocks),
            "open_all": request.GET.get("open") == "all",
            "newer": newer,
            "revised": revised(application.revision, newer) if newer else since_moved(application),
            "warnings": warnings_of(application, on=city_day(request.arrived_at)),
            "missing": [
                (section.label, section_address(application, section), lines)
                for section, lines in missing(application).items()
            ],
            "shown": applications.as_shown(application),
            "form": form,
            "truth_statement": sent_copy.truth_statement(application.revision),
            "today": city_day(request.arrived_at),
            "refused": refused,
        },
        status=status,
    )


@require_safe
@personal_page
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt number and what happens next."""
    application = own(request, pk)
    if application.state == ApplicationState.DRAFT:
        return redirect("applicant:application", application.pk)
    copy = sent_copy.copy_of(request.user, application)
    return render(
        request,
        "applicant/receipt.html",
        {"application": application, "copy": copy, "fingerprint": sent_copy.fingerprint(copy)},
    )


@require_safe
@personal_page
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, as a tagged PDF."""
    application = own(request, pk)
    if application.state == ApplicationState.DRAFT:
        raise Http404
    if too_often("receipt_pdf", str(request.user.pk), most=PDFS, seconds=PDF_SECONDS):
        return HttpResponse(
            _("You asked for this file many times. Wait a minute, then ask again."),
            status=429,
            content_type="text/plain; charset=utf-8",
        )
    copy = sent_copy.copy_of(request.user, application)
    content = issue(copy, at=request.arrived_at)
    return attachment(content, "application/pdf", f"application-{application.receipt}.pdf")
