"""A candidate called: the hiring manager sets, changes or cancels the interview for them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from screening.domain import interview_by_phone
from screening.domain.interview_booking import booking_of
from screening.domain.interview_offer import free_slots
from screening.domain.interview_queries import offers_for
from screening.errors import Refused
from screening.forms.hiring_manager_by_phone import ByPhoneForm
from screening.permissions import authorise
from screening.views.hiring_manager.door import hiring_page


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def by_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The free times, and canceling where one is set."""
    offer = get_object_or_404(offers_for(request.user), pk=pk)
    interview_list = offer.referral.interview_list
    authorise(request.user, "book_for_candidate", interview_list)
    had = booking_of(offer)
    form = ByPhoneForm(
        request.POST if request.method == "POST" else None,
        slots=free_slots(interview_list.pk, at=request.arrived_at, late=True),
        may_cancel=had is not None,
    )
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            what, note = form.cleaned_data["what"], form.cleaned_data["note"]
            try:
                if what == "cancel":
                    interview_by_phone.cancel(
                        actor=request.user, offer_id=offer.pk, note=note, at=request.arrived_at
                    )
                else:
                    interview_by_phone.book(
                        actor=request.user,
                        offer_id=offer.pk,
                        slot_id=int(what),
                        note=note,
                        at=request.arrived_at,
                    )
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                done = "canceled" if what == "cancel" else "set"
                messages.success(request, f"The interview is {done}, and the candidate was told.")
                return redirect("hiring:interviews", interview_list.pk)
    return render(
        request,
        "hiring_manager/by_phone.html",
        {
            "offer": offer,
            "name": offer.referral.shown_name,
            "interview_list": interview_list,
            "vacancy": interview_list.vacancy,
            "slot": had and had.slot,
            "form": form,
        },
        status=status,
    )
