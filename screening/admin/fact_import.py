"""Facts from outside: a file is uploaded, looked at with every fault, taken in by the worker, and taken back."""

import tempfile
from collections.abc import Iterator
from typing import IO, Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from postings.domain.queries import compiled
from postings.models import Posting
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.verb_page import posted
from screening.domain import fact_import
from screening.domain.queries import applications_for_review, postings_for
from screening.errors import Refused
from screening.fact_spelling import spelled, spelling_of
from screening.forms.fact_import import FactImportForm, TakeBackForm
from screening.models import FactImport
from screening.permissions import may
from screening.spreadsheet import CSV, Cell, write_csv

ROOM = "admin:screening_factimport_changelist"
FILE = "admin:screening_factimport_file"
A_PAGE = 25
SHOWN = 200


@admin.register(FactImport, site=personnel_site)
class FactImportAdmin(ReadOnly):
    room = "Facts from outside"

    def get_urls(self) -> list[URLPattern]:
        """The list, the page that uploads, one file with what it does, its faults, and what is done with it."""
        pages = {
            "": ("changelist", self.changelist_view),
            "upload/<int:posting_id>/": ("upload", self.upload_view),
            "<int:object_id>/": ("file", self.file_view),
            "<int:object_id>/faults/": ("faults", self.faults_view),
            "<int:object_id>/take-in/": ("take_in", self.take_in_view),
            "<int:object_id>/take-back/": ("take_back", self.take_back_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_factimport_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Each file of one's postings, the newest first, and the postings to upload for."""
        self.must_enter(request, "GET", "HEAD")
        postings = postings_for(request.user).filter(current_revision__isnull=False).order_by("title", "pk")
        context = {
            "title": "Facts from outside",
            "page": Paginator(self._rows(request), A_PAGE).get_page(request.GET.get("page")),
            "postings": postings if may(request.user, "work_pools") else (),
        }
        return self.room_page(request, "fact_imports", context)

    def upload_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """GET: what to say of the file, and which facts it may name; POST: the page that shows what it does."""
        self.must_enter(request, "GET", "HEAD", "POST")
        posting = self._posting(request, posting_id)
        form, status = FactImportForm(posted(request), request.FILES or None), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    made = fact_import.upload(
                        actor=request.user, posting=posting, at=request.arrived_at, **form.cleaned_data
                    )
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    return redirect(FILE, made.pk)
        revision = posting.current_revision
        context = {
            "title": f"Facts for {posting}",
            "form": form,
            "facts": list(spelled(compiled(revision).vocabulary)) if revision else [],
        }
        return self.room_page(request, "fact_import_upload", context, status)

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What a file would do, how far it is, or what it did."""
        self.must_enter(request, "GET", "HEAD")
        kept = self._kept(request, object_id)
        faults = fact_import.faults_of(kept)
        mine = may(request.user, "import_facts", kept.posting)
        context: dict[str, Any] = {
            "title": f"Facts of {kept}",
            "kept": kept,
            "faults": faults[:SHOWN],
            "count": len(faults),
        }
        if kept.taken_in_at:
            facts = kept.settled_facts.filter(value__isnull=False).order_by("row")
            facts = facts.filter(application__in=applications_for_review(request.user).values("pk"))
            facts = facts.select_related("application", "superseded_by__settled_by")
            page = Paginator(facts, SHOWN).get_page(request.GET.get("page"))
            for fact in page:
                fact.spelled = spelling_of(fact.path)
            context |= {
                "page": page,
                "standing": fact_import.counting(kept).count(),
                "form": TakeBackForm() if mine and fact_import.liftable(kept).exists() else None,
            }
        elif mine and not faults and kept.confirmed_at is None:
            found = fact_import.preview(actor=request.user, fact_import=kept)
            context |= {
                "lines": found.lines[:SHOWN],
                "faults": found.faults[:SHOWN],
                "count": len(found.faults),
                "new": sum(not line.counts_already for line in found.lines),
                "differ": sum(line.differs for line in found.lines),
                "already": sum(line.counts_already for line in found.lines),
                "people": len({line.application_id for line in found.lines if not line.counts_already}),
            }
        return self.room_page(request, "fact_import", context)

    def faults_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Every fault of a file, as a file."""
        self.must_enter(request, "GET", "HEAD")
        kept = self._kept(request, object_id)
        self._posting(request, kept.posting_id)
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=1_000_000)  # noqa: SIM115  (the response closes it)
        rows: Iterator[list[Cell]] = (list(each) for each in fact_import.faults_of(kept))
        write_csv(file, ["Row", "Column", "What is wrong"], rows)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename="faults.csv", content_type=CSV)

    def take_in_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: every fact of the file, or none."""
        self.must_enter(request, "POST")
        kept = self._kept(request, object_id)
        self._posting(request, kept.posting_id)
        try:
            fact_import.confirm(actor=request.user, fact_import_id=kept.pk, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(
                request, "The file is being taken in. Load this page again to see how far it is."
            )
        return redirect(FILE, kept.pk)

    def take_back_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: its facts count no more."""
        self.must_enter(request, "POST")
        kept = self._kept(request, object_id)
        self._posting(request, kept.posting_id)
        form = TakeBackForm(request.POST)
        try:
            if not form.is_valid():
                raise Refused("Say why the facts are taken back. The applicants read this.")
            fact_import.take_back(
                actor=request.user, fact_import_id=kept.pk, at=request.arrived_at, **form.cleaned_data
            )
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "The facts are being taken back. Load this page again to see how far.")
        return redirect(FILE, kept.pk)

    def _rows(self, request: HttpRequest) -> Any:
        rows = FactImport.objects.filter(posting__in=postings_for(request.user))
        return rows.select_related("posting", "uploaded_by", "confirmed_by", "undo_by")

    def _kept(self, request: HttpRequest, object_id: int) -> FactImport:
        kept: FactImport = get_object_or_404(self._rows(request), pk=object_id)
        return kept

    def _posting(self, request: HttpRequest, posting_id: int) -> Posting:
        posting = get_object_or_404(
            postings_for(request.user).select_related("current_revision"), pk=posting_id
        )
        if not may(request.user, "import_facts", posting):
            raise Http404
        return posting
