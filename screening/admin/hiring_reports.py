"""Hiring in reports: time to each step, use of the lists, why names left, by department, class and period."""

from typing import Any

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from postings.models import Department, JobClass
from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain.hiring_report_queries import Scope, scope_of_pools
from screening.domain.queries import postings_for
from screening.forms.day import DayField
from screening.hiring_report_tables import tables, to_csv, to_xlsx
from screening.permissions import may
from screening.spreadsheet import CSV, XLSX


class PeriodForm(forms.Form):
    """Which vacancies and lists are counted; nothing chosen: all."""

    department = forms.ModelChoiceField(Department.objects.all(), required=False, empty_label="All")
    job_class = forms.ModelChoiceField(
        JobClass.objects.none(), required=False, label="Class", empty_label="All"
    )
    first = DayField(required=False, label="Opened from")
    last = DayField(required=False, label="to")

    def __init__(self, *args: Any, postings: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["job_class"].queryset = JobClass.objects.filter(  # type: ignore[attr-defined]
            pk__in=postings.order_by().values("job_class")
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", "The last day is before the first. Enter a later one.")
        return given


def page(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """The reports with what narrows them; a filter that is wrong counts nothing and says so."""
    form = _form(request)
    right = form.is_valid()
    return TemplateResponse(
        request,
        "admin/screening/hiring_reports.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": "Hiring in reports",
            "opts": model_admin.opts,
            "form": form,
            "tables": tables(_scope(request, form), today=city_day(request.arrived_at)) if right else [],
            "query": request.GET.urlencode(),
        },
        status=200 if right else 400,
    )


def file(model_admin: ModelAdmin, request: HttpRequest, report: str, kind: str) -> HttpResponse:
    """One report under the same filter as a file."""
    form = _form(request)
    if kind not in ("csv", "xlsx") or not form.is_valid():
        raise Http404
    today = city_day(request.arrived_at)
    for table in tables(_scope(request, form), today=today):
        if table.slug == report:
            name = f"hiring-{table.slug}-{today.isoformat()}.{kind}"
            if kind == "csv":
                return attachment(to_csv(table), CSV, name)
            return attachment(to_xlsx(table, today=today), XLSX, name)
    raise Http404


def _form(request: HttpRequest) -> PeriodForm:
    if not may(request.user, "read_pools") or request.method not in ("GET", "HEAD"):
        raise Http404
    return PeriodForm(request.GET, postings=postings_for(request.user))


def _scope(request: HttpRequest, form: PeriodForm) -> Scope:
    given = form.cleaned_data
    return scope_of_pools(
        request.user,
        department=given["department"],
        job_class=given["job_class"],
        first=given["first"],
        last=given["last"],
    )
