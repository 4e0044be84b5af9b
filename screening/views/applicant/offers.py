"""One's job offer: read the letter, sign or decline it, see where the checks stand, dispute a record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain import fair_chance, offer_answer
from screening.domain.offer_queries import checks_of, offers_to
from screening.errors import Refused
from screening.forms.applicant.offer import SignForm
from screening.models import Application, Offer
from screening.offer_enums import LIVE_OFFERS, OfferState
from screening.offer_in_words import check_lines, letter_rows, signatures
from screening.offer_letter_pdf import offer_letter_pdf
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def offer(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    """The letter and its checklist; POST signs it."""
    application, made = own(request, pk), _offer(request, pk, offer_pk)
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            offer_answer.accept(
                actor=request.user, offer_id=made.pk, name=form.cleaned_data["name"], at=request.arrived_at
            )
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(
                request, _("You accepted the offer. We sent you a message with what happens next.")
            )
            return redirect("applicant:offer", application.pk, made.pk)
    in_time = city_day(request.arrived_at) <= made.answer_by
    lines = check_lines(checks_of(made), made.selection.referral.entry.application.revision)
    return render(
        request,
        "applicant/offer.html",
        {
            "application": application,
            "offer": made,
            "rows": letter_rows(made),
            "signatures": signatures(made),
            "lines": lines,
            "open_checks": sum(not line.done for line in lines),
            "day": city_day(request.arrived_at),
            "appointment": getattr(made, "appointment", None),
            "form": form if made.state == OfferState.MADE and in_time else None,
            "is_late": made.state == OfferState.MADE and not in_time,
            "may_decline": made.state in LIVE_OFFERS,
        },
        status=400 if form.errors else 200,
    )


@require_POST
@personal_page
def decline(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    """Decline the offer, also after it was accepted."""
    application, made = own(request, pk), _offer(request, pk, offer_pk)
    try:
        offer_answer.decline(actor=request.user, offer_id=made.pk, at=request.arrived_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("You declined the offer. The department was told."))
    return redirect("applicant:offer", application.pk, made.pk)


@require_POST
@personal_page
def dispute(request: HttpRequest, pk: int, offer_pk: int, check_pk: int) -> HttpResponse:
    """Say that the record is wrong and that one is getting evidence."""
    application, made = own(request, pk), _offer(request, pk, offer_pk)
    check = get_object_or_404(made.checks, pk=check_pk)
    try:
        fair_chance.dispute(actor=request.user, check_id=check.pk, at=request.arrived_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("You have five more business days. We sent you a message with the last day.")
        )
    return redirect("applicant:offer", application.pk, made.pk)


@require_safe
@personal_page
def letter(request: HttpRequest, pk: int, offer_pk: int) -> HttpResponse:
    """The letter as a PDF."""
    made = _offer(request, pk, offer_pk)
    return attachment(offer_letter_pdf(made, at=request.arrived_at), "application/pdf", "offer.pdf")


def offers_of(request: HttpRequest, application: Application) -> list[Offer]:
    """What the status page says, the newest first."""
    return list(offers_to(request.user).filter(selection__referral__entry__application=application))


def _offer(request: HttpRequest, pk: int, offer_pk: int) -> Offer:
    return get_object_or_404(
        offers_to(request.user).select_related("appointment"),
        pk=offer_pk,
        selection__referral__entry__application=pk,
    )
