"""The documents tray: pages that came by fax, by mail or by hand, and wait for somebody to say what they are."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from screening.admin import tray_hand_in, tray_pages
from screening.admin.paging import BoundedPaginator
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.words import age
from screening.domain.scan_queries import (
    first_pages_of,
    scan_pages_for,
    scan_parts_for,
    unread_scans,
    waiting_parts_for,
)
from screening.enums_scan import ScanState
from screening.models import ScanPart
from screening.permissions import may

A_PAGE = 25


@admin.register(ScanPart, site=personnel_site)
class TrayAdmin(ReadOnly):
    read_verb = "read_tray"
    room = "Documents tray"

    def get_urls(self) -> list[URLPattern]:
        """The tray, one part of a scan with its verbs, a page's picture, and the page to hand a file in."""
        pages = {
            "": ("changelist", self.changelist_view),
            "hand-in/": ("hand_in", partial(tray_hand_in.hand_in, self)),
            "<int:object_id>/change/": ("change", partial(tray_pages.part, self)),
            "<int:object_id>/file/": ("file", partial(tray_pages.file, self)),
            "<int:object_id>/split/": ("split", partial(tray_pages.split, self)),
            "<int:object_id>/set-aside/": ("set_aside", partial(tray_pages.set_aside, self)),
            "<int:object_id>/take-back/": ("take_back", partial(tray_pages.take_back, self)),
            "pages/<int:page_id>/": ("picture", self.picture_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_scanpart_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What waits, the oldest first; or what was filed or set aside, the newest first."""
        if not self.has_view_permission(request) or request.method not in ("GET", "HEAD"):
            raise Http404
        state = request.GET.get("state", ScanState.WAITING)
        if state not in ScanState.values:
            raise Http404
        if state == ScanState.WAITING:
            rows = waiting_parts_for(request.user)
        else:
            rows = scan_parts_for(request.user).filter(state=state).order_by("-ended_at", "-pk")
        page = BoundedPaginator(rows, A_PAGE).get_page(request.GET.get("page"))
        pictures = first_pages_of(page.object_list)
        unread, since = unread_scans()
        return self.page(
            request,
            "tray",
            {
                "title": self.room,
                "state": state,
                "states": ScanState.choices,
                "page": page,
                "lines": [
                    {
                        "part": part,
                        "picture": pictures.get((part.scan_id, part.first_page)),
                        "age": age(part.scan.received_at, request.arrived_at),
                    }
                    for part in page.object_list
                ],
                "unread": unread,
                "unread_for": age(since, request.arrived_at),
                "may_work": may(request.user, "work_tray"),
            },
        )

    def picture_view(self, request: HttpRequest, page_id: int) -> FileResponse:
        """One page as the worker drew it: a picture, whatever the file it came in holds besides."""
        row = get_object_or_404(scan_pages_for(request.user), pk=page_id)
        try:
            content = row.picture.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(content, content_type="image/png")
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, max-age=3600"
        return response

    def page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> TemplateResponse:
        base = self.admin_site.each_context(request) | {"opts": self.opts}
        return TemplateResponse(request, f"admin/screening/{template}.html", base | context, status=status)
