"""Eligible lists: read as established, in their order. Establishing one is a page of its own with a preview."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from postings.list_policy_in_words import policy_in_words
from screening.admin import establish, last_day_pages, list_as_of, removal_pages
from screening.admin.site import ReadOnly, personnel_site
from screening.admin.words import days_left, tag
from screening.city_time import city_day
from screening.domain import list_serving
from screening.domain.eligible_list import policy_of
from screening.domain.list_return import interview_lists_from
from screening.domain.queries import eligible_lists_for, entries_of, qualified_unlisted
from screening.domain.removal_queries import removals_waiting
from screening.models import EligibleList
from screening.permissions import may

NAMES_A_PAGE = 100


class Lists(admin.views.main.ChangeList):
    """A page of lists, each knowing the day on which it is looked at: in force is read, not stored."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        for eligible_list in self.result_list:
            eligible_list.seen_on = city_day(request.arrived_at)


@admin.register(EligibleList, site=personnel_site)
class EligibleListAdmin(ReadOnly):
    list_display = ("recruitment", "established_on", "last_day", "left", "force", "names")
    list_display_links = ("recruitment",)
    list_per_page = 50
    list_max_show_all = 0
    sortable_by = ("established_on", "last_day")
    ordering = ("-established_on", "-id")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("posting__title",)
    search_help_text = "The title of a posting"
    actions = None
    change_list_template = "admin/screening/eligible_lists.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[admin.views.main.ChangeList]:
        return Lists

    def get_queryset(self, request: HttpRequest) -> QuerySet[EligibleList]:
        return eligible_lists_for(request.user).annotate(name_count=Count("entries")).order_by(*self.ordering)

    def get_urls(self) -> list[URLPattern]:
        """The lists, one list, and the page to establish one; there is no page to add, edit or delete."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:object_id>/change/": ("change", self.change_view),
            "<int:object_id>/as-of/": ("as_of", self.as_of_view),
            "<int:object_id>/names/<int:entry_id>/": ("name", self.name_view),
            "<int:object_id>/last-day/": ("last_day", self.last_day_view),
            "<int:object_id>/last-day/<int:change_id>/agree/": ("last_day_approve", self.agree_view),
            "<int:object_id>/last-day/<int:change_id>/drop/": ("last_day_drop", self.drop_view),
            "establish/<int:posting_id>/": ("establish", self.establish_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_eligiblelist_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise Http404
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        waiting = establish.postings_waiting(request.user) if may(request.user, "work_pools") else []
        removals = removals_waiting(request.user) if may(request.user, "work_pools") else []
        own = {"title": "Eligible lists", "waiting": waiting, "removals": removals}
        return super().changelist_view(request, own | (extra_context or {}))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One list: its days, and its names in their order with the reasons."""
        if not self.has_view_permission(request):
            raise Http404
        eligible_list = (
            self.get_queryset(request)
            .select_related("established_by", "revision")
            .filter(pk=object_id)
            .first()
        )
        if eligible_list is None:
            raise Http404
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        day = city_day(request.arrived_at)
        page = Paginator(entries_of(eligible_list), NAMES_A_PAGE).get_page(request.GET.get("page"))
        removal_pages.mark(page.object_list)
        policy = policy_of(eligible_list.revision)
        for entry in page.object_list:
            entry.band = policy.band_of(entry.score)
        return TemplateResponse(
            request,
            "admin/screening/eligible_list.html",
            self.admin_site.each_context(request)
            | {
                "title": str(eligible_list.posting),
                "opts": self.opts,
                "list": eligible_list,
                "today": day,
                "in_force": eligible_list.is_in_force_on(day),
                **last_day_pages.shown(request, eligible_list, in_force=eligible_list.is_in_force_on(day)),
                "days_left": days_left(eligible_list, day),
                "policy_words": [*policy_in_words(policy), list_serving.WHY[policy.serves]],
                "page": page,
                "sent": interview_lists_from(eligible_list, day),
                "can_add": may(request.user, "establish_list", eligible_list.posting)
                and eligible_list.is_in_force_on(day)
                and qualified_unlisted(eligible_list.posting).exists(),
            },
        )

    def as_of_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The list as it stood on a day."""
        eligible_list = self._one(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return list_as_of.page(self, request, eligible_list)

    def name_view(self, request: HttpRequest, object_id: int, entry_id: int) -> HttpResponse:
        """One name of the list: its removal, the reply, the decision."""
        return removal_pages.page(self, request, self._one(request, object_id), entry_id)

    def last_day_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Propose another last day."""
        return last_day_pages.page(self, request, self._one(request, object_id))

    def agree_view(self, request: HttpRequest, object_id: int, change_id: int) -> HttpResponse:
        """Agree to a proposed last day."""
        return last_day_pages.decide(request, self._one(request, object_id), change_id, agrees=True)

    def drop_view(self, request: HttpRequest, object_id: int, change_id: int) -> HttpResponse:
        """Drop a proposed last day."""
        return last_day_pages.decide(request, self._one(request, object_id), change_id, agrees=False)

    def _one(self, request: HttpRequest, object_id: int) -> EligibleList:
        eligible_list = eligible_lists_for(request.user).filter(pk=object_id).first()
        if eligible_list is None or not self.has_view_permission(request):
            raise Http404
        return eligible_list

    def establish_view(self, request: HttpRequest, posting_id: int) -> HttpResponse:
        return establish.page(self, request, posting_id)

    @admin.display(description="Posting")
    def recruitment(self, eligible_list: EligibleList) -> str:
        return str(eligible_list.posting)

    @admin.display(description="Last day", ordering="expires_on")
    def last_day(self, eligible_list: EligibleList) -> Any:
        return eligible_list.expires_on

    @admin.display(description="Days left")
    def left(self, eligible_list: EligibleList) -> str:
        return days_left(eligible_list, eligible_list.seen_on)

    @admin.display(description="In force")
    def force(self, eligible_list: EligibleList) -> SafeString:
        return (
            tag("In force", "success")
            if eligible_list.is_in_force_on(eligible_list.seen_on)
            else tag("Ended", "quiet")
        )

    @admin.display(description="Names")
    def names(self, eligible_list: EligibleList) -> int:
        return eligible_list.name_count
