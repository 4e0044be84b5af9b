"""One's interview: choose a time, change it, cancel it until the cut-off, and take it into a calendar."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening.attachment import attachment
from screening.domain import interview_booking
from screening.domain.interview_offer import free_slots
from screening.domain.interview_queries import offers_of
from screening.enums import InterviewListState, InterviewOfferState
from screening.errors import Refused
from screening.forms.applicant.interview import TimeForm
from screening.interview_calendar import CALENDAR, calendar_file
from screening.models import Application, InterviewOffer, InterviewSlot
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def interview(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    """When and where it is, and the times that can be chosen; POST chooses one."""
    application, offer = own(request, pk), _offer(request, pk, offer_pk)
    booking = _booking(offer)
    had = booking and booking.slot
    slots = free_slots(offer.referral.interview_list_id, at=request.arrived_at)
    form = TimeForm(request.POST if request.method == "POST" else None, slots=slots)
    if form.is_bound and form.is_valid():
        try:
            interview_booking.choose(
                actor=request.user,
                offer_id=offer.pk,
                slot_id=form.cleaned_data["slot"],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error("slot", str(refused))
        else:
            messages.success(request, _("Your interview is set. We sent you a message with the details."))
            return redirect("applicant:interview", application.pk, offer.pk)
    open_now = (
        offer.referral.interview_list.state == InterviewListState.ISSUED
        and offer.state != InterviewOfferState.DONE
    )
    may_change = open_now and (had is None or request.arrived_at <= had.changes_until)
    return render(
        request,
        "applicant/interview.html",
        {
            "application": application,
            "offer": offer,
            "vacancy": offer.referral.interview_list.vacancy,
            "slot": had,
            "form": form if slots and may_change else None,
            "may_change": may_change,
            "is_past": had is not None and had.ends_at < request.arrived_at,
            "is_done": not open_now and had is None,
            "said_no": offer.state == InterviewOfferState.NO,
        },
        status=400 if form.errors else 200,
    )


@require_POST
@personal_page
def say_no(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    """Cancel the interview, or say that one does not want it."""
    application, offer = own(request, pk), _offer(request, pk, offer_pk)
    try:
        interview_booking.say_no(actor=request.user, offer_id=offer.pk, at=request.arrived_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your interview is canceled. The department was told."))
    return redirect("applicant:interview", application.pk, offer.pk)


@require_safe
@personal_page
def calendar(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    """The interview as a calendar file. Without a time there is none."""
    offer = _offer(request, pk, offer_pk)
    booking = _booking(offer)
    if booking is None:
        raise Http404
    vacancy = offer.referral.interview_list.vacancy
    page = settings.SITE_URL + reverse("applicant:interview", args=[pk, offer.pk])
    content = calendar_file(
        booking.slot,
        uid=f"interview-{offer.pk}",
        summary=_("Interview: %(job)s, %(department)s")
        % {"job": vacancy.job_class, "department": vacancy.department},
        words=_("Change or cancel it on this page: %(page)s") % {"page": page},
        number=offer.bookings.count() - 1,
        at=request.arrived_at,
    )
    return attachment(content, CALENDAR, "interview.ics")


class Offered(NamedTuple):
    """An offered interview on the status page, with the time that was chosen and whether that is still to come."""

    offer: InterviewOffer
    slot: InterviewSlot | None
    is_coming: bool


def interviews_of(application: Application, at: datetime) -> list[Offered]:
    """What the status page says: each offered interview, the newest first."""
    offers = (
        InterviewOffer.objects.filter(referral__entry__application=application)
        .select_related(
            "referral__interview_list__vacancy__department", "referral__interview_list__vacancy__job_class"
        )
        .prefetch_related("bookings__slot")
        .order_by("-pk")
    )
    chosen = [
        (offer, next((one.slot for one in offer.bookings.all() if one.ended_at is None), None))
        for offer in offers
    ]
    return [Offered(offer, slot, slot is not None and at <= slot.ends_at) for offer, slot in chosen]


def _offer(request: HttpRequest, pk: int, offer_pk: int) -> InterviewOffer:
    return get_object_or_404(offers_of(request.user), pk=offer_pk, referral__entry__application=pk)


def _booking(offer: InterviewOffer) -> Any:
    return offer.bookings.filter(ended_at__isnull=True).select_related("slot").first()
