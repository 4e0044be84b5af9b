"""Tokens of the read API: made here and shown once, listed with their last use, revoked."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers

from screening.admin.site import ReadOnly, personnel_site
from screening.admin.verb_page import posted
from screening.city_time import city_day
from screening.domain import api_token
from screening.errors import Refused
from screening.forms.api_token import ApiTokenForm
from screening.models import ApiToken
from screening.permissions import may

ROOM = "admin:screening_apitoken_changelist"
A_PAGE = 50


@admin.register(ApiToken, site=personnel_site)
class ApiTokenAdmin(ReadOnly):
    read_verb = "read_api_tokens"
    room = "API tokens"

    def get_urls(self) -> list[URLPattern]:
        """The list, the page that makes one, and the button that ends one."""
        pages = {
            "": ("changelist", self.changelist_view),
            "make/": ("make", self.make_view),
            "<int:object_id>/revoke/": ("revoke", self.revoke_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_apitoken_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every token, the newest first: what it opens, until when, and when it was last used."""
        self._must(request, "read_api_tokens", "GET", "HEAD")
        rows = ApiToken.objects.select_related("department", "made_by", "revoked_by")
        page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        today = city_day(request.arrived_at)
        context = {
            "title": "API tokens",
            "page": page,
            "lines": [{"token": token, "is_open": token.is_open_on(today)} for token in page],
            "may_make": may(request.user, "make_api_token"),
        }
        return self._page(request, "api_tokens", context)

    def make_view(self, request: HttpRequest) -> HttpResponse:
        """GET: what it is for; POST: the secret, on this one page and never again."""
        self._must(request, "make_api_token", "GET", "HEAD", "POST")
        form, status = ApiTokenForm(posted(request)), 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    token, secret = api_token.make(
                        actor=request.user, at=request.arrived_at, **form.cleaned_data
                    )
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    context = {"title": "A new API token", "token": token, "secret": secret}
                    return self._page(request, "api_token_made", context)
        return self._page(request, "api_token_make", {"title": "Make an API token", "form": form}, status)

    def revoke_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """POST: from now on nothing can be read with it."""
        self._must(request, "revoke_api_token", "POST")
        token = get_object_or_404(ApiToken, pk=object_id)
        try:
            api_token.revoke(actor=request.user, token_id=token.pk, at=request.arrived_at)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, f"Revoked: {token.purpose}. Nothing can be read with it any more.")
        return redirect(ROOM)

    def _must(self, request: HttpRequest, verb: str, *methods: str) -> None:
        if not may(request.user, verb) or request.method not in methods:
            raise Http404

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        response = TemplateResponse(
            request,
            f"admin/screening/{template}.html",
            self.admin_site.each_context(request) | {"opts": self.opts} | context,
            status=status,
        )
        add_never_cache_headers(response)
        return response
