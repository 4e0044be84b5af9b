"""Another last day for a list: proposed by one person, decided by another."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from screening.admin.verb_page import posted
from screening.domain import list_last_day
from screening.domain.list_last_day import NewLastDay
from screening.enums import LastDayKind
from screening.errors import Refused
from screening.forms.day import DayField
from screening.models import EligibleList
from screening.permissions import may

PAGE = "admin:screening_eligiblelist_change"


class LastDayForm(forms.Form):
    """Extended or ended early, until when, by which authority, and why."""

    kind = forms.ChoiceField(
        label="What is proposed",
        choices=[
            ("", "- Select -"),
            (LastDayKind.EXTENSION, "Extend the list"),
            (LastDayKind.CANCELLATION, "End the list early"),
        ],
        error_messages={"required": "Choose what is proposed."},
    )
    last_day = DayField(
        label="Its last whole day",
        error_messages={"required": "Enter the last day.", "invalid": "Enter a day, for example 2026-05-01."},
    )
    authority = forms.CharField(
        label="Authority",
        help_text="The rule or resolution that allows it, for example Civil Service Rule IV, section 5.",
        max_length=200,
        widget=forms.TextInput(attrs={"size": 60}),
        error_messages={"required": "Enter the rule or resolution that allows it."},
    )
    reason = forms.CharField(
        label="Reason",
        help_text="If the list ends early, the people on it read this. It is kept with the record.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the reason."},
    )


def page(model_admin: ModelAdmin, request: HttpRequest, eligible_list: EligibleList) -> HttpResponse:
    """Propose."""
    if not may(request.user, "propose_last_day", eligible_list.posting):
        raise Http404
    form, status = LastDayForm(posted(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            new = NewLastDay(
                LastDayKind(given["kind"]), given["last_day"], given["authority"], given["reason"]
            )
            try:
                list_last_day.propose(
                    actor=request.user, eligible_list_id=eligible_list.pk, new=new, at=request.arrived_at
                )
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(
                    request, "The last day is proposed. It holds when another supervising analyst agrees."
                )
                return redirect(PAGE, eligible_list.pk)
    return TemplateResponse(
        request,
        "admin/screening/last_day.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": "Another last day",
            "opts": model_admin.opts,
            "list": eligible_list,
            "form": form,
        },
        status=status,
    )


def decide(
    request: HttpRequest, eligible_list: EligibleList, change_id: int, *, agrees: bool
) -> HttpResponse:
    """Agree to a proposal, or drop it."""
    change = get_object_or_404(eligible_list.last_day_changes, pk=change_id)
    if not may(request.user, "propose_last_day", eligible_list.posting):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    verb = list_last_day.approve if agrees else list_last_day.drop
    try:
        verb(actor=request.user, change_id=change.pk, at=request.arrived_at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            "The new last day holds. Everybody on the list and around it is told."
            if agrees
            else "The proposal is dropped. The last day stays.",
        )
    return redirect(PAGE, eligible_list.pk)


def shown(request: HttpRequest, eligible_list: EligibleList, *, in_force: bool) -> dict[str, Any]:
    """What the list's own page says of its last day."""
    changes = list(eligible_list.last_day_changes.select_related("proposed_by", "approved_by", "dropped_by"))
    waiting = next((change for change in changes if change.is_open), None)
    works = may(request.user, "propose_last_day", eligible_list.posting)
    return {
        "changes": changes,
        "may_propose": works and in_force and waiting is None,
        "may_drop": works and waiting is not None,
        "may_approve": waiting is not None
        and may(request.user, "approve_last_day")
        and waiting.proposed_by_id != request.user.pk,
        "waiting": waiting,
    }
