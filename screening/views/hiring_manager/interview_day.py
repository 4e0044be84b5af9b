"""The day sheet of all interviews of a list on one day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from screening.domain.hiring_queries import interview_lists_for
from screening.domain.interview_queries import slots_of
from screening.views.hiring_manager.door import hiring_page
from screening.views.panel.day_sheet import PDF, PRINT, answer


@require_safe
@hiring_page
def page(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The day for paper."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    return answer(request, interview_list, slots_of(interview_list), day, PRINT)


@require_safe
@hiring_page
def pdf(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The day as a PDF."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    return answer(request, interview_list, slots_of(interview_list), day, PDF)
