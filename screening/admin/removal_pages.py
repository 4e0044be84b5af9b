"""One name of a list: proposed for removal, decided by another person, restored."""

from collections.abc import Callable, Iterable

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from screening.domain import removal as removals
from screening.enums import RemovalReason
from screening.errors import Refused
from screening.forms.day import DayField
from screening.models import EligibleList, EligibleListEntry, NameRemoval
from screening.permissions import may

PAGE = "admin:screening_eligiblelist_name"


def _words(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=removals.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write this down. The person reads it."},
    )


class ProposeForm(forms.Form):
    verb = "propose"
    reason = forms.ChoiceField(
        choices=[("", "- Select -"), *RemovalReason.choices],
        error_messages={"required": "Choose the reason."},
    )
    note = _words(
        "What was found",
        "The person reads it and may reply. No medical detail and no conviction may stand here.",
    )


class DecideForm(forms.Form):
    verb = "decide"
    outcome = forms.ChoiceField(
        label="Decision",
        choices=[("", "- Select -"), ("remove", "Take the name off the list"), ("keep", "Let the name stay")],
        error_messages={"required": "Choose what you decide."},
    )
    hearing_on = DayField(
        label="Day of the hearing",
        help_text="If the person asked for one.",
        required=False,
        error_messages={"invalid": "Enter a day, for example 2026-05-01."},
    )
    why = _words("Why", "The person reads it.")


class RestoreForm(forms.Form):
    verb = "restore"
    why = _words("Why the name is restored", "The person reads it.")


def page(
    model_admin: ModelAdmin, request: HttpRequest, eligible_list: EligibleList, entry_id: int
) -> HttpResponse:
    """The name's removals, and the one thing that may be done next."""
    entry = get_object_or_404(
        eligible_list.entries.select_related("application__posting", "person").exclude(person=request.user),
        pk=entry_id,
    )
    rows = list(entry.removals.select_related("proposed_by", "decided_by", "restored_by").order_by("-pk"))
    last = rows[0] if rows else None
    form = _form(request, entry, last)
    status = 200
    if request.method == "POST":
        if form is None:
            raise Http404
        status = 400
        if form.is_valid():
            try:
                said = _act(request, entry, last, form)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, said)
                return redirect(PAGE, eligible_list.pk, entry.pk)
    return TemplateResponse(
        request,
        "admin/screening/removal.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": f"{entry.application.name} on the list",
            "opts": model_admin.opts,
            "list": eligible_list,
            "entry": entry,
            "removals": rows,
            "form": form,
            "waits_for_another": last is not None and last.is_open and form is None,
        },
        status=status,
    )


def mark(entries: Iterable[EligibleListEntry]) -> None:
    """Give each entry of a page what its removal says, in one query."""
    shown = list(entries)
    rows = {row.entry_id: row for row in NameRemoval.objects.filter(entry__in=shown).order_by("pk")}
    for entry in shown:
        last = rows.get(entry.pk)
        proposed = last is not None and last.is_open
        off = last is not None and last.holds
        entry.removal_words = "Taken off" if off else "Removal proposed" if proposed else ""  # type: ignore[attr-defined]


def _form(request: HttpRequest, entry: EligibleListEntry, last: NameRemoval | None) -> forms.Form | None:
    data = request.POST if request.method == "POST" else None
    if last is not None and last.is_open:
        decides = may(request.user, "decide_removal", entry.application)
        return DecideForm(data) if decides and last.proposed_by_id != request.user.pk else None
    if last is not None and last.holds:
        return RestoreForm(data) if may(request.user, "decide_removal", entry.application) else None
    return ProposeForm(data) if may(request.user, "propose_removal", entry.application) else None


def _act(request: HttpRequest, entry: EligibleListEntry, last: NameRemoval | None, form: forms.Form) -> str:
    given, at = form.cleaned_data, request.arrived_at
    if isinstance(form, ProposeForm):
        made = removals.propose(
            actor=request.user,
            entry_id=entry.pk,
            reason=RemovalReason(given["reason"]),
            note=given["note"],
            at=at,
        )
        return f"The removal is proposed. The person may reply until the end of {made.reply_by:%B} {made.reply_by.day}."
    assert last is not None, "there is something to decide or to restore"
    acts: dict[bool, Callable[[], NameRemoval]] = {
        True: lambda: removals.decide(
            actor=request.user,
            removal_id=last.pk,
            remove=given["outcome"] == "remove",
            why=given["why"],
            hearing_on=given["hearing_on"],
            at=at,
        ),
        False: lambda: removals.restore(actor=request.user, removal_id=last.pk, why=given["why"], at=at),
    }
    acts[isinstance(form, DecideForm)]()
    return "Decided. The person is told."
