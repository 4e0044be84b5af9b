"""Pages of filters kept by name: each in words, opened, kept, renamed and shared, deleted."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from screening.admin.application_filters import Filter
from screening.admin.verb_page import posted
from screening.domain import saved_filter
from screening.errors import Refused
from screening.forms.saved_filter import SavedFilterForm
from screening.models import SavedFilter
from screening.permissions import may

LIST = "admin:screening_application_changelist"
ROOM = "admin:screening_application_filters"


class Part(NamedTuple):
    """One choice of a filter in words; ``gone``: it cannot be chosen any more, or not by this person."""

    title: str
    label: str
    gone: bool


class InWords:
    """The filters of the list as this person can choose them now, read once a page."""

    def __init__(self, model_admin: ModelAdmin, request: HttpRequest) -> None:
        specs: list[Filter] = [
            spec(request, {}, model_admin.model, model_admin)  # type: ignore[operator, misc]  # classes alone stand in it
            for spec in model_admin.list_filter  # type: ignore[union-attr]
        ]
        self.choices = {
            str(spec.parameter_name): (
                str(spec.title),
                {str(key): str(label) for key, label in spec.lookup_choices},
            )
            for spec in specs
        }

    def parts(self, query: str) -> list[Part]:
        """What a filter chooses; one whose option is gone says so."""
        found = []
        for key, value in sorted(QueryDict(query).items()):
            if key == ORDER_VAR:
                found.append(Part("order", "one of its own", False))
                continue
            title, labels = self.choices.get(key, (key, {}))
            label = labels.get(str(value))
            found.append(Part(title, label or f"“{value}”", label is None))
        return found

    def unknown(self, query: str) -> list[str]:
        """The filters that the list had once and has no more."""
        return sorted(key for key in QueryDict(query) if key not in self.choices and key != ORDER_VAR)

    def known(self, given: QueryDict) -> str:
        """What may be kept of an address, in one spelling: filters and order, never page or search."""
        made = QueryDict(mutable=True)
        for key in sorted(given):
            if given[key] and (key in self.choices or key == ORDER_VAR):
                made[key] = str(given[key])
        return made.urlencode()


def beside_list(model_admin: ModelAdmin, request: HttpRequest) -> dict[str, Any]:
    """What the list shows of kept filters, and which options of its own address are gone. Two queries."""
    words = InWords(model_admin, request)
    here = words.known(request.GET)
    rows = list(saved_filter.filters_for(request.user))
    return {
        "saved_filters": rows,
        "here": here,
        "open_filter": next((row for row in rows if row.query == here), None),
        "gone": [part for part in words.parts(here) if part.gone],
        "may_keep": may(request.user, "keep_filter"),
    }


def filters(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Every filter that one may open, in words."""
    _must(model_admin, request, "GET", "HEAD")
    words = InWords(model_admin, request)
    rows = [
        {"row": row, "parts": words.parts(row.query), "own": row.owner_id == request.user.pk}
        for row in saved_filter.filters_for(request.user)
    ]
    return _page(model_admin, request, "saved_filters", {"title": "Filters kept by name", "rows": rows})


def open_filter(model_admin: ModelAdmin, request: HttpRequest, saved_filter_id: int) -> HttpResponse:
    """The list under a filter: the address to hand on. What cannot be chosen any more is said, never passed over."""
    _must(model_admin, request, "GET", "HEAD")
    row = get_object_or_404(saved_filter.filters_for(request.user), pk=saved_filter_id)
    words = InWords(model_admin, request)
    if unknown := words.unknown(row.query):
        named = ", ".join(unknown)
        messages.warning(
            request,
            f"The list has no filter any more that “{row.name}” was kept with: {named}. It is shown without it.",
        )
    return redirect(f"{reverse(LIST)}?{words.known(QueryDict(row.query))}")


def keep(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """GET: name the filter in the address; POST: it is kept."""
    _must(model_admin, request, "GET", "HEAD", "POST")
    _must_keep(request)
    words = InWords(model_admin, request)
    query = words.known(request.GET)
    form = SavedFilterForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            row = saved_filter.keep(
                actor=request.user, query=query, at=request.arrived_at, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"The filter is kept as “{row.name}”.")
            return redirect(f"{reverse(LIST)}?{query}")
    context = {
        "title": "Keep this filter",
        "form": form,
        "parts": words.parts(query),
        "searched": SEARCH_VAR in request.GET,
        "button": "Keep the filter",
        "back": f"{reverse(LIST)}?{request.GET.urlencode()}",
    }
    return _page(model_admin, request, "saved_filter", context, 400 if form.errors else 200)


def change(model_admin: ModelAdmin, request: HttpRequest, saved_filter_id: int) -> HttpResponse:
    """GET: name and sharing of one's own filter; POST: they change."""
    _must(model_admin, request, "GET", "HEAD", "POST")
    row = _own(request, saved_filter_id)
    form = SavedFilterForm(posted(request), initial={"name": row.name, "shared": row.shared})
    if request.method == "POST" and form.is_valid():
        try:
            saved_filter.change(
                actor=request.user, saved_filter_id=row.pk, at=request.arrived_at, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Changed.")
            return redirect(ROOM)
    context = {
        "title": f"Change “{row.name}”",
        "form": form,
        "parts": InWords(model_admin, request).parts(row.query),
        "row": row,
        "button": "Change it",
        "back": reverse(ROOM),
    }
    return _page(model_admin, request, "saved_filter", context, 400 if form.errors else 200)


def delete(model_admin: ModelAdmin, request: HttpRequest, saved_filter_id: int) -> HttpResponse:
    """POST: it is kept no longer."""
    _must(model_admin, request, "POST")
    row = _own(request, saved_filter_id)
    saved_filter.delete(actor=request.user, saved_filter_id=row.pk, at=request.arrived_at)
    messages.success(request, f"“{row.name}” is deleted. No application changed.")
    return redirect(ROOM)


def _own(request: HttpRequest, saved_filter_id: int) -> SavedFilter:
    _must_keep(request)
    return get_object_or_404(
        saved_filter.filters_for(request.user).filter(owner=request.user), pk=saved_filter_id
    )


def _must_keep(request: HttpRequest) -> None:
    if not may(request.user, "keep_filter"):
        raise Http404


def _must(model_admin: ModelAdmin, request: HttpRequest, *methods: str) -> None:
    if not model_admin.has_view_permission(request) or request.method not in methods:
        raise Http404


def _page(
    model_admin: ModelAdmin, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    base = model_admin.admin_site.each_context(request) | {"opts": model_admin.opts}
    return TemplateResponse(request, f"admin/screening/{template}.html", base | context, status=status)
