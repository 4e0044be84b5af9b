"""What-if: a draft over the real pool. Asked for by a button, its progress, its figures, its rows, its file."""

import tempfile
from typing import IO, Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from screening.admin.site import ReadOnly, personnel_site
from screening.admin.tried import figures_of
from screening.city_time import city_day
from screening.domain import what_if as what_ifs
from screening.domain.queries import postings_for
from screening.domain.what_if_queries import what_if_rows_for, what_ifs_for
from screening.enums import WhatIfState
from screening.errors import Refused
from screening.models import WhatIf
from screening.permissions import may
from screening.spreadsheet import CSV, write_csv
from screening.what_if_files import COLUMNS, lines

A_PAGE = 50
IN_MEMORY = 1_000_000


@admin.register(WhatIf, site=personnel_site)
class WhatIfAdmin(ReadOnly):
    room = "What-if"

    def get_urls(self) -> list[URLPattern]:
        """The list, the button's address, one trial, its end before its time, its file."""
        pages = {
            "": ("changelist", self.changelist_view),
            "ask/<int:posting_id>/": ("ask", self.ask_view),
            "<int:object_id>/": ("result", self.result_view),
            "<int:object_id>/cancel/": ("cancel", self.cancel_view),
            "<int:object_id>/csv/": ("csv", self.csv_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_whatif_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Each trial, the newest first, and how far it is."""
        self.must_enter(request, "GET", "HEAD")
        page = Paginator(what_ifs_for(request.user), A_PAGE).get_page(request.GET.get("page"))
        return self.room_page(request, "what_ifs", {"title": "What-if", "page": page})

    def ask_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """POST: try the posting's draft over its pool."""
        self.must_enter(request, "POST")
        posting = get_object_or_404(postings_for(request.user), pk=posting_id)
        try:
            what_if = what_ifs.ask(actor=request.user, posting=posting, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
            live = what_ifs_for(request.user).filter(posting=posting, ended_at__isnull=True).first()
            if live is None:
                return redirect("admin:postings_posting_change", posting.pk)
            return redirect("admin:screening_whatif_result", live.pk)
        messages.success(request, "The draft is being tried over the pool. Nothing in the pool changes.")
        return redirect("admin:screening_whatif_result", what_if.pk)

    def cancel_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: stop before the next batch."""
        self.must_enter(request, "POST")
        what_if = self._one(request, object_id)
        try:
            what_ifs.cancel(actor=request.user, what_if_id=what_if.pk, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "Cancelled. Nothing in the pool was changed.")
        return redirect("admin:screening_whatif_result", what_if.pk)

    def result_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """How far it is, then its figures and the applications behind them."""
        self.must_enter(request, "GET", "HEAD")
        what_if = self._one(request, object_id)
        context: dict[str, Any] = {
            "title": f"What-if: {what_if.posting}, version {what_if.version.number} of its draft",
            "what_if": what_if,
            "may_try": may(request.user, "try_draft", what_if.posting),
        }
        if what_if.state == WhatIfState.DONE:
            context |= figures_of(request, what_if.figures, what_if_rows_for(request.user, what_if))
        return self.room_page(request, "what_if", context)

    def csv_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Every row that this person may see, as a file."""
        self.must_enter(request, "GET", "HEAD")
        what_if = self._one(request, object_id)
        if what_if.state != WhatIfState.DONE:
            messages.warning(request, "This trial is not done, so there is no file of it.")
            return redirect("admin:screening_whatif_result", what_if.pk)
        rows = what_ifs.take_out(actor=request.user, what_if=what_if, at=request.arrived_at)
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
        write_csv(file, COLUMNS, lines(rows))
        file.seek(0)
        name = f"what-if-{what_if.posting.slug}-{city_day(what_if.asked_at)}.csv"
        return FileResponse(file, as_attachment=True, filename=name, content_type=CSV)

    def _one(self, request: HttpRequest, object_id: int) -> WhatIf:
        rows = what_ifs_for(request.user).select_related(
            "posting", "asked_by", "version", "base", "cancelled_by"
        )
        return get_object_or_404(rows, pk=object_id)
