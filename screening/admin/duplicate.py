"""Accounts that may be one person: the queue, and two people side by side."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from screening.admin.site import ReadOnly, personnel_site
from screening.admin.verb_page import posted
from screening.city_time import city_day, day_in_words
from screening.domain import duplicate as duplicates
from screening.domain.duplicate_compare import side_by_side
from screening.domain.duplicate_finding import MOST_SHARE
from screening.enums_duplicate import DuplicateFinding
from screening.errors import Refused
from screening.forms.duplicate import DuplicateForm
from screening.models import DuplicatePair
from screening.permissions import authorise, may

A_PAGE = 50
LIST = "admin:screening_duplicatepair_changelist"
SHOWN = {"": "Waiting", "later": "Later", "apart": "Kept apart"}


@admin.register(DuplicatePair, site=personnel_site)
class DuplicatePairAdmin(ReadOnly):
    read_verb = "read_duplicates"
    room = "Possible duplicates"

    def get_urls(self) -> list[URLPattern]:
        """The queue, and one pair with its verbs."""
        pages = {
            "": ("changelist", self.changelist_view),
            "<int:object_id>/": ("pair", self.pair_view),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"screening_duplicatepair_{name}")
            for route, (name, view) in pages.items()
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Pairs that wait, that wait again later, or that were kept apart."""
        self._must_be(request, "GET")
        day = city_day(request.arrived_at)
        rows = {
            "": duplicates.waiting_pairs(request.user, day),
            "later": duplicates.put_off_pairs(request.user, day),
            "apart": duplicates.kept_apart_pairs(request.user),
        }
        show = request.GET.get("show", "")
        if show not in rows:
            raise Http404
        context = {
            "title": self.room,
            "page": Paginator(rows[show], A_PAGE).get_page(request.GET.get("page")),
            "show": show,
            "tabs": [(slug, label, rows[slug].count()) for slug, label in SHOWN.items()],
            "most_share": MOST_SHARE,
        }
        return self.room_page(request, "duplicates", context)

    def pair_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Two people side by side; POST says what somebody finds."""
        self._must_be(request, "GET", "POST")
        pair = get_object_or_404(duplicates.pairs_for(request.user), pk=object_id)
        form = DuplicateForm(posted(request), initial={"seen": pair.why})
        status = 200
        if request.method == "POST":
            authorise(request.user, "answer_duplicate")
            status = 400
            if form.is_valid():
                try:
                    said = _act(request, pair, form.cleaned_data)
                except Refused as refused:
                    form.add_error(None, str(refused))
                    status = 409
                else:
                    messages.success(request, said)
                    return redirect(LIST)
        context = {
            "title": "Two accounts side by side",
            "pair": pair,
            "parts": side_by_side(pair),
            "answers": pair.answers.select_related("answered_by"),
            "form": form,
            "may_answer": pair.waits and may(request.user, "answer_duplicate"),
        }
        return self.room_page(request, "duplicate", context, status)

    def _must_be(self, request: HttpRequest, *methods: str) -> None:
        if not self.has_view_permission(request) or request.method not in ("HEAD", *methods):
            raise Http404


def _act(request: HttpRequest, pair: DuplicatePair, given: dict[str, Any]) -> str:
    if given["finding"] == DuplicateFinding.APART:
        duplicates.keep_apart(
            actor=request.user,
            pair_id=pair.pk,
            seen=given["seen"],
            reason=given["reason"],
            at=request.arrived_at,
        )
        return "Kept apart. They are not proposed again for what is alike now."
    duplicates.put_off(
        actor=request.user,
        pair_id=pair.pk,
        seen=given["seen"],
        until=given["until"],
        reason=given["reason"],
        at=request.arrived_at,
    )
    return f"Put off. It waits again on {day_in_words(given['until'])}."
