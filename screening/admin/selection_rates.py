"""Selection rates: what was taken last of a posting or a class, as pictures, tables and a file; taken anew by a button."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from postings.models import JobClass, Posting
from screening.admin.site import ReadOnly, personnel_site
from screening.attachment import attachment
from screening.domain import selection_rates
from screening.domain.queries import postings_for
from screening.errors import Refused
from screening.models import SelectionFigures
from screening.permissions import may
from screening.selection_rates_files import group_words, table_words, to_csv
from screening.selection_rates_picture import rates_svg
from screening.spreadsheet import CSV

KINDS = {"posting", "class"}


@admin.register(SelectionFigures, site=personnel_site)
class SelectionRatesAdmin(ReadOnly):
    read_verb = "read_selection_rates"

    def get_urls(self) -> list[URLPattern]:
        """The list of postings and classes, the figures of one, their file."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<slug:kind>/<int:object_id>/": ("figures", self.figures_view),
            "<slug:kind>/<int:object_id>/csv/": ("csv", self.csv_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_selectionfigures_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every posting and every class with applications to count, and when its figures were taken last."""
        self._must_be("GET", request)
        postings = (
            postings_for(request.user).filter(applications__isnull=False).order_by("title", "pk").distinct()
        )
        return self.room_page(
            request,
            "selection_rates_list",
            {
                "title": "Selection rates",
                "groups": [
                    {
                        "words": "By class, all of its recruitments together",
                        "lines": _lines(_classes(postings), "class"),
                    },
                    {"words": "By posting", "lines": _lines(postings, "posting")},
                ],
            },
        )

    def figures_view(self, request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
        """The figures taken last; POST takes new ones."""
        self._must_be("GET", request, "POST")
        subject = self._subject(request, kind, object_id)
        here = reverse("admin:screening_selectionfigures_figures", args=[kind, object_id])
        if request.method == "POST":
            try:
                selection_rates.take(actor=request.user, subject=subject, at=request.arrived_at)
            except Refused as refused:
                messages.warning(request, str(refused))
            else:
                messages.success(request, "The figures were taken and are kept.")
            return redirect(here)
        kept = selection_rates.look(actor=request.user, subject=subject, at=request.arrived_at)
        return self.room_page(
            request,
            "selection_rates",
            {
                "title": f"Selection rates: {subject}",
                "kept": kept,
                "parts": [_drawn(part) for part in selection_rates.parts_of(kept)] if kept else [],
                "may_take": may(request.user, "take_selection_rates", subject),
                "csv": f"{here}csv/",
            },
        )

    def csv_view(self, request: HttpRequest, kind: str, object_id: int) -> HttpResponse:
        """The same numbers as a file."""
        self._must_be("GET", request)
        subject = self._subject(request, kind, object_id)
        kept = selection_rates.look(actor=request.user, subject=subject, at=request.arrived_at, form="csv")
        if kept is None:
            raise Http404
        content = to_csv(selection_rates.parts_of(kept))
        return attachment(content, CSV, f"selection-rates-{subject.slug}.csv")

    def _subject(self, request: HttpRequest, kind: str, object_id: int) -> Posting | JobClass:
        rows: QuerySet[Any] = postings_for(request.user) if kind == "posting" else JobClass.objects.all()
        found = rows.filter(pk=object_id).first() if kind in KINDS else None
        if found is None:
            raise Http404
        return found

    def _must_be(self, method: str, request: HttpRequest, *others: str) -> None:
        if not self.has_view_permission(request):
            raise Http404
        if request.method not in (method, "HEAD", *others):
            raise Http404


def _classes(postings: QuerySet[Posting]) -> QuerySet[JobClass]:
    return JobClass.objects.filter(postings__in=postings.values("pk")).distinct().order_by("title", "pk")


def _lines(rows: QuerySet[Any], kind: str) -> list[dict[str, Any]]:
    return [
        {
            "words": str(row),
            "taken_at": row.taken_at,
            "url": reverse("admin:screening_selectionfigures_figures", args=[kind, row.pk]),
        }
        for row in rows.annotate(taken_at=Max("selection_figures__taken_at"))
    ]


def _drawn(part: dict[str, Any]) -> dict[str, Any]:
    if part.get("too_close"):
        return part
    tables = [
        {
            "words": table_words(table["by"]),
            "svg": rates_svg(table, part["words"]) if len(table["by"]) == 1 else "",
            "rows": [
                row | {"words": group_words(table["by"], row["group"])}
                for row in table["rows"]
                if len(table["by"]) == 1 or row.get("number") != 0
            ],
            "unknown": table["unknown"],
        }
        for table in part["tables"]
    ]
    return part | {"tables": tables}
