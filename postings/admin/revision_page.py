"""One revision on one page: its requirements in words, its wage schedule, its worked examples and how they come out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from postings.domain.publishing_checks import example_results, publishing_problems
from postings.domain.queries import compiled, wage_schedule
from postings.list_policy import ListPolicy
from postings.list_policy_in_words import policy_in_words
from postings.minimum_requirements import RequirementsError
from postings.models import Posting, PostingRevision
from postings.posting_page import set_sections
from postings.requirement_page import requirement_levels


def revision_of(posting: Posting, number: int) -> PostingRevision:
    """A revision of a posting with its parts, published or a draft. Raises Http404."""
    rows = posting.revisions.select_related("published_by").prefetch_related(
        "wage_increases", "questions", "document_kinds"
    )
    revision = rows.filter(number=number).first() if number < 2**15 else None
    if revision is None:
        raise Http404
    revision.posting = posting
    return revision


def revision_page(model_admin: Any, request: HttpRequest, posting: Posting, *, number: int) -> HttpResponse:
    """Everything of a revision that its publication rests on."""
    revision = revision_of(posting, number)
    is_draft = revision.published_at is None
    context = {
        "title": revision.label,
        "opts": model_admin.opts,
        "posting": posting,
        "revision": revision,
        "is_current": revision.pk == posting.current_revision_id,
        "problems": publishing_problems(revision) if is_draft else [],
        "may_publish": is_draft and model_admin.door.may(request.user, "publish_revision", posting),
        "wages": wage_schedule(revision),
        "sections": set_sections(revision),
        "policy_words": policy_in_words(ListPolicy.of(revision.list_policy)),
        **_checked(revision),
    }
    return TemplateResponse(
        request, "admin/postings/revision.html", model_admin.admin_site.each_context(request) | context
    )


def _checked(revision: PostingRevision) -> dict[str, Any]:
    """The requirements in words and the examples with their results; nothing where a draft cannot be read yet."""
    try:
        requirements = compiled(revision)
    except RequirementsError:
        return {"levels": [], "examples": []}
    results = example_results(revision, requirements)
    examples = [
        {
            "result": result,
            "why": example.get("why", ""),
            "expected": example.get("expected", {}).get("outcome", ""),
        }
        for result, example in zip(results, revision.worked_examples, strict=True)
    ]
    return {"levels": requirement_levels(requirements), "examples": examples}
