"""One part of a scan: its pages beside the ways to file it, and the page on which a file is handed in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from screening.city_time import city_day
from screening.domain import scan_filing
from screening.domain.document_taking import takes
from screening.domain.file_question import answers_question, paper_kinds
from screening.domain.jobs import jobs_of
from screening.domain.queries import applications_for_review
from screening.domain.scan_queries import (
    MOST_FOUND,
    applications_named,
    scan_parts_for,
    sheets_in,
    waiting_parts_for,
)
from screening.enums_scan import ScanDoubt, ScanState
from screening.errors import Refused
from screening.forms.applicant.upload import job_name
from screening.forms.review import CodeForm
from screening.forms.tray import FileForm, SearchForm, SetAsideForm
from screening.models import Application, Document, ScanPart
from screening.permissions import authorise, may

UNSEEN = (ScanDoubt.UNREADABLE, ScanDoubt.INFECTED)


def part(tray: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """The pages, what is known of them, and the search for whose they are."""
    if request.method not in ("GET", "HEAD"):
        raise Http404
    return _shown(tray, request, _part(request, object_id))


def file(tray: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """File the pages: to the chosen application as the chosen document, or by a code."""
    row = _workable(request, object_id)
    chosen = _chosen(request)
    return _file_by_code(tray, request, row) if chosen is None else _file_to(tray, request, row, chosen)


def _file_by_code(tray: Any, request: HttpRequest, row: ScanPart) -> HttpResponse:
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _shown(tray, request, row, code=form, status=400)
    try:
        document = scan_filing.file_by_code(
            actor=request.user, part_id=row.pk, typed=form.cleaned_data["code"], at=request.arrived_at
        )
    except Refused as refused:
        form.add_error("code", str(refused))
        return _shown(tray, request, row, code=form, status=409)
    return _filed(request, document)


def _file_to(tray: Any, request: HttpRequest, row: ScanPart, chosen: Application) -> HttpResponse:
    form = FileForm(request.POST, papers=_papers(chosen, row))
    if not form.is_valid():
        return _shown(tray, request, row, form=form, status=400)
    kind, _, job_key = form.cleaned_data["paper"].partition(":")
    try:
        document = scan_filing.file_by_hand(
            actor=request.user,
            part_id=row.pk,
            application_id=chosen.pk,
            kind=kind,
            job_key=job_key,
            at=request.arrived_at,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return _shown(tray, request, row, form=form, status=409)
    return _filed(request, document)


def _filed(request: HttpRequest, document: Document) -> HttpResponse:
    application = document.application
    label = paper_kinds(application.revision)[document.kind].label
    messages.success(
        request, f"Filed: {label}, {application.name or application.applicant}. The applicant is told."
    )
    return _onward(request)


def set_aside(tray: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """Set the pages aside, with the reason."""
    row = _workable(request, object_id)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return _shown(tray, request, row, aside=form, status=400)
    try:
        scan_filing.set_aside(actor=request.user, part_id=row.pk, reason=form.reason(), at=request.arrived_at)
    except Refused as refused:
        form.add_error("usual", str(refused))
        return _shown(tray, request, row, aside=form, status=409)
    messages.success(request, f"Set aside: {row}. It can be taken back.")
    return _onward(request)


def take_back(tray: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """Take pages that were set aside back into the tray."""
    row = _workable(request, object_id)
    try:
        scan_filing.take_back(actor=request.user, part_id=row.pk, at=request.arrived_at)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Back in the tray: {row}.")
    return redirect("admin:screening_scanpart_change", row.pk)


def split(tray: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    """Take pages apart that are two papers."""
    row = _workable(request, object_id)
    after = request.POST.get("after_page", "")
    if not after.isascii() or not after.isdigit() or len(after) > 4:
        raise Http404
    try:
        row = scan_filing.split(
            actor=request.user, part_id=row.pk, after_page=int(after), at=request.arrived_at
        )
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"Taken apart. This is the first of the two: {row}.")
    return redirect("admin:screening_scanpart_change", row.pk)


def _part(request: HttpRequest, object_id: int) -> ScanPart:
    return get_object_or_404(scan_parts_for(request.user), pk=object_id)


def _workable(request: HttpRequest, object_id: int) -> ScanPart:
    authorise(request.user, "work_tray")
    if request.method != "POST":
        raise Http404
    return _part(request, object_id)


def _onward(request: HttpRequest) -> HttpResponse:
    """To the next that waits; to the empty tray after the last."""
    after = waiting_parts_for(request.user).first()
    return (
        redirect("admin:screening_scanpart_change", after.pk)
        if after
        else redirect("admin:screening_scanpart_changelist")
    )


def _chosen(request: HttpRequest) -> Application | None:
    number = (request.POST or request.GET).get("application", "")
    if not number:
        return None
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404
    rows = applications_for_review(request.user).select_related("revision")
    return get_object_or_404(rows, pk=int(number))


def _papers(application: Application, row: ScanPart) -> list[tuple[str, str]]:
    """What the application took on the day the paper came: (kind:job, in words)."""
    day = city_day(row.scan.received_at)
    jobs = [(job["key"], job_name(job)) for job in jobs_of(application)]
    found = []
    for slug, kind in paper_kinds(application.revision).items():
        if answers_question(kind) or not takes(application, kind, day=day):
            continue
        if kind.per_job:
            found += [(f"{slug}:{key}", f"{kind.label}: {name}") for key, name in jobs]
        else:
            found.append((f"{slug}:", kind.label))
    return found


def _shown(
    tray: Any,
    request: HttpRequest,
    row: ScanPart,
    *,
    code: CodeForm | None = None,
    form: FileForm | None = None,
    aside: SetAsideForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": str(row),
        "part": row,
        "pages": row.scan.pages.filter(number__gte=row.first_page, number__lte=row.last_page),
        "wrong": next((one for one in (code, form, aside) if one is not None and one.errors), None),
    }
    if row.state == ScanState.WAITING and may(request.user, "work_tray"):
        words = request.GET.get("q", "")[:120]
        chosen = _chosen(request) if row.doubt not in UNSEEN else None
        papers = _papers(chosen, row) if chosen else []
        found = applications_named(request.user, words) if not chosen else []
        context |= {
            "may_work": True,
            "may_file": row.doubt not in UNSEEN,
            "cuts": range(row.first_page, row.last_page),
            "sheets": [
                (sheet, paper_kinds(sheet.application.revision).get(sheet.kind))
                for sheet in sheets_in(request.user, row)
            ],
            "search": SearchForm(request.GET if "q" in request.GET else None),
            "words": words,
            "found": found[:MOST_FOUND],
            "more": len(found) > MOST_FOUND,
            "chosen": chosen,
            "papers": papers,
            "choose": form
            or FileForm(papers=papers, initial={"paper": papers[0][0] if len(papers) == 1 else ""}),
            "code": code or CodeForm(),
            "aside": aside or SetAsideForm(),
            "here": reverse("admin:screening_scanpart_change", args=[row.pk]),
        }
    elif row.state == ScanState.SET_ASIDE:
        context["may_take_back"] = may(request.user, "work_tray")
    return tray.page(request, "tray_part", context, status)
