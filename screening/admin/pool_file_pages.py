"""One's large files: how far each is, fetched when finished, cancelled before."""

from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from screening.admin.pool_export import FILES, given_out
from screening.city_time import city_day
from screening.domain import pool_file
from screening.domain.queries import pool_files_of
from screening.errors import Refused
from screening.permissions import may

A_PAGE = 25


def files(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """What one asked for, the newest first."""
    _must(request, "GET", "HEAD")
    page = Paginator(pool_files_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "admin/screening/pool_files.html",
        model_admin.admin_site.each_context(request)
        | {"title": "My files", "opts": model_admin.opts, "page": page, "days": pool_file.KEPT.days},
    )


def fetch(model_admin: ModelAdmin, request: HttpRequest, pool_file_id: int) -> HttpResponseBase:
    """The finished file, to its asker alone."""
    _must(request, "GET", "HEAD")
    try:
        row, path = pool_file.hand_out(actor=request.user, pool_file_id=pool_file_id, at=request.arrived_at)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect(FILES)
    return given_out(path.open("rb"), row.form, f"applications-{city_day(row.asked_at)}")


def cancel(model_admin: ModelAdmin, request: HttpRequest, pool_file_id: int) -> HttpResponse:
    """POST: it is not made."""
    _must(request, "POST")
    try:
        pool_file.cancel(actor=request.user, pool_file_id=pool_file_id, at=request.arrived_at)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Cancelled. Nothing was taken out.")
    return redirect(FILES)


def _must(request: HttpRequest, *methods: str) -> None:
    if not may(request.user, "export_pool") or request.method not in methods:
        raise Http404
