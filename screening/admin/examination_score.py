"""Scores of outside examinations: a file is uploaded, looked at with every fault, taken in whole."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from postings.models import Posting
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.verb_page import posted
from screening.domain import examination_score
from screening.domain.queries import applications_for_review, postings_for
from screening.errors import Refused
from screening.forms.examination_score import ScoreImportForm
from screening.models import ScoreImport
from screening.permissions import may

ROOM = "admin:screening_scoreimport_changelist"
A_PAGE = 25
SHOWN = 200


@admin.register(ScoreImport, site=personnel_site)
class ScoreImportAdmin(ReadOnly):
    room = "Examination scores"

    def get_urls(self) -> list[URLPattern]:
        """The list, the page that uploads, one file with what it does, and the button that takes it in."""
        pages = {
            "": ("changelist", self.changelist_view),
            "upload/<int:posting_id>/": ("upload", self.upload_view),
            "<int:object_id>/": ("file", self.file_view),
            "<int:object_id>/take-in/": ("take_in", self.take_in_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_scoreimport_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Each file of one's postings, the newest first, and the postings to upload for."""
        self.must_enter(request, "GET", "HEAD")
        rows = ScoreImport.objects.filter(posting__in=postings_for(request.user))
        rows = rows.select_related("posting", "uploaded_by", "taken_in_by")
        postings = postings_for(request.user).filter(current_revision__isnull=False).order_by("title", "pk")
        context = {
            "title": "Examination scores",
            "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
            "postings": postings if may(request.user, "work_pools") else (),
        }
        return self.room_page(request, "scores", context)

    def upload_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """GET: what to say of the file; POST: every fault of it, or the page that shows what it does."""
        self.must_enter(request, "GET", "HEAD", "POST")
        posting = self._posting(request, posting_id)
        form, status = ScoreImportForm(posted(request), request.FILES or None), 200
        faults: list[Any] = []
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    made, faults = examination_score.upload(
                        actor=request.user, posting=posting, at=request.arrived_at, **form.cleaned_data
                    )
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    if made is not None:
                        return redirect("admin:screening_scoreimport_file", made.pk)
        context = {
            "title": f"Scores for {posting}",
            "form": form,
            "faults": faults[:SHOWN],
            "count": len(faults),
        }
        return self.room_page(request, "score_upload", context, status)

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What a file would do, or what it did."""
        self.must_enter(request, "GET", "HEAD")
        kept = self._kept(request, object_id)
        context: dict[str, Any] = {"title": str(kept), "kept": kept}
        if kept.taken_in_at:
            rows = kept.scores.filter(application__in=applications_for_review(request.user).values("pk"))
            rows = rows.select_related("application", "supersedes").order_by("row")
            context |= {"page": Paginator(rows, SHOWN).get_page(request.GET.get("page"))}
        elif may(request.user, "import_scores", kept.posting):
            lines, faults = examination_score.preview(actor=request.user, score_import=kept)
            context |= {
                "lines": lines[:SHOWN],
                "faults": faults[:SHOWN],
                "count": len(faults),
                "first": sum(line.before is None for line in lines),
                "corrected": sum(line.changes and line.before is not None for line in lines),
                "same": sum(not line.changes for line in lines),
            }
        return self.room_page(request, "score_file", context)

    def take_in_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: every score of the file, or none."""
        self.must_enter(request, "POST")
        kept = self._kept(request, object_id)
        self._posting(request, kept.posting_id)
        try:
            made = examination_score.take_in(
                actor=request.user, score_import_id=kept.pk, at=request.arrived_at
            )
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, f"Taken in: {made} new or corrected scores of {kept.rows}.")
        return redirect("admin:screening_scoreimport_file", kept.pk)

    def _kept(self, request: HttpRequest, object_id: int) -> ScoreImport:
        rows = ScoreImport.objects.filter(posting__in=postings_for(request.user))
        return get_object_or_404(rows.select_related("posting", "uploaded_by", "taken_in_by"), pk=object_id)

    def _posting(self, request: HttpRequest, posting_id: int) -> Posting:
        posting = get_object_or_404(postings_for(request.user), pk=posting_id)
        if not may(request.user, "import_scores", posting):
            raise Http404
        return posting
