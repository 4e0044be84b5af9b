"""Papers: sent with the draft or later, taken out of a draft again, downloaded by whoever may."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from screening.domain import document as documents
from screening.domain.document_opening import opened
from screening.domain.queries import documents_for
from screening.enums import ApplicationState, Section
from screening.errors import Refused
from screening.forms.applicant.upload import UploadForm, job_name
from screening.models import Application
from screening.views.applicant.door import own, own_draft
from screening.views.personal import personal_page


@require_GET
@personal_page
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the posting asks for, and what is there."""
    application = own_draft(request, pk)
    names = {job["key"]: job_name(job) for job in jobs_of(application)}
    received = list(application.documents.select_related("inspection"))
    kinds = [
        (kind, [(each, names.get(each.job_key, "")) for each in received if each.kind == kind.slug])
        for kind in application.revision.document_kinds.all()
    ]
    return render(
        request,
        "applicant/documents.html",
        {"application": application, "kinds": kinds, "has_jobs": bool(names)},
    )


@require_http_methods(["GET", "POST"])
@personal_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one document; ``kind`` (and, for a request, ``job``) are in the address."""
    application = own(request, pk)
    kind = get_object_or_404(application.revision.document_kinds, slug=request.GET.get("kind", ""))
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        document_kind=kind,
        jobs=jobs_of(application),
        initial={"job_key": request.GET.get("job", "")},
    )
    status = 200
    if request.method == "POST":
        form.is_bound = True
        if form.is_valid() and _received(request, application, kind.slug, form):
            messages.success(request, f"We have your document: {kind.label}.")
            if application.state == ApplicationState.DRAFT:
                return redirect("applicant:documents", application.pk)
            return redirect("applicant:application", application.pk)
        status = 400
    context = {"application": application, "kind": kind, "form": form}
    return render(request, "applicant/document_add.html", context, status=status)


def _received(request: HttpRequest, application: Application, kind: str, form: UploadForm) -> bool:
    try:
        documents.receive(
            actor=request.user,
            application_id=application.pk,
            kind=kind,
            job_key=form.cleaned_data.get("job_key", ""),
            file=form.cleaned_data["file"],
            at=request.arrived_at,
        )
    except Refused as refused:
        form.add_error("file", str(refused))
        return False
    return True


@require_POST
@personal_page
def remove(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """Take a paper out of a draft again."""
    application = own_draft(request, pk)
    document = get_object_or_404(application.documents, pk=document_pk)
    documents.remove(actor=request.user, document_id=document.pk, at=request.arrived_at)
    messages.success(request, f"Removed: {document.original_name}.")
    return redirect("applicant:documents", application.pk)


@require_GET
@personal_page
def download(request: HttpRequest, pk: int) -> FileResponse:
    """A stored paper, to whoever may open it, always as an attachment."""
    document = get_object_or_404(documents_for(request.user), pk=pk)
    shown = opened(actor=request.user, document=document)
    try:
        content = shown.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=shown.name, content_type=shown.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def jobs_of(application: Application) -> list[dict[str, Any]]:
    saved = application.sections.filter(section=Section.WORK_HISTORY).first()
    return list(saved.content.get("jobs", [])) if saved else []
