"""One certified candidate: what qualifies them, how to reach them, and what became of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from screening.city_time import city_day
from screening.domain import disposition
from screening.domain.certified import CertifiedName, answers_of, name_of
from screening.domain.hiring_queries import interview_lists_for, referrals_for
from screening.domain.offer_queries import offers_by
from screening.enums import DispositionKind
from screening.errors import Refused
from screening.forms.hiring_manager_disposition import OneDispositionForm
from screening.offer_enums import TAKES_A_PLACE
from screening.permissions import authorise, may
from screening.views.hiring_manager.door import hiring_page


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate; POST records a disposition."""
    referral = get_object_or_404(referrals_for(request.user), pk=pk)
    interview_list = interview_lists_for(request.user).get(pk=referral.interview_list_id)
    if request.method == "POST":
        authorise(request.user, "record_disposition", interview_list)
    candidate = name_of(interview_list, referral.pk, day=city_day(request.arrived_at))
    form = _form(request, candidate)
    if request.method == "POST" and form.is_valid():
        try:
            disposition.record(
                actor=request.user,
                interview_list_id=interview_list.pk,
                new=[form.for_name(referral.pk, form.cleaned_data["seen"])],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Recorded for {candidate.name}.")
            return redirect("hiring:referral", referral.pk)
    offers = list(offers_by(request.user).filter(selection__referral=referral))
    selected = candidate.last is not None and candidate.last.kind == DispositionKind.SELECTED
    return render(
        request,
        "hiring_manager/referral.html",
        {
            "interview_list": interview_list,
            "vacancy": interview_list.vacancy,
            "candidate": candidate,
            "answers": answers_of(candidate),
            "dispositions": list(
                candidate.referral.dispositions.select_related("recorded_by").order_by("-pk")
            ),
            "offers": offers,
            "may_offer": selected
            and may(request.user, "make_offer", interview_list.vacancy)
            and not any(one.state in TAKES_A_PLACE for one in offers),
            "form": form,
            "may_record": may(request.user, "record_disposition", interview_list)
            and bool(candidate.next_kinds),
        },
        status=400 if form.errors else 200,
    )


def _form(request: HttpRequest, candidate: CertifiedName) -> OneDispositionForm:
    last = candidate.last
    return OneDispositionForm(
        request.POST if request.method == "POST" else None,
        kinds=candidate.next_kinds,
        today=city_day(request.arrived_at),
        initial={"seen": last.pk if last else 0},
    )
