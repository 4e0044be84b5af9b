"""The page on which a list is taken out as a file: columns, answers, only what is new."""

import hashlib
import tempfile
from typing import IO, Any

from django.contrib.admin.options import ModelAdmin
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from postings.models import Posting
from screening.admin.application_page import rows_of
from screening.admin.verb_page import posted
from screening.city_time import city_day, instant_in_words
from screening.domain import pool_export
from screening.domain.pool_export import Written
from screening.errors import Refused
from screening.forms.pool_export import PoolExportForm
from screening.models import Application
from screening.permissions import may
from screening.pool_columns import COLUMNS, questions_of, rows
from screening.spreadsheet import CSV, MOST_ROWS, XLSX, write_csv, write_xlsx

NOT_A_FILTER = ("p", "o", "all", "_changelist_filters")
IN_MEMORY = 1_000_000


def export(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponseBase:
    """GET: choose; POST: the file. The address carries the list's own filter."""
    if not may(request.user, "export_pool"):
        raise Http404
    query = _filter(request.GET)
    found = rows_of(model_admin, request, query)
    if found is None:
        raise Http404
    shown, ordering = found
    form, status = PoolExportForm(posted(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _file(request, shown.order_by(*ordering), query, form.cleaned_data)
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
            "count": shown.order_by().count(),
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
    request: HttpRequest, shown: QuerySet[Application], query: str, cleaned: dict[str, Any]
) -> HttpResponseBase:
    columns, questions = cleaned["columns"], {}
    if cleaned["form"] == "xlsx" and shown.order_by().count() > MOST_ROWS:
        raise Refused(f"A workbook holds {MOST_ROWS:,} rows at most. Choose CSV, or filter the list.")
    if cleaned["answers"]:
        postings = Posting.objects.filter(pk__in=shown.order_by().values("posting_id").distinct())
        if len(postings) > 1:
            raise Refused(
                "Each posting asks its own questions. Filter the list by one posting, or leave the answers out."
            )
        questions = questions_of(postings)
    titles = [COLUMNS[column][0] for column in columns] + list(questions.values())
    file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)

    def write(chosen: QuerySet[Application]) -> Written:
        lines = rows(chosen, columns, questions)
        if cleaned["form"] == "csv":
            count = write_csv(file, titles, lines)
        else:
            about = [
                ("Made", instant_in_words(request.arrived_at)),
                ("By", str(request.user)),
                ("Filter", query or "None"),
                ("Only what is new", "yes" if cleaned["only_new"] else "no"),
            ]
            count = write_xlsx(file, titles, lines, about)
        file.seek(0)
        digest = hashlib.sha256()
        while some := file.read(IN_MEMORY):
            digest.update(some)
        file.seek(0)
        return Written(count, digest.hexdigest())

    pool_export.take_out(
        actor=request.user,
        rows=shown,
        query=query,
        form=cleaned["form"],
        columns=[*columns, *questions],
        only_new=cleaned["only_new"],
        write=write,
        at=request.arrived_at,
    )
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"applications-{city_day(request.arrived_at)}.{cleaned['form']}",
        content_type=CSV if cleaned["form"] == "csv" else XLSX,
    )
