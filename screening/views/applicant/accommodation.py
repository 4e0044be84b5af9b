"""Ask for an accommodation from any page, signed in or not; see one's own requests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from postings.domain.queries import announced_postings
from postings.models import Posting
from screening.domain import accommodation
from screening.domain.queries import accommodation_requests_of
from screening.enums import AccommodationEvent, AccommodationStep
from screening.forms.accommodation import AskForm
from screening.middleware import address_of
from screening.rate import too_often
from screening.transitions import accommodation_events
from screening.views.personal import personal_page

REQUESTS, SECONDS = 10, 3600


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def ask(request: HttpRequest) -> HttpResponse:
    """What, for which step, how to reach the person; ``posting`` in the address says for which job."""
    posting = _posting(request)
    actor = request.user if request.user.is_authenticated else None
    form = AskForm(
        request.POST or None,
        initial={"reach": actor.email if actor else "", "step": request.GET.get("step", "")},
    )
    form.is_bound = request.method == "POST"
    if not form.is_valid():
        mine = accommodation_requests_of(actor).order_by("-pk")[:20] if actor else []
        context = {"form": form, "posting": posting, "requests": mine}
        return render(request, "applicant/accommodation.html", context, status=400 if form.errors else 200)
    if too_often("accommodation", address_of(request), most=REQUESTS, seconds=SECONDS):
        form.add_error(
            None,
            _(
                "Many requests came from here within the hour, so this one was not sent. Call or visit us: see below."
            ),
        )
        return render(request, "applicant/accommodation.html", {"form": form, "posting": posting}, status=429)
    asked = accommodation.ask(
        actor=actor,
        step=AccommodationStep(form.cleaned_data["step"]),
        need=form.cleaned_data["need"],
        reach=form.cleaned_data["reach"],
        posting_id=posting.pk if posting else None,
        at=request.arrived_at,
    )
    if actor is None:
        return redirect("applicant:accommodation_sent")
    messages.success(request, _("We have your request. The accommodation officer gets in touch with you."))
    return redirect("applicant:accommodation_one", asked.pk)


@require_safe
@cache_control(private=True, no_store=True)
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next, for somebody who asked without signing in."""
    return render(request, "applicant/accommodation_sent.html")


@require_safe
@personal_page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own request and the answers to it."""
    asked = get_object_or_404(accommodation_requests_of(request.user), pk=pk)
    return render(
        request,
        "applicant/accommodation_one.html",
        {
            "asked": asked,
            "replies": asked.replies.all(),
            "may_withdraw": AccommodationEvent.WITHDRAW in accommodation_events(asked.state),
        },
    )


@require_POST
@personal_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """One needs it no longer."""
    asked = get_object_or_404(accommodation_requests_of(request.user), pk=pk)
    accommodation.withdraw(actor=request.user, request_id=asked.pk, at=request.arrived_at)
    messages.success(request, _("Your request is withdrawn. You can ask again at any time."))
    return redirect("applicant:accommodation_one", asked.pk)


def _posting(request: HttpRequest) -> Posting | None:
    return announced_postings().filter(slug=request.GET.get("posting", "")).first()
