"""Dossiers: asked for by a button, built in the background with their progress, handed out when finished."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from screening.admin.site import ReadOnly, personnel_site
from screening.city_time import city_day
from screening.domain import dossier as dossiers
from screening.domain.queries import dossiers_for, postings_for
from screening.errors import Refused
from screening.models import Dossier
from screening.permissions import may

ROOM = "admin:screening_dossier_changelist"


@admin.register(Dossier, site=personnel_site)
class DossierAdmin(ReadOnly):
    read_verb = "read_dossier"

    def get_urls(self) -> list[URLPattern]:
        """The list, the button's address, and each file."""
        pages = {
            "": ("changelist", self.changelist_view),
            "ask/<int:posting_id>/": ("ask", self.ask_view),
            "<int:object_id>/file/": ("file", self.file_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_dossier_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Each published posting with its dossiers, the newest first, and how far one under construction is."""
        self.must_enter(request, "GET", "HEAD")
        kept = Prefetch(
            "dossiers",
            queryset=dossiers_for(request.user).select_related("asked_by"),
            to_attr="kept_dossiers",
        )
        postings = postings_for(request.user).filter(current_revision__isnull=False).prefetch_related(kept)
        lines = [
            {"posting": posting, "dossiers": posting.kept_dossiers, "busy": _is_busy(posting.kept_dossiers)}
            for posting in postings.order_by("title", "pk")
        ]
        return TemplateResponse(
            request,
            "admin/screening/dossiers.html",
            self.admin_site.each_context(request)
            | {
                "title": "Dossiers",
                "opts": self.opts,
                "lines": lines,
                "may_ask": may(request.user, "ask_for_dossier"),
            },
        )

    def ask_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """POST: ask for a dossier."""
        self.must_enter(request, "POST")
        posting = get_object_or_404(postings_for(request.user), pk=posting_id, current_revision__isnull=False)
        try:
            dossiers.ask(actor=request.user, posting=posting, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(
                request, "The dossier is being built. Load this page again to see how far it is."
            )
        return redirect(ROOM)

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """The finished file."""
        self.must_enter(request, "GET", "HEAD")
        dossier = get_object_or_404(dossiers_for(request.user).select_related("posting"), pk=object_id)
        try:
            file = dossiers.take_out(actor=request.user, dossier=dossier, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect(ROOM)
        assert dossier.finished_at is not None  # take_out says so
        name = f"dossier-{dossier.posting.slug}-{city_day(dossier.finished_at)}.zip"
        return FileResponse(
            file.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
        )


def _is_busy(rows: list[Dossier]) -> bool:
    return any(row.finished_at is None and row.failed_at is None for row in rows)
