"""The page on which a scanned file is handed in: with the way and the day the paper came."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from screening.admin.verb_page import posted
from screening.city_time import city_day
from screening.domain import scan_intake
from screening.enums import DocumentVia
from screening.errors import Refused
from screening.forms.tray import HandInForm
from screening.permissions import authorise


def hand_in(tray: Any, request: HttpRequest) -> HttpResponse:
    """Bring a scanned file to the tray, with the way and the day the paper came."""
    authorise(request.user, "work_tray")
    form = HandInForm(
        posted(request), request.FILES or None, initial={"received_on": city_day(request.arrived_at)}
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            brought = form.cleaned_data["file"]
            try:
                if brought.size > settings.DOCUMENT_MAX_BYTES:
                    most = settings.DOCUMENT_MAX_BYTES // (1024 * 1024)
                    raise Refused(
                        f"This file is larger than {most} MB, so it did not arrive whole. Scan it in black and white, or in parts."
                    )
                scan = scan_intake.hand_in(
                    actor=request.user,
                    name=brought.name,
                    content=brought.read(),
                    via=DocumentVia(form.cleaned_data["via"]),
                    received_on=form.cleaned_data["received_on"],
                    at=request.arrived_at,
                )
            except Refused as refused:
                form.add_error("file", str(refused))
                status = 409
            else:
                messages.success(
                    request,
                    f"In the tray: {scan}. It is read in a moment; what its cover sheets name is filed by itself.",
                )
                return redirect("admin:screening_scanpart_changelist")
    return tray.page(request, "tray_hand_in", {"title": "Hand in a scan", "form": form}, status)
