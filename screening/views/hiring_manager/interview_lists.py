"""An issued interview list: its names, several dispositions at once, closing it, and the ways out of the house."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from screening.attachment import attachment
from screening.city_time import city_day
from screening.domain import disposition, list_closing
from screening.domain import interview_list as lists
from screening.domain.certified import CertifiedName, names_on
from screening.domain.hiring_queries import interview_lists_for
from screening.domain.list_return import is_overdue
from screening.enums import DispositionKind, InterviewListState
from screening.errors import Refused
from screening.forms.hiring_manager_disposition import SeveralDispositionsForm
from screening.interview_list_files import file_name, to_csv, to_xlsx
from screening.models import InterviewList
from screening.permissions import authorise, may
from screening.spreadsheet import CSV, XLSX
from screening.views.hiring_manager.door import hiring_page, say_why_not


@require_http_methods(["GET", "HEAD", "POST"])
@hiring_page
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The names in order with what qualifies them; POST records one disposition for the ticked names."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    if request.method == "POST":
        authorise(request.user, "record_disposition", interview_list)
    names = names_on(interview_list, day=city_day(request.arrived_at))
    form = _several(request, names)
    if request.method == "POST" and form.is_valid():
        try:
            made = disposition.record(
                actor=request.user,
                interview_list_id=interview_list.pk,
                new=form.for_names(),
                at=request.arrived_at,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Recorded for {len(made)} {'name' if len(made) == 1 else 'names'}.")
            return redirect("hiring:interview_list", interview_list.pk)
    works = may(request.user, "record_disposition", interview_list)
    return render(
        request,
        "hiring_manager/interview_list.html",
        {
            **_about(interview_list, names, request),
            "form": form,
            "ticks": _ticks(form, names),
            "may_record": works and any(one.next_kinds for one in names),
            "may_close": works and interview_list.state == InterviewListState.ISSUED,
            "unfinished": sum(not one.is_final for one in names),
        },
        status=400 if form.errors else 200,
    )


@require_POST
@hiring_page
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a list on which every name has a final disposition."""
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    try:
        list_closing.close(actor=request.user, interview_list_id=interview_list.pk, at=request.arrived_at)
    except Refused as refused:
        say_why_not(request, refused)
    else:
        messages.success(request, f"Interview list {interview_list.number} is closed.")
    return redirect("hiring:interview_list", interview_list.pk)


@require_safe
@hiring_page
def csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as comma-separated values that a spreadsheet opens."""
    interview_list = _taken_out(request, pk, "csv")
    return attachment(
        to_csv(names_on(interview_list, day=city_day(request.arrived_at))),
        CSV,
        file_name(interview_list, "csv"),
    )


@require_safe
@hiring_page
def xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as a workbook, with a second sheet that says how the names were chosen."""
    interview_list = _taken_out(request, pk, "xlsx")
    return attachment(
        to_xlsx(interview_list, names_on(interview_list, day=city_day(request.arrived_at))),
        XLSX,
        file_name(interview_list, "xlsx"),
    )


@require_safe
@hiring_page
def print_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The list for paper: no navigation, one name after another."""
    interview_list = _taken_out(request, pk, "print")
    context = _about(interview_list, names_on(interview_list, day=city_day(request.arrived_at)), request) | {
        "printed_at": request.arrived_at
    }
    return render(request, "hiring_manager/interview_list_print.html", context)


def _several(request: HttpRequest, names: list[CertifiedName]) -> SeveralDispositionsForm:
    possible = {kind for one in names for kind in one.next_kinds}
    return SeveralDispositionsForm(
        request.POST if request.method == "POST" else None,
        kinds=[kind for kind in DispositionKind if kind in possible],
        names=[(one.tick, one.name) for one in names if one.next_kinds],
        today=city_day(request.arrived_at),
    )


def _ticks(
    form: SeveralDispositionsForm, names: list[CertifiedName]
) -> list[tuple[CertifiedName, str, bool]]:
    """Each name with the id of its checkbox (empty when nothing can be recorded) and whether it was ticked."""
    ids = {str(box.data["value"]): box.data["attrs"]["id"] for box in form["name"].subwidgets}
    ticked = set(form["name"].value() or ())
    return [(one, ids.get(one.tick, ""), one.tick in ticked) for one in names]


def _about(
    interview_list: InterviewList, names: list[CertifiedName], request: HttpRequest
) -> dict[str, object]:
    return {
        "interview_list": interview_list,
        "vacancy": interview_list.vacancy,
        "names": names,
        "criteria": [item["label"] for item in interview_list.criteria.get("all_of", ())],
        "counts": lists.counts(interview_list),
        "is_overdue": is_overdue(interview_list, city_day(request.arrived_at)),
        "list_is_over": not interview_list.eligible_list.is_in_force_on(city_day(request.arrived_at)),
    }


def _taken_out(request: HttpRequest, pk: int, form: str) -> InterviewList:
    interview_list = get_object_or_404(interview_lists_for(request.user), pk=pk)
    lists.take_out(actor=request.user, interview_list=interview_list, form=form, at=request.arrived_at)
    return interview_list
