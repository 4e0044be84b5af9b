"""Who sits on the panel of one interview time, and changing it."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from screening.domain import interview_panel
from screening.domain.interview_queries import slots_for
from screening.domain.interview_slot import may_sit_on_panel
from screening.errors import Refused
from screening.forms.hiring_manager_panel import PanelForm
from screening.models import User
from screening.permissions import authorise
from screening.views.hiring_manager.door import hiring_page


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who may sit there, ticked who does."""
    slot = get_object_or_404(slots_for(request.user), pk=pk)
    authorise(request.user, "change_interview_panel", slot.interview_list)
    seated = list(slot.panel.filter(released_at__isnull=True).values_list("member", flat=True))
    may_sit = may_sit_on_panel(slot.interview_list).values("pk")
    form = PanelForm(
        request.POST if request.method == "POST" else None,
        people=User.objects.filter(Q(pk__in=may_sit) | Q(pk__in=seated)).order_by(
            "last_name", "first_name", "pk"
        ),
        panel=seated,
    )
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                interview_panel.change(
                    actor=request.user,
                    slot_id=slot.pk,
                    seen=form.seen_panel(),
                    members=[member.pk for member in form.cleaned_data["members"]],
                    why=form.cleaned_data["why"],
                    at=request.arrived_at,
                )
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, "The panel is changed. Who joins and who leaves was told.")
                return redirect("hiring:interviews", slot.interview_list_id)
    return render(
        request,
        "hiring_manager/interview_panel.html",
        {"slot": slot, "vacancy": slot.interview_list.vacancy, "form": form},
        status=status,
    )
