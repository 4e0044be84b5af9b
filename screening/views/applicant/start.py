"""Before one begins, and one's applications."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from postings.announcement import announcement
from postings.domain.spoken import spoken
from postings.enums import PostingState
from postings.models import Posting
from screening.city_time import city_day
from screening.domain import application as applications
from screening.domain.completeness import sections_of
from screening.domain.file_question import paper_kinds
from screening.domain.newest_revision import move_to_newest_revision
from screening.domain.queries import applications_of
from screening.domain.removal_queries import stands_on_a_list
from screening.domain.reuse import earlier_applications, is_untouched
from screening.enums import Section
from screening.views.applicant.door import own_draft
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """What an application takes; beginning one needs an account, and comes back here after sign-up."""
    posting = get_object_or_404(
        Posting.objects.exclude(state=PostingState.DRAFT).select_related("current_revision", "department"),
        slug=slug,
    )
    if request.method == "POST" and request.user.is_authenticated:
        application = applications.start(actor=request.user, posting_id=posting.pk, at=request.arrived_at)
        offered = is_untouched(application) and earlier_applications(application).exists()
        return redirect("applicant:earlier" if offered else "applicant:application", application.pk)
    started = None
    if request.user.is_authenticated:
        started = applications_of(request.user).filter(posting=posting).first()
    assert posting.current_revision is not None  # what is public was published
    revision = spoken(posting.current_revision)
    return render(
        request,
        "applicant/start.html",
        {
            "posting": posting,
            "announcement": announcement(posting, now=request.arrived_at),
            "started": started,
            "may_copy": started is None
            and request.user.is_authenticated
            and applications_of(request.user).exists(),
            "asks_typing": Section.TYPING in sections_of(revision),
            "document_kinds": paper_kinds(revision).values(),
        },
    )


@require_safe
@personal_page
def mine(request: HttpRequest) -> HttpResponse:
    """My applications, the newest first."""
    rows = applications_of(request.user).annotate(stands=stands_on_a_list(city_day(request.arrived_at)))
    return render(request, "applicant/applications.html", {"applications": rows.order_by("-pk")})


@require_POST
@personal_page
def newest_revision(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with the posting's newest revision."""
    application = own_draft(request, pk)
    move_to_newest_revision(actor=request.user, application_id=application.pk, at=request.arrived_at)
    return redirect("applicant:application", application.pk)
