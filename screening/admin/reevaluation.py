"""Re-evaluations of pools: staged with a reason, their progress and figures, the button of the second person, the file."""

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from screening.admin.pool_export import IN_MEMORY, given_out
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.tried import A_PAGE, figures_of
from screening.admin.verb_page import posted
from screening.city_time import city_day
from screening.domain import reevaluation as stages
from screening.domain import reevaluation_file as files
from screening.domain import reevaluation_publication as publications
from screening.domain.queries import postings_for
from screening.domain.reevaluation_queries import reevaluations_for, staged_rows_for
from screening.domain.what_if_figures import KINDS
from screening.enums_reevaluation import ReevaluationState
from screening.errors import Refused
from screening.forms.reevaluation import StageForm
from screening.models import Reevaluation, StagedEvaluation
from screening.permissions import may
from screening.reevaluation_files import columns, lines
from screening.spreadsheet import write_csv

ONE = "admin:screening_reevaluation_one"
STAGE_KINDS = {
    key: (words.replace("Could not be tried", "Could not be evaluated"), which)
    for key, (words, which) in KINDS.items()
} | {"returns": ("Come back to a person", Q(returns=True))}


@admin.register(Reevaluation, site=personnel_site)
class ReevaluationAdmin(ReadOnly):
    room = "Re-evaluations"

    def get_urls(self) -> list[URLPattern]:
        """The list, the page to stage one, one of them, its three buttons and its file."""
        pages = {
            "": ("changelist", self.changelist_view),
            "stage/<int:posting_id>/": ("stage", self.stage_view),
            "<int:object_id>/": ("one", self.one_view),
            "<int:object_id>/refresh/": ("refresh", self.refresh_view),
            "<int:object_id>/abandon/": ("abandon", self.abandon_view),
            "<int:object_id>/publish/": ("publish", self.publish_view),
            "<int:object_id>/csv/": ("csv", self.csv_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_reevaluation_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Each re-evaluation, the newest first, and the postings whose pool this person may stage."""
        self.must_enter(request, "GET", "HEAD")
        page = Paginator(reevaluations_for(request.user), A_PAGE).get_page(request.GET.get("page"))
        postings = (
            postings_for(request.user).filter(applications__submitted_at__isnull=False).distinct()
            if may(request.user, "work_pools")
            else ()
        )
        return self.room_page(
            request, "reevaluations", {"title": self.room, "page": page, "postings": postings}
        )

    def stage_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        """What will happen, and why it shall; POST stages it."""
        self.must_enter(request, "GET", "HEAD", "POST")
        posting = get_object_or_404(
            postings_for(request.user).select_related("current_revision"), pk=posting_id
        )
        if not may(request.user, "stage_reevaluation", posting):
            raise Http404
        form, status = StageForm(posted(request)), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    made = stages.stage(
                        actor=request.user,
                        posting=posting,
                        why=form.cleaned_data["why"],
                        at=request.arrived_at,
                    )
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    messages.success(request, "It is being staged. Nothing that anybody reads changes by it.")
                    return redirect(ONE, made.pk)
        context = {"title": f"Evaluate the pool again: {posting}", "posting": posting, "form": form}
        return self.room_page(request, "reevaluation_stage", context, status)

    def one_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """How far it is, then what would change, and what may be done with it."""
        self.must_enter(request, "GET", "HEAD")
        stage = self._one(request, object_id)
        is_staged = stage.state == ReevaluationState.STAGED
        may_publish = may(request.user, "publish_reevaluation", stage.posting)
        context: dict[str, Any] = {
            "title": f"Re-evaluation: {stage.posting}, under {stage.revision.label}",
            "stage": stage,
            "stale": publications.stale_because(stage) if is_staged else "",
            "may_stage": may(request.user, "stage_reevaluation", stage.posting),
            "may_publish": is_staged and may_publish and stage.staged_by_id != request.user.pk,
            "seen": publications.mark(stage) if is_staged else "",
        }
        if stage.state in files.WHOLE:
            under = f"under Rev. {stage.revision.number}"
            rows = staged_rows_for(request.user, stage)
            context |= figures_of(request, stage.figures, rows, under=under, kinds=STAGE_KINDS)
            context["under"] = under.capitalize().replace("rev.", "Rev.")
        return self.room_page(request, "reevaluation", context)

    def refresh_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: evaluate again what is stale."""
        return self._do(request, object_id, stages.refresh, "What is stale is evaluated again.")

    def abandon_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: end it without publishing."""
        return self._do(request, object_id, stages.abandon, "Abandoned. Nothing in the pool was changed.")

    def publish_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: make it the pool's evaluations, as the second person."""
        seen = request.POST.get("seen", "")
        said = "Published. The whole pool changed in one step, and nobody was told anything by it."
        return self._do(request, object_id, publications.publish, said, seen=seen)

    def csv_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """Every row that this person may see, as a file."""
        self.must_enter(request, "GET", "HEAD")
        stage = self._one(request, object_id)
        file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)

        def write(whole: Reevaluation, rows: QuerySet[StagedEvaluation]) -> None:
            write_csv(file, columns(whole), lines(rows))

        try:
            whole = files.take_out(
                actor=request.user, reevaluation_id=stage.pk, write=write, at=request.arrived_at
            )
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect(ONE, stage.pk)
        file.seek(0)
        name = f"{whole.posting.slug}-rev-{whole.revision.number}-{city_day(whole.staged_at)}"
        return given_out(file, "csv", f"re-evaluation-{name}")

    def _do(
        self, request: HttpRequest, object_id: int, verb: Callable[..., Any], said: str, **how: str
    ) -> HttpResponse:
        self.must_enter(request, "POST")
        stage = self._one(request, object_id)
        try:
            verb(actor=request.user, reevaluation_id=stage.pk, at=request.arrived_at, **how)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, said)
        return redirect(ONE, stage.pk)

    def _one(self, request: HttpRequest, object_id: int) -> Reevaluation:
        rows = reevaluations_for(request.user).select_related(
            "posting__current_revision", "revision", "staged_by", "published_by", "abandoned_by"
        )
        return get_object_or_404(rows, pk=object_id)
