"""The pool: applications as a dense, ranked list with filters, and the doors to what can be done with them."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from screening.admin import (
    appeal_pages,
    application_page,
    bulk,
    credit_pages,
    decision_pages,
    document_pages,
    fact_pages,
    pool_export,
    pool_file_pages,
    posting_figures,
    record_pages,
    recusal,
    returned_pages,
    saved_filters,
    settle_pages,
)
from screening.admin.application_filters import (
    OutcomeFilter,
    PostingFilter,
    QueueFilter,
    ReasonFilter,
    StateFilter,
    WaitingFilter,
)
from screening.admin.paging import BOUND, BoundedPaginator
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.words import age, tag
from screening.domain.examination_score import scores_of
from screening.domain.proof import Proof
from screening.domain.queries import applications_for_review, evaluations_of
from screening.enums import Outcome
from screening.models import Application, User
from screening.permissions import may
from screening.reasons import REASON_WORDS

TONES = {Outcome.MET: "success", Outcome.NOT_MET: "error", Outcome.UNDETERMINED: "warning"}


class Pool(ChangeList):
    """A page of applications with the evaluation and the scores of each, read in one query each for all of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.bound = BOUND if self.paginator.is_beyond else None
        self.result_list = list(self.result_list)
        evaluations, scores = evaluations_of(self.result_list), scores_of(self.result_list)
        for application in self.result_list:
            evaluation = evaluations.get(application.pk)
            application.proof = Proof.of(evaluation) if evaluation else None
            application.scores = scores.get(application.pk, [])
            application.seen_at = request.arrived_at


