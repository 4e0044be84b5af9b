"""Appointments for payroll: taken out as a file, and where each one stands that is sent by itself."""

import io

from django import forms
from django.conf import settings
from django.contrib.admin.options import ModelAdmin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from screening.admin.verb_page import posted
from screening.appointment_files import COLUMNS, row_of, to_json
from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain import appointment_delivery
from screening.domain.offer_queries import appointments
from screening.errors import Refused
from screening.forms.day import DayField
from screening.models import Appointment
from screening.permissions import may
from screening.spreadsheet import CSV, write_csv

A_PAGE = 50
JSON = "application/json; charset=utf-8"


class TakeOutForm(forms.Form):
    """The days on which appointments were made, and the kind of file."""

    first = DayField(
        label="Appointed from",
        error_messages={
            "required": "Enter the first day.",
            "invalid": "Enter a day, for example 2026-05-01.",
        },
    )
    last = DayField(
        label="to",
        error_messages={"required": "Enter the last day.", "invalid": "Enter a day, for example 2026-05-31."},
    )
    kind = forms.ChoiceField(
        label="As",
        choices=[("csv", "CSV, for a spreadsheet or SAP"), ("json", "JSON, in the shape of HR Open")],
    )


def page(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """GET: choose, and see what was sent; POST: the file."""
    if not may(request.user, "take_out_appointments"):
        raise Http404
    today = city_day(request.arrived_at)
    form = TakeOutForm(posted(request), initial={"first": today.replace(day=1), "last": today})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            try:
                rows = appointment_delivery.take_out(
                    actor=request.user, first=given["first"], last=given["last"], at=request.arrived_at
                )
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                return _file(rows, given["kind"], f"appointments-{given['first']}-{given['last']}")
    return TemplateResponse(
        request,
        "admin/screening/appointments.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": "Appointments for payroll",
            "opts": model_admin.opts,
            "form": form,
            "is_sent": bool(settings.APPOINTMENT_WEBHOOK_URL),
            "page": Paginator(appointments().order_by("-pk"), A_PAGE).get_page(request.GET.get("page")),
        },
        status=status,
    )


def _file(rows: list[Appointment], kind: str, name: str) -> HttpResponse:
    if kind == "json":
        content, content_type = to_json(rows), JSON
    else:
        written = io.BytesIO()
        write_csv(written, COLUMNS, map(row_of, rows))
        content, content_type = written.getvalue(), CSV
    return attachment(content, content_type, f"{name}.{kind}")
