"""Finding a job: the list of open jobs with its search, and the same for programs that read it."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from postings.announcement import announcement
from postings.domain.queries import open_postings
from postings.domain.search import closing, with_words
from postings.forms import SearchForm

PAGE = 20


@require_safe
def posting_list(request: Any) -> HttpResponse:
    """The postings that take applications at this moment and match what was asked for."""
    now = request.arrived_at
    form = SearchForm(request.GET)
    asked = form.asked
    found = closing(with_words(open_postings(now), asked.get("q", "")), asked.get("closing", ""), at=now)
    if "job_class" in asked:
        found = found.filter(job_class__slug=asked["job_class"])
    if "department" in asked:
        found = found.filter(department__slug=asked["department"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "cards": [{"posting": posting, "says": announcement(posting, now=now)} for posting in page],
        "total": page.paginator.count,
        "page": page,
        **_ways(page, asked),
    }
    return render(request, "public/postings/list.html", context, status=400 if form.errors else 200)


def _ways(page: Any, asked: dict[str, str]) -> dict[str, Any]:
    """The addresses of the pages around this one, each with the whole search."""

    def url(number: int) -> str:
        return "?" + urlencode({**asked, "page": number})

    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
        "pages": [
            {"number": n, "url": url(n), "current": n == page.number} if isinstance(n, int) else {"gap": True}
            for n in shown
        ],
    }
