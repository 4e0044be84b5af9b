"""The day sheet, to print or as a PDF: for a panel member their own interviews, for the hiring manager all of the day."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from screening.city_time import city_day
from screening.day_sheet_pdf import day_sheet_pdf
from screening.domain import interview_day
from screening.domain.interview_queries import panel_lists_for, panel_slots_of
from screening.models import InterviewList, InterviewSlot
from screening.views.panel.door import panel_page

PRINT, PDF = "print", "pdf"


@require_safe
@panel_page
def page(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """One's own interviews of a day, for paper."""
    interview_list = get_object_or_404(panel_lists_for(request.user), pk=pk)
    return answer(request, interview_list, panel_slots_of(interview_list, request.user), day, PRINT)


@require_safe
@panel_page
def pdf(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """One's own interviews of a day as a PDF."""
    interview_list = get_object_or_404(panel_lists_for(request.user), pk=pk)
    return answer(request, interview_list, panel_slots_of(interview_list, request.user), day, PDF)


def answer(
    request: HttpRequest, interview_list: InterviewList, slots: Iterable[InterviewSlot], day: str, form: str
) -> HttpResponse:
    """The sheet in one form; a day without interviews is not found."""
    at = request.arrived_at
    sheet = interview_day.day_sheet(interview_list, slots, _read(day), today=city_day(at))
    if not sheet.interviews:
        raise Http404
    interview_day.take_out(actor=request.user, sheet=sheet, form=form, at=at)
    if form == PDF:
        response = HttpResponse(
            day_sheet_pdf(sheet, made_for=str(request.user), at=at), content_type="application/pdf"
        )
        response.headers["Content-Disposition"] = f'inline; filename="interviews-{sheet.day}.pdf"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    context = {"sheet": sheet, "vacancy": interview_list.vacancy, "printed_at": at}
    return render(request, "panel/day_sheet.html", context)


def _read(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
