"""Every notice ever given to me: the record, of which the e-mail is an echo."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from screening.domain import notice as notices
from screening.domain.queries import notices_of
from screening.views.personal import personal_page

A_PAGE = 25


@require_safe
@personal_page
def mine(request: HttpRequest) -> HttpResponse:
    page = Paginator(notices_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "applicant/notices.html",
        {
            "page": page,
            "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
            "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        },
    )


@require_safe
@personal_page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    notices.mark_read(notice=notice, at=request.arrived_at)
    return render(request, "applicant/notice.html", {"notice": notice})
