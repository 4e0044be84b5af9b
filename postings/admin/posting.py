"""Postings and their revisions to look at, and a page before each verb. What is published is never edited."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from postings.admin import begin_pages, verb_pages
from postings.admin.door import Door
from postings.admin.draft_pages import draft_page
from postings.admin.revision_page import revision_page
from postings.announcement import announcement
from postings.enums import PostingEvent, PostingState
from postings.models import Posting
from postings.transitions import allowed


def register(site: admin.AdminSite, door: Door) -> None:
    """Give the postings a room in a site. ``door`` says who may look, at which rows, and who may call which verb."""
    site.register(Posting, type("PostingAdmin", (PostingAdmin,), {"door": door}))


class Announced(ChangeList):
    """A page of postings, each knowing the instant at which it is looked at: open is read, not stored."""

    def get_results(self, request: Any) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        for posting in self.result_list:
            posting.says = announcement(posting, now=request.arrived_at)


class PostingAdmin(admin.ModelAdmin):
    door: Door
    list_display = ("title", "department", "standing", "current", "drafts")
    list_per_page = 50
    list_max_show_all = 0
    ordering = ("title", "id")
    sortable_by = ("title", "department")
    search_fields = ("title", "department__name")
    search_help_text = "A title or a department"
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    change_list_template = "admin/postings/postings.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the room is open to this person; which postings are in it is said by ``get_queryset``."""
        return self.door.may_look(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Announced

    def get_queryset(self, request: HttpRequest) -> QuerySet[Posting]:
        drafts = Count("revisions", filter=Q(revisions__published_at__isnull=True))
        return (
            self.door.postings_for(request.user)
            .select_related("department", "job_class", "current_revision")
            .annotate(draft_count=drafts)
            .order_by(*self.ordering)
        )

    def get_urls(self) -> list[URLPattern]:
        """The list, a posting, a revision, and a page for each verb; a draft is written on pages of its own."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:object_id>/change/": ("change", self.change_view),
            "<int:object_id>/close/": ("close", self._page(verb_pages.close)),
            "<int:object_id>/cancel/": ("cancel", self._page(verb_pages.cancel)),
            "begin/": ("begin", partial(begin_pages.begin_page, self)),
            "<int:object_id>/draft/": ("draft", self._page(begin_pages.draft_door)),
            "<int:object_id>/draft/<slug:part>/": ("draft_part", self._page(draft_page)),
            "<int:object_id>/revisions/<int:number>/": ("revision", self._page(revision_page, "GET", "HEAD")),
            "<int:object_id>/revisions/<int:number>/publish/": ("publish", self._page(verb_pages.publish)),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"postings_posting_{name}")
            for route, (name, view) in pages.items()
        ]

    def _page(self, page: Any, *methods: str) -> Any:
        def view(request: HttpRequest, object_id: int, **further: Any) -> HttpResponse:
            posting = self.posting(request, object_id)
            known = methods or ("GET", "HEAD", "POST")
            if request.method not in known:
                return HttpResponseNotAllowed(known)
            return page(self, request, posting, **further)

        return view

    def posting(self, request: HttpRequest, pk: int) -> Posting:
        """A posting that this person may look at. Raises Http404."""
        found = (
            self.get_queryset(request).filter(pk=pk).first() if self.has_view_permission(request) else None
        )
        if found is None:
            raise Http404
        return found

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise Http404
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return super().changelist_view(
            request,
            {
                "title": "Postings",
                "may_begin": self.door.may(request.user, "begin_posting", None),
                **(extra_context or {}),
            },
        )

    def change_view(
        self, request: Any, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One posting: how it stands, its revisions, and what can be done with it."""
        posting = self.posting(request, int(object_id))
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        says = announcement(posting, now=request.arrived_at)
        may_close = allowed(posting.state, PostingEvent.CLOSE) and (says.kind in ("continuous", "closed"))
        context = {
            "title": posting.title,
            "opts": self.opts,
            "posting": posting,
            "says": says,
            "revisions": posting.revisions.select_related("published_by").order_by("-number"),
            "may_write": posting.state != PostingState.CANCELLED
            and self.door.may(request.user, "write_draft", posting),
            "draft": posting.drafts.filter(ended_at__isnull=True).select_related("begun_by").first(),
            "may_close": may_close and self.door.may(request.user, "close_posting", posting),
            "may_cancel": allowed(posting.state, PostingEvent.CANCEL)
            and self.door.may(request.user, "cancel_posting", posting),
        }
        return TemplateResponse(
            request, "admin/postings/posting.html", self.admin_site.each_context(request) | context
        )

    @admin.display(description="Stands")
    def standing(self, posting: Any) -> str:
        return "Draft" if posting.state == "draft" else posting.says.short

    @admin.display(description="Current revision")
    def current(self, posting: Posting) -> str:
        return posting.current_revision.label if posting.current_revision else "None published yet"

    @admin.display(description="Drafts to publish", ordering="draft_count")
    def drafts(self, posting: Any) -> str:
        return str(posting.draft_count or "")
