"""Establish a list, or add to the one in force: first who, in which order and why, then the verb."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from postings.list_policy import ListPolicy
from postings.list_policy_in_words import policy_in_words
from postings.models import Posting
from screening.admin.verb_page import posted
from screening.city_time import city_day
from screening.domain import eligible_list as eligible_lists
from screening.domain import list_name_days
from screening.domain.queries import applications_for_review, postings_for
from screening.enums import ApplicationState
from screening.errors import Refused
from screening.models import EligibleList, User
from screening.permissions import authorise


class SeenForm(forms.Form):
    """Remembers whom the preview showed, so that a change since is noticed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=1_000_000, required=False)

    def decisions(self) -> set[int]:
        return {int(part) for part in self.cleaned_data["seen"].split() if part.isdecimal()}


def postings_waiting(user: User) -> list[Posting]:
    """Postings with qualified people who wait for a list, each with ``qualified``, how many."""
    counts = dict(
        applications_for_review(user)
        .filter(state=ApplicationState.QUALIFIED)
        .order_by()
        .values_list("posting_id")
        .annotate(n=Count("pk"))
    )
    postings = list(postings_for(user).filter(pk__in=counts))
    for posting in postings:
        posting.qualified = counts[posting.pk]
    return postings


def page(model_admin: ModelAdmin, request: HttpRequest, posting_id: int) -> HttpResponse:
    """The preview, and on POST the list."""
    posting = postings_for(request.user).select_related("current_revision").filter(pk=posting_id).first()
    if posting is None:
        raise Http404
    authorise(request.user, "establish_list", posting)
    day = city_day(request.arrived_at)
    standing = eligible_lists.in_force_of(posting, day)
    revision = standing.revision if standing else posting.current_revision
    policy = eligible_lists.policy_of(revision) if revision else ListPolicy()
    placements = eligible_lists.preview(posting, policy)
    form = SeenForm(posted(request), initial={"seen": " ".join(str(p.decision.pk) for p in placements)})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _act(request, posting, standing, form.decisions())
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 409
    days = standing or posting.current_revision
    list_days = days.list_days if days else 180
    context: dict[str, Any] = {
        "title": f"Add to the eligible list: {posting}"
        if standing
        else f"Establish the eligible list: {posting}",
        "opts": model_admin.opts,
        "posting": posting,
        "standing": standing,
        "placements": placements,
        "policy_words": policy_in_words(policy),
        "seen": " ".join(str(p.decision.pk) for p in placements),
        "form": form,
        "list_days": list_days,
        "established_on": standing.established_on if standing else day,
        "by_name": standing.by_name if standing else revision and list_name_days.is_by_name(revision),
        "expires_on": _last_day(standing, day) if standing else eligible_lists.last_day(day, list_days),
    }
    return TemplateResponse(
        request,
        "admin/screening/establish.html",
        model_admin.admin_site.each_context(request) | context,
        status=status,
    )


def _last_day(standing: EligibleList, day: date) -> date:
    """The last day of the names that are added on a day: their own, or that of the list."""
    return list_name_days.own_last_day(standing, day) or standing.expires_on


def _act(request: HttpRequest, posting: Posting, standing: Any, seen: set[int]) -> HttpResponse:
    if standing is not None:
        placed = eligible_lists.add_qualified(
            actor=request.user, eligible_list_id=standing.pk, seen=seen, at=request.arrived_at
        )
        eligible_list = standing
        until = _last_day(standing, city_day(request.arrived_at))
        said = f"{len(placed)} added to the list. " + (
            f"Their own last day is {until:%B %-d, %Y}, a whole day."
            if standing.by_name
            else f"Its last day stays {until:%B %-d, %Y}."
        )
    else:
        eligible_list = eligible_lists.establish(
            actor=request.user, posting_id=posting.pk, seen=seen, at=request.arrived_at
        )
        said = f"The list is established. Its last day is {eligible_list.expires_on:%B %-d, %Y}, a whole day."
    messages.success(request, said)
    return redirect("admin:screening_eligiblelist_change", eligible_list.pk)
