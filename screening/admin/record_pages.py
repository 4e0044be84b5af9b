"""The record of one application for an appeal, as a PDF and as a ZIP."""

from functools import partial

from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponseBase

from screening.application_record_pdf import record_pdf
from screening.attachment import attachment
from screening.domain import application_record
from screening.models import Application
from screening.sent_pdf import issue
from screening.zip_file import zip_file


def pdf(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponseBase:
    """One document to print."""
    _noted(request, application, "pdf")
    content = record_pdf(application, at=request.arrived_at)
    return attachment(content, "application/pdf", f"record-{application.receipt}.pdf")


def archive(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponseBase:
    """Every file of it, with their checksums."""
    _noted(request, application, "zip")
    files = application_record.files_of(
        application,
        actor=request.user,
        typeset=partial(issue, at=request.arrived_at),
        record=partial(record_pdf, application, at=request.arrived_at),
    )
    return zip_file(files, name=f"record-{application.receipt}.zip")


def _noted(request: HttpRequest, application: Application, form: str) -> None:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    application_record.take_out(actor=request.user, application=application, form=form, at=request.arrived_at)
