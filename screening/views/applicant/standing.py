"""Pausing, returning, withdrawing and undoing: each asked once, each a verb."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from screening import civil_service_rules as rules
from screening.city_time import city_day, day_in_words
from screening.domain import pause as pauses
from screening.domain import standing as standings
from screening.domain import withdrawal as withdrawals
from screening.enums import ApplicationEvent, ApplicationState, StandingKind
from screening.errors import Refused
from screening.forms.applicant.standing import PauseForm
from screening.models import Application
from screening.transitions import allowed
from screening.views.applicant.door import own
from screening.views.personal import personal_page


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Until which day no department gets the name."""
    application = own(request, pk)
    entry = standings.entry_in_force(application, city_day(request.arrived_at))
    if entry is None:
        messages.info(request, _("You can only pause while your name is on an eligible list."))
        return _back(application)
    form = PauseForm(request.POST if request.method == "POST" else None, last_day=entry.last_day)
    if form.is_bound and form.is_valid():
        try:
            made = pauses.pause(
                actor=request.user,
                application_id=application.pk,
                until=form.cleaned_data["until"],
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error("until", str(refused))
        else:
            day = day_in_words(made.until or date.max)
            messages.success(request, _("No department gets your name until %(day)s.") % {"day": day})
            return _back(application)
    return render(
        request,
        "applicant/standing_pause.html",
        {"application": application, "form": form, "last_day": entry.last_day},
        status=400 if form.errors else 200,
    )


@require_POST
@personal_page
def return_early(request: HttpRequest, pk: int) -> HttpResponse:
    """Be available again before the day that one had said."""
    application = _sent(request, pk)
    return _done(
        request,
        application,
        lambda: pauses.return_early(actor=request.user, application_id=application.pk, at=request.arrived_at),
        _("You are available again. Departments can get your name from now on."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw from the list or from the recruitment, after being asked once."""
    application = _sent(request, pk)
    if not allowed(application.state, ApplicationEvent.WITHDRAW):
        messages.info(request, _("There is nothing to withdraw now. Look at where your application stands."))
        return _back(application)
    listed = application.state == ApplicationState.LISTED
    if request.method == "POST":
        kind = StandingKind.LEAVE_LIST if request.POST.get("from") == "list" else StandingKind.WITHDRAW
        return _done(
            request,
            application,
            lambda: withdrawals.withdraw(
                actor=request.user, application_id=application.pk, kind=kind, at=request.arrived_at
            ),
            _("You withdrew from the eligible list.") if listed else _("You withdrew your application."),
        )
    entry = standings.entry_in_force(application, city_day(request.arrived_at))
    if listed and entry is None:
        messages.info(
            request, _("The eligible list has ended. No department gets your name from it any more.")
        )
        return _back(application)
    return render(
        request,
        "applicant/standing_withdraw.html",
        {"application": application, "listed": listed, "hours": rules.HOURS_TO_UNDO_A_WITHDRAWAL.value},
    )


@require_POST
@personal_page
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal within its day."""
    application = _sent(request, pk)
    return _done(
        request,
        application,
        lambda: withdrawals.undo(actor=request.user, application_id=application.pk, at=request.arrived_at),
        _("Your withdrawal is undone. Everything is as it was."),
    )


def standing_of(application: Application, at: datetime, *, listed: bool) -> dict[str, Any]:
    """What the status page says of one's standing, in one query; ``listed``: the list with the name is in force."""
    changes = standings.live(application)
    withdrawn = next((each for each in changes if each.kind in standings.WITHDRAWN), None)
    day = city_day(at)
    on_list = application.state == ApplicationState.LISTED
    return {
        "pause": next((each for each in changes if each.until and each.holds_on(day)), None),
        "withdrawn": withdrawn,
        "undo_until": withdrawn and standings.undo_until(withdrawn),
        "may_undo": withdrawn is not None and at <= standings.undo_until(withdrawn),
        "may_pause": on_list and listed,
        "may_withdraw": allowed(application.state, ApplicationEvent.WITHDRAW) and (listed or not on_list),
    }


def _done(request: HttpRequest, application: Application, verb: Any, said: str) -> HttpResponse:
    try:
        verb()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return _back(application)


def _back(application: Application) -> HttpResponse:
    return redirect("applicant:application", application.pk)


def _sent(request: HttpRequest, pk: int) -> Application:
    application = own(request, pk)
    if application.state == ApplicationState.DRAFT:
        raise Http404
    return application
