"""Pages that anybody may read: a posting, its past revisions, how applications are evaluated."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from postings.changes import parts_of
from postings.domain.queries import announced_postings, published_revisions
from postings.domain.spoken import language_in_force, spoken
from postings.models import PostingRevision
from postings.posting_page import posting_page


@require_safe
def detail(request: Any, slug: str) -> HttpResponse:
    """A posting as it stands: its current revision. One that was never published is not there."""
    return _page(request, slug, None)


@require_safe
def revision(request: Any, slug: str, number: int) -> HttpResponse:
    """One published revision of a posting, also a past one: what an application filed under it was asked."""
    return _page(request, slug, number)


@require_safe
def changes(request: Any, slug: str, before: int, number: int) -> HttpResponse:
    """What changed from one published revision to a later one."""
    posting = get_object_or_404(announced_postings(), slug=slug)
    revisions = {revision.number: revision for revision in published_revisions(posting)}
    if before >= number or before not in revisions or number not in revisions:
        raise Http404
    language = language_in_force()
    both = [revisions[before], revisions[number]]
    if all(language in revision.translations for revision in both):
        both = [spoken(revision) for revision in both]
    parts = parts_of(*both)
    context = {
        "posting": posting,
        "before": both[0],
        "now": both[1],
        "changed": [part for part in parts if part.changes],
        "same": [part.title for part in parts if not part.changes],
    }
    return render(request, "public/postings/changes.html", context)


@require_safe
def how_we_evaluate(request: Any) -> HttpResponse:
    return render(request, "public/postings/how_we_evaluate.html")


def _page(request: Any, slug: str, number: int | None) -> HttpResponse:
    posting = get_object_or_404(announced_postings(), slug=slug)
    revisions = [spoken(revision) for revision in published_revisions(posting)]
    wanted = posting.current_revision.number if number is None and posting.current_revision else number
    shown: PostingRevision | None = next((each for each in revisions if each.number == wanted), None)
    if shown is None:
        raise Http404
    context = posting_page(posting, shown, revisions=revisions, now=request.arrived_at)
    return render(request, "public/postings/posting.html", context | {"is_revision_page": number is not None})
