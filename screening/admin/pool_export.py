"""The page on which a list is taken out as a file: columns, answers, only what is new. A large one is made in the background."""

import tempfile
from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from postings.models import Posting
from screening.admin.application_page import rows_of
from screening.admin.verb_page import posted
from screening.city_time import city_day, instant_in_words
from screening.domain import pool_export, pool_file
from screening.errors import Refused
from screening.forms.pool_export import PoolExportForm
from screening.models import Application
from screening.permissions import may
from screening.pool_columns import questions_of
from screening.pool_writing import Written, about_file, write_pool
from screening.spreadsheet import CSV, MOST_ROWS, XLSX

NOT_A_FILTER = ("p", "o", "all", "_changelist_filters")
IN_MEMORY = 1_000_000
AT_ONCE = 1_000
"""Rows that are written while the browser waits, about a second; more are made in the background."""
FILES = "admin:screening_application_files"


def export(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponseBase:
    """GET: choose; POST: the file, or the page on which a large one will stand. The address carries the list's own filter."""
    if not may(request.user, "export_pool"):
        raise Http404
    query = _filter(request.GET)
    found = rows_of(model_admin, request, query)
    if found is None:
        raise Http404
    shown, ordering = found
    form, status = PoolExportForm(posted(request)), 200
    count = shown.order_by().count()
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _file(request, shown.order_by(*ordering), count, query, form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
    last = pool_export.last_of(request.user, query)
    back = reverse("admin:screening_application_changelist")
    return TemplateResponse(
        request,
        "admin/screening/pool_export.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": "Take this list out as a file",
            "opts": model_admin.opts,
            "form": form,
            "count": count,
            "is_large": count > AT_ONCE,
            "last": last,
            "back": f"{back}?{query}" if query else back,
        },
        status=status,
    )


def _filter(given: QueryDict) -> str:
    """The filter as one text, whatever the order in which it was put together."""
    kept = sorted((key, value) for key, value in given.items() if key not in NOT_A_FILTER and value)
    made = QueryDict(mutable=True)
    for key, value in kept:
        made[key] = str(value)
    return made.urlencode()


def _file(
    request: HttpRequest, shown: QuerySet[Application], count: int, query: str, cleaned: dict[str, Any]
) -> HttpResponseBase:
    if cleaned["form"] == "xlsx" and count > MOST_ROWS:
        raise Refused(f"A workbook holds {MOST_ROWS:,} rows at most. Choose CSV, or filter the list.")
    questions = _questions(shown) if cleaned["answers"] else {}
    wanted = {
        "actor": request.user,
        "rows": shown,
        "query": query,
        "form": cleaned["form"],
        "only_new": cleaned["only_new"],
        "at": request.arrived_at,
    }
    if count > AT_ONCE:
        pool_file.ask(columns=cleaned["columns"], questions=questions, **wanted)
        messages.success(
            request, "The file is being made. Load this page again to see how far it is, then download it."
        )
        return redirect(FILES)
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)

    def write(chosen: Iterable[Application]) -> Written:
        about = about_file(
            made=instant_in_words(request.arrived_at),
            by=str(request.user),
            query=query,
            only_new=cleaned["only_new"],
        )
        return write_pool(
            file,
            chosen,
            form=cleaned["form"],
            columns=cleaned["columns"],
            questions=questions,
            about=about,
        )

    pool_export.take_out(columns=[*cleaned["columns"], *questions], write=write, **wanted)
    return given_out(file, cleaned["form"], f"applications-{city_day(request.arrived_at)}")


def _questions(shown: QuerySet[Application]) -> Mapping[str, str]:
    postings = Posting.objects.filter(pk__in=shown.order_by().values("posting_id").distinct())
    if len(postings) > 1:
        raise Refused(
            "Each posting asks its own questions. Filter the list by one posting, or leave the answers out."
        )
    return questions_of(postings)


def given_out(file: IO[bytes], form: str, name: str) -> FileResponse:
    """A file for the person's computer."""
    return FileResponse(
        file, as_attachment=True, filename=f"{name}.{form}", content_type=CSV if form == "csv" else XLSX
    )
