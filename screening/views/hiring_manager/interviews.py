"""The interviews of an issued list: their times, to whom they are offered, and who chose which."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain import interview_booking, interview_offer, interview_slot
from screening.domain.disposition import last_of
from screening.domain.hiring_queries import interview_lists_for
from screening.domain.interview_day import days_of
from screening.domain.interview_queries import slots_for, slots_of
from screening.enums import InterviewListState
from screening.errors import Refused
from screening.forms.hiring_manager_interviews import SlotsForm
from screening.models import InterviewList
from screening.permissions import authorise, may
from screening.views.hiring_manager.door import hiring_page, say_why_not


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """Times and names; POST offers the free times to the ticked names."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    if request.method == "POST":
        return _offer(request, interview_list)
    slots = list(slots_of(interview_list))
    names = [
        (one, getattr(one, "interview_offer", None), last_of(one))
        for one in interview_list.referrals.select_related(
            "entry__application", "interview_offer"
        ).prefetch_related("dispositions")
    ]
    works = (
        may(request.user, "offer_interview", interview_list)
        and interview_list.state == InterviewListState.ISSUED
    )
    at = request.arrived_at
    return render(
        request,
        "hiring_manager/interviews.html",
        {
            "interview_list": interview_list,
            "vacancy": interview_list.vacancy,
            "slots": [(slot, works and slot.starts_at > at) for slot in slots],
            "days": days_of(slots),
            "free": sum(not slot.taken and slot.changes_until >= at for slot in slots),  # type: ignore[attr-defined]
            "names": [
                (one, offer, last, works and not offer and not (last and last.kind in FINAL_DISPOSITIONS))
                for one, offer, last in names
            ],
            "works": works,
            "may_offer_any": works
            and any(
                not offer and not (last and last.kind in FINAL_DISPOSITIONS) for _one, offer, last in names
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a row of interview times."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    authorise(request.user, "make_interview_slots", interview_list)
    form = SlotsForm(
        request.POST if request.method == "POST" else None,
        panel=interview_slot.may_sit_on_panel(interview_list),
        city_zone=settings.CITY_TIME_ZONE,
    )
    if form.is_bound and form.is_valid():
        try:
            made = interview_slot.make(
                actor=request.user, interview_list_id=interview_list.pk, new=form.new(), at=request.arrived_at
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            count = len(made)
            messages.success(
                request,
                f"{count} interview {'time is' if count == 1 else 'times are'} made. Next, offer them to names.",
            )
            return redirect("hiring:interviews", interview_list.pk)
    return render(
        request,
        "hiring_manager/interview_times.html",
        {"interview_list": interview_list, "vacancy": interview_list.vacancy, "form": form},
        status=400 if form.errors else 200,
    )


@require_POST
@hiring_page
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call one time off."""
    slot = get_object_or_404(slots_for(request.user), pk=pk)
    try:
        interview_booking.call_off(actor=request.user, slot_id=slot.pk, at=request.arrived_at)
    except Refused as refused:
        say_why_not(request, refused)
    else:
        messages.success(
            request, "The time is called off. Whoever had chosen it was told to choose another one."
        )
    return redirect("hiring:interviews", slot.interview_list_id)


def _offer(request: HttpRequest, interview_list: InterviewList) -> HttpResponse:
    authorise(request.user, "offer_interview", interview_list)
    ticked = [
        int(value)
        for value in request.POST.getlist("name")
        if value.isascii() and value.isdigit() and len(value) < 19
    ]
    try:
        made = interview_offer.offer(
            actor=request.user,
            interview_list_id=interview_list.pk,
            referral_ids=ticked,
            at=request.arrived_at,
        )
    except Refused as refused:
        say_why_not(request, refused)
    else:
        count = len(made)
        messages.success(
            request,
            f"Offered to {count} {'name' if count == 1 else 'names'}. Each person was asked to choose a time.",
        )
    return redirect("hiring:interviews", interview_list.pk)
