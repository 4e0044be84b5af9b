"""The removal of one's name from a list: why, until when to reply, and what was decided."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening.domain import removal as removals
from screening.domain.removal_queries import removals_of
from screening.errors import Refused
from screening.forms.applicant.removal import ReplyForm
from screening.models import Application, NameRemoval
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def removal(request: HttpRequest, pk: int, removal_pk: int) -> HttpResponse:
    """What was proposed and decided; POST replies."""
    application = own(request, pk)
    found = get_object_or_404(removals_of(request.user), pk=removal_pk, entry__application=pk)
    may_reply = found.is_open and found.replied_at is None
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            removals.reply(
                actor=request.user,
                removal_id=found.pk,
                words=form.cleaned_data["words"],
                hearing=form.cleaned_data["hearing"],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error("words", str(refused))
        else:
            messages.success(request, _("We have your reply. We read it before anybody decides."))
            return redirect("applicant:removal", application.pk, found.pk)
    return render(
        request,
        "applicant/removal.html",
        {
            "application": application,
            "removal": found,
            "form": form if may_reply or form.errors else None,
        },
        status=400 if form.errors else 200,
    )


def removals_on(request: HttpRequest, application: Application) -> list[NameRemoval]:
    """What the status page says, the newest first."""
    return list(removals_of(request.user).filter(entry__application=application))
