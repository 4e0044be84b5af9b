"""A manager's reports: time to each step, use of the lists, why names left, on a page and as files."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain.hiring_report_queries import scope_of_departments
from screening.hiring_report_tables import Table, tables, to_csv, to_xlsx
from screening.spreadsheet import CSV, XLSX
from screening.views.hiring_manager.door import hiring_page


@require_safe
@hiring_page
def page(request: HttpRequest) -> HttpResponse:
    """The three reports of my departments' vacancies, each a picture and a table."""
    scope = scope_of_departments(request.user)
    return render(
        request,
        "hiring_manager/reports.html",
        {"tables": tables(scope, today=city_day(request.arrived_at)), "vacancies": len(scope.vacancies)},
    )


@require_safe
@hiring_page
def csv(request: HttpRequest, report: str) -> HttpResponse:
    """One report as comma-separated values."""
    table, today = _one(request, report)
    return attachment(to_csv(table), CSV, f"hiring-{table.slug}-{today.isoformat()}.csv")


@require_safe
@hiring_page
def xlsx(request: HttpRequest, report: str) -> HttpResponse:
    """One report as a workbook."""
    table, today = _one(request, report)
    return attachment(to_xlsx(table, today=today), XLSX, f"hiring-{table.slug}-{today.isoformat()}.xlsx")


def _one(request: HttpRequest, report: str) -> tuple[Table, date]:
    today = city_day(request.arrived_at)
    for table in tables(scope_of_departments(request.user), today=today):
        if table.slug == report:
            return table, today
    raise Http404
