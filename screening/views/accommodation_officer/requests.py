"""The accommodation officer's door: the requests, one of them, and answering it."""

from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from screening.domain import accommodation
from screening.domain.queries import accommodation_requests_for
from screening.enums import AccommodationEvent
from screening.errors import Refused
from screening.forms.accommodation import AnswerForm
from screening.permissions import authorise
from screening.transitions import accommodation_events
from screening.views.personal import P, View, personal_page

A_PAGE = 25


def officers_page(view: View[P]) -> View[P]:
    """A personal page that nobody but the accommodation officer finds."""

    @personal_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        authorise(request.user, "enter_accommodations")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@officers_page
def requests(request: HttpRequest) -> HttpResponse:
    """Those that wait, the longest first; ``show=past`` gives the settled ones, the latest first."""
    past = request.GET.get("show") == "past"
    rows = accommodation_requests_for(request.user)
    rows = rows.exclude(state__in=accommodation.OPEN) if past else rows.filter(state__in=accommodation.OPEN)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after)) if past else rows.filter(pk__gt=int(after))
    found = list(rows.order_by("-pk" if past else "pk")[: A_PAGE + 1])
    shown = found[:A_PAGE]
    more = f"?{'show=past&' if past else ''}after={shown[-1].pk}" if len(found) > A_PAGE else ""
    return render(
        request,
        "accommodation_officer/requests.html",
        {"requests": shown, "past": past, "next_url": more},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@officers_page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with what was said, and the answer to it."""
    asked = get_object_or_404(accommodation_requests_for(request.user), pk=pk)
    form = AnswerForm(request.POST or None, state=asked.state)
    form.is_bound = request.method == "POST"
    if form.is_bound and form.is_valid():
        try:
            accommodation.answer(
                actor=request.user,
                request_id=asked.pk,
                event=AccommodationEvent(form.cleaned_data["event"]),
                words=form.cleaned_data["words"],
                panel_provides=form.cleaned_data["panel_provides"],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("accommodation:request", asked.pk)
    return render(
        request,
        "accommodation_officer/request.html",
        {
            "asked": asked,
            "replies": asked.replies.select_related("made_by"),
            "form": form if accommodation_events(asked.state) else None,
        },
        status=400 if form.errors else 200,
    )