@admin.register(Application, site=personnel_site)
class ApplicationAdmin(ReadOnly):
    list_display = ("order", "person", "posting", "found", "experience", "state", "waiting", "scores")
    list_display_links = ("person",)
    list_filter = (QueueFilter, PostingFilter, StateFilter, OutcomeFilter, ReasonFilter, WaitingFilter)
    list_per_page = 50
    list_max_show_all = 0
    ordering = ("-points", "submitted_at", "id")
    sortable_by = ("order", "person", "waiting")
    search_fields = ("name", "receipt")
    search_help_text = "A name, a receipt or an e-mail address"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    actions = ("confirm_as_evaluated", "establish_list")
    change_list_template = "admin/screening/application_list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Pool

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        return applications_for_review(request.user).order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Application], search_term: str
    ) -> tuple[QuerySet[Application], bool]:
        """An address is looked for among addresses, anything else among names and receipts, which have an index."""
        if "@" in search_term:
            people = User.objects.filter(email__icontains=search_term.strip())
            return queryset.filter(applicant__in=people), False
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_actions(request) if may(request.user, "work_pools") else {}

    def get_urls(self) -> list[URLPattern]:
        """The list, one application, and a page for each verb; there is no page to add, edit or delete."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:object_id>/change/": ("change", self.change_view),
            "<int:object_id>/confirm/": ("confirm", self._page(decision_pages.confirm)),
            "<int:object_id>/decide/": ("decide", self._page(decision_pages.decide)),
            "<int:object_id>/reverse/": ("reverse", self._page(decision_pages.reverse)),
            "<int:object_id>/returned/": ("returned", self._page(returned_pages.returned)),
            "<int:object_id>/settle/": ("settle", self._page(settle_pages.settle)),
            "<int:object_id>/lift/": ("lift", self._page(settle_pages.lift)),
            "<int:object_id>/ask/": ("ask", self._page(document_pages.ask)),
            "<int:object_id>/ask-for-facts/": ("ask_for_facts", self._page(fact_pages.ask_for_facts)),
            "<int:object_id>/documents/<int:document_id>/": ("review", self._page(document_pages.review)),
            "<int:object_id>/appeals/<int:appeal_id>/": ("appeal", self._page(appeal_pages.decide)),
            "<int:object_id>/credit/": ("credit", self._page(credit_pages.credit)),
            "<int:object_id>/recuse/": ("recuse", self._page(recusal.recuse)),
            "<int:object_id>/again/": ("again", self._page(document_pages.try_again)),
            "<int:object_id>/record/pdf/": ("record_pdf", self._page(record_pages.pdf)),
            "<int:object_id>/record/zip/": ("record_zip", self._page(record_pages.archive)),
            "figures/<int:posting_id>/": ("figures", partial(posting_figures.page, self)),
            "export/": ("export", partial(pool_export.export, self)),
            "files/": ("files", partial(pool_file_pages.files, self)),
            "files/<int:pool_file_id>/": ("file", partial(pool_file_pages.fetch, self)),
            "files/<int:pool_file_id>/cancel/": ("file_cancel", partial(pool_file_pages.cancel, self)),
            "filters/": ("filters", partial(saved_filters.filters, self)),
            "filters/keep/": ("filter_keep", partial(saved_filters.keep, self)),
            "filters/<int:saved_filter_id>/": ("filter", partial(saved_filters.open_filter, self)),
            "filters/<int:saved_filter_id>/change/": ("filter_change", partial(saved_filters.change, self)),
            "filters/<int:saved_filter_id>/delete/": ("filter_delete", partial(saved_filters.delete, self)),
            "by-code/": ("by_code", self._list_page(document_pages.by_code)),
            "confirm-as-evaluated/": ("confirm_many", self._list_page(bulk.confirm_as_evaluated)),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_application_{name}")
            for route, (name, view) in pages.items()
        ]

    def _page(self, view: Any) -> Any:
        """A page about one application that this person may see, else 404."""

        def shown(request: HttpRequest, object_id: int, **kwargs: Any) -> HttpResponse:
            application = (
                self.get_queryset(request)
                .select_related("revision", "posting__current_revision")
                .filter(pk=object_id)
                .first()
            )
            if application is None or not self.has_view_permission(request):
                raise Http404
            return view(self, request, application, **kwargs)

        return shown

    def _list_page(self, view: Any) -> Any:
        def shown(request: HttpRequest) -> HttpResponse:
            if not may(request.user, "work_pools"):
                raise Http404
            return view(self, request)

        return shown

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request) or (
            request.method == "POST" and not may(request.user, "work_pools")
        ):
            raise Http404
        beside = saved_filters.beside_list(self, request)
        return super().changelist_view(request, {"title": "Applications", **beside, **(extra_context or {})})

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return self._page(application_page.show)(request, object_id)

    @admin.action(description="Confirm as evaluated…")
    def confirm_as_evaluated(
        self, request: HttpRequest, queryset: QuerySet[Application]
    ) -> HttpResponse | None:
        return bulk.preview_confirm(self, request, queryset)

    @admin.action(description="Establish the eligible list…")
    def establish_list(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        return bulk.to_establish(self, request, queryset)

    @admin.display(description="Points", ordering="-points")
    def order(self, application: Application) -> int:
        return application.points

    @admin.display(description="Applicant", ordering="name")
    def person(self, application: Application) -> SafeString:
        return format_html('{}<span class="under">{}</span>', application.name, application.receipt)

    @admin.display(description="Evaluation")
    def found(self, application: Application) -> SafeString:
        if not application.outcome:
            return tag("Not evaluated yet", "quiet")
        reasons = format_html_join(
            "", '<span class="under">{}</span>', ((REASON_WORDS.get(r, r),) for r in application.reasons)
        )
        failing = (
            application.proof.failing().label
            if application.proof and application.outcome == Outcome.NOT_MET
            else ""
        )
        under = format_html('<span class="under">{}</span>', failing) if failing else reasons
        return tag(application.get_outcome_display(), TONES[Outcome(application.outcome)]) + under

    @admin.display(description="Months on record")
    def experience(self, application: Application) -> SafeString:
        if application.proof is None:
            return format_html("{}", "–")
        return format_html_join(
            "",
            '<span class="line"><span class="number">{}</span> of {} <span class="under-inline">{}</span></span>',
            ((node.months, node.needed, node.short_label) for node in application.proof.experience()),
        )

    @admin.display(description="Waiting", ordering="waiting_since")
    def waiting(self, application: Application) -> str:
        return age(application.waiting_since, application.seen_at)

    @admin.display(description="Scores")
    def scores(self, application: Application) -> SafeString:
        return format_html_join(
            "",
            '<span class="line"><span class="number">{}</span> of {} <span class="under-inline">{}</span></span>',
            (
                (
                    f"{each.score.normalize():f}",
                    f"{each.score_import.highest.normalize():f}",
                    each.examination,
                )
                for each in application.scores
            ),
        )
