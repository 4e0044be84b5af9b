"""The interviews on whose panel one sits: who comes when, what qualifies them, what must be provided. Nothing else."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain import interview_score
from screening.domain.accommodation import to_provide
from screening.domain.certified import name_of
from screening.domain.interview_day import day_of
from screening.domain.interview_queries import panel_bookings_for
from screening.errors import Refused
from screening.forms.interview_scores import ScoresForm
from screening.interview_calendar import CALENDAR, calendar_file
from screening.views.panel.door import panel_page

A_PAGE = 50
KEPT = timedelta(days=30)
"""How long an interview stays on a panel member's list after it ended."""


@require_safe
@panel_page
def mine(request: HttpRequest) -> HttpResponse:
    """What is still to come, then what was lately."""
    at = request.arrived_at
    rows = panel_bookings_for(request.user)
    coming = list(rows.filter(ends_at__gte=at)[:A_PAGE])
    days = {(one.slot.interview_list_id, day_of(one.slot)): one for one in reversed(coming)}
    return render(
        request,
        "panel/interviews.html",
        {
            "coming": coming,
            "days": [
                (one, day) for (_list, day), one in sorted(days.items(), key=lambda each: each[1].starts_at)
            ],
            "past": rows.filter(ends_at__lt=at, ends_at__gte=at - KEPT).order_by("-starts_at")[:A_PAGE],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@panel_page
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview: the name, what qualifies it, what the panel provides, the scores; POST enters one's own."""
    booking = get_object_or_404(panel_bookings_for(request.user), pk=pk)
    referral = booking.offer.referral
    scores = interview_score.scores_of(booking)
    form = ScoresForm(
        request.POST if request.method == "POST" else None,
        questions=scores.questions,
        own=scores.sheets.get(request.user.pk),
        revealed=scores.is_revealed,
    )
    if form.is_bound and form.is_valid():
        try:
            interview_score.enter(
                actor=request.user,
                booking_id=booking.pk,
                given=form.given(),
                why=form.cleaned_data.get("why", ""),
                seen=form.cleaned_data["seen"],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your scores are entered.")
            return redirect("panel:interview", booking.pk)
    candidate = name_of(referral.interview_list, referral.pk, day=city_day(request.arrived_at))
    provided = to_provide([booking.person_id], posting_id=referral.entry.application.posting_id)
    return render(
        request,
        "panel/interview.html",
        {
            "booking": booking,
            "slot": booking.slot,
            "vacancy": referral.interview_list.vacancy,
            "candidate": candidate,
            "provide": provided.get(booking.person_id, []),
            "scores": scores,
            "own": scores.sheets.get(request.user.pk),
            "form": form,
            "has_begun": booking.starts_at <= request.arrived_at,
        },
        status=400 if form.errors else 200,
    )


@require_safe
@panel_page
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One interview as a calendar file, which names nobody."""
    booking = get_object_or_404(panel_bookings_for(request.user), pk=pk)
    vacancy = booking.offer.referral.interview_list.vacancy
    content = calendar_file(
        booking.slot,
        uid=f"panel-{booking.slot_id}",
        summary=f"Interview panel: {vacancy.job_class}, {vacancy.department}",
        words=settings.SITE_URL + reverse("panel:interview", args=[booking.pk]),
        number=0,
        at=request.arrived_at,
    )
    return attachment(content, CALENDAR, "interview-panel.ics")
