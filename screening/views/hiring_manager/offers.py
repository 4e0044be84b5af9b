"""The offer of a selected name: made, looked at, taken back, and ended in an appointment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain import appointment
from screening.domain import offer as offers
from screening.domain.hiring_queries import referrals_for
from screening.domain.offer_queries import checks_of, offers_by
from screening.errors import Refused
from screening.forms.hiring_manager_offer import AppointForm, OfferForm, TakeBackForm
from screening.models import Offer
from screening.offer_enums import LIVE_OFFERS, OfferState
from screening.offer_in_words import check_lines, letter_rows, signatures
from screening.offer_letter_pdf import offer_letter_pdf
from screening.permissions import authorise, may
from screening.views.hiring_manager.door import hiring_page, say_why_not


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer a position to a selected name."""
    referral = get_object_or_404(referrals_for(request.user), pk=pk)
    vacancy = referral.interview_list.vacancy
    authorise(request.user, "make_offer", vacancy)
    form = OfferForm(request.POST if request.method == "POST" else None, today=city_day(request.arrived_at))
    if form.is_bound and form.is_valid():
        try:
            made = offers.make(
                actor=request.user, referral_id=referral.pk, new=form.new(), at=request.arrived_at
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The offer is made. {referral.entry.application.name} was told.")
            return redirect("hiring:offer", made.pk)
    return render(
        request,
        "hiring_manager/offer_new.html",
        {
            "referral": referral,
            "interview_list": referral.interview_list,
            "vacancy": vacancy,
            "name": referral.entry.application.name,
            "checks": referral.entry.application.revision.pre_employment,
            "form": form,
        },
        status=400 if form.errors else 200,
    )


@require_safe
@hiring_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the offer stands, its checks without what they came to, and what can be done."""
    return _page(request, _offer(request, pk))


@require_POST
@hiring_page
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the offer back for the department's own reasons."""
    made = _offer(request, pk)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _page(request, made, take_back_form=form)
    try:
        offers.take_back(actor=request.user, offer_id=made.pk, reason=form.chosen(), at=request.arrived_at)
    except Refused as refused:
        say_why_not(request, refused)
    else:
        messages.success(request, "The offer is taken back. The person was told.")
    return redirect("hiring:offer", made.pk)


@require_POST
@hiring_page
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint the person."""
    made = _offer(request, pk)
    form = AppointForm(request.POST)
    if not form.is_valid():
        return _page(request, made, appoint_form=form)
    day = parse_date(form.cleaned_data["starts_on"])
    assert day is not None
    try:
        appointment.appoint(
            actor=request.user,
            offer_id=made.pk,
            starts_on=day,
            stays_on_other_lists=form.cleaned_data["stays_on_other_lists"],
            at=request.arrived_at,
        )
    except Refused as refused:
        say_why_not(request, refused)
    else:
        messages.success(request, f"{made.selection.referral.entry.application.name} is appointed.")
    return redirect("hiring:offer", made.pk)


@require_safe
@hiring_page
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as a PDF."""
    content = offer_letter_pdf(_offer(request, pk), at=request.arrived_at)
    return attachment(content, "application/pdf", "offer.pdf")


def _offer(request: HttpRequest, pk: int) -> Offer:
    return get_object_or_404(offers_by(request.user).select_related("appointment"), pk=pk)


def _page(
    request: HttpRequest,
    made: Offer,
    *,
    take_back_form: TakeBackForm | None = None,
    appoint_form: AppointForm | None = None,
) -> HttpResponse:
    entry = made.selection.referral.entry
    lines = check_lines(checks_of(made), entry.application.revision)
    works = may(request.user, "take_back_offer", made.vacancy)
    bound = take_back_form or appoint_form
    return render(
        request,
        "hiring_manager/offer.html",
        {
            "offer": made,
            "vacancy": made.vacancy,
            "referral": made.selection.referral,
            "interview_list": made.selection.referral.interview_list,
            "name": entry.application.name,
            "rows": letter_rows(made),
            "signatures": signatures(made),
            "lines": lines,
            "open_checks": sum(not line.done for line in lines),
            "appointment": getattr(made, "appointment", None),
            "form": bound,
            "take_back_form": take_back_form or TakeBackForm()
            if works and made.state in LIVE_OFFERS
            else None,
            "appoint_form": appoint_form or AppointForm(initial={"starts_on": made.starts_on})
            if works and made.state == OfferState.ACCEPTED and all(line.done for line in lines)
            else None,
        },
        status=400 if bound is not None else 200,
    )
