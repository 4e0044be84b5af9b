"""Papers: sent with the draft or later, taken out of a draft again, downloaded by whoever may."""

from typing import NamedTuple

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from postings.domain.required_documents import requirements_served
from postings.models import DocumentKind
from screening.attachment import attachment
from screening.cover_sheet_pdf import cover_sheet_pdf
from screening.domain import cover_sheet as cover_sheets
from screening.domain import document as documents
from screening.domain.document_opening import opened
from screening.domain.document_store import plain_name
from screening.domain.file_question import answers_question, paper_kinds
from screening.domain.jobs import jobs_of
from screening.domain.queries import documents_for
from screening.enums import ApplicationState, Section
from screening.errors import Refused
from screening.forms.applicant.upload import UploadForm, job_name
from screening.models import Application
from screening.views.applicant.door import own, own_draft
from screening.views.personal import personal_page


@require_safe
@personal_page
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the posting asks for, and what is there."""
    application = own_draft(request, pk)
    names = {job["key"]: job_name(job) for job in jobs_of(application)}
    received = list(application.documents.select_related("inspection"))
    serves = requirements_served(application.revision)
    kinds = [
        (
            kind,
            [(each, names.get(each.job_key, "")) for each in received if each.kind == kind.slug],
            serves.get(kind.slug, []),
        )
        for kind in application.revision.document_kinds.all()
    ]
    return render(
        request,
        "applicant/documents.html",
        {"application": application, "kinds": kinds, "has_jobs": bool(names)},
    )


class Answer(NamedTuple):
    """What became of one file, in words for its sender."""

    name: str
    words: str
    taken: bool


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Send documents; ``kind`` (and, for a request, ``job``) are in the address.

    Each file stands for itself: one that is refused holds up no other. A script that sends them one by one is answered
    in JSON: {taken, words}.
    """
    application = own(request, pk)
    kind = paper_kinds(application.revision).get(request.GET.get("kind", ""))
    if kind is None:
        raise Http404
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        document_kind=kind,
        jobs=jobs_of(application),
        initial={"job_key": request.GET.get("job", "")},
    )
    is_draft = application.state == ApplicationState.DRAFT
    onward = reverse("applicant:documents" if is_draft else "applicant:application", args=[application.pk])
    if is_draft and answers_question(kind):
        onward = reverse("applicant:section", args=[application.pk, Section.QUESTIONS.value])
    if request.method == "POST":
        form.is_bound = True
        answers = _received(request, application, kind, form) if form.is_valid() else []
        if request.headers.get("accept") == "application/json":
            return _in_json(answers, form)
        for answer in answers:
            if answer.taken:
                messages.success(request, answer.words)
            else:
                form.add_error("file", f"{answer.name}: {answer.words}")
        if form.is_valid():
            return redirect(onward)
    context = {
        "application": application,
        "kind": kind,
        "form": form,
        "onward": onward,
        "may_be_faxed": not (is_draft and answers_question(kind)),
        "serves": requirements_served(application.revision).get(kind.slug, []),
    }
    return render(
        request,
        "applicant/document_add.html",
        context,
        status=400 if form.is_bound and not form.only_switches else 200,
    )


def _received(
    request: HttpRequest, application: Application, kind: DocumentKind, form: UploadForm
) -> list[Answer]:
    answers = []
    for file in form.cleaned_data["file"]:
        name = plain_name(file.name or "document")
        try:
            document = documents.receive(
                actor=request.user,
                application_id=application.pk,
                kind=kind.slug,
                job_key=form.cleaned_data.get("job_key", ""),
                file=file,
                at=request.arrived_at,
            )
        except Refused as refused:
            answers.append(Answer(name, str(refused), taken=False))
        else:
            is_new = document.received_at == request.arrived_at
            words = _("We have your document: %(kind)s (%(name)s).") if is_new else _(
                "We had this file already: %(kind)s (%(name)s). It is kept once."
            )  # fmt: skip
            answers.append(Answer(name, words % {"kind": kind.label, "name": name}, taken=True))
    return answers


def _in_json(answers: list[Answer], form: UploadForm) -> JsonResponse:
    """The script sends one file a request; a form without its job or file is told as the form tells it."""
    faults = [str(fault) for field in form.errors.values() for fault in field]
    taken = bool(answers) and all(answer.taken for answer in answers)
    words = " ".join([*faults, *(answer.words for answer in answers)])
    return JsonResponse({"taken": taken, "words": words}, status=200 if taken else 400)


@require_POST
@personal_page
def cover_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """A page to print and put before a paper that comes by fax, by mail or by hand."""
    application = own(request, pk)
    sheet = cover_sheets.cover_sheet(
        actor=request.user,
        application_id=application.pk,
        kind=request.GET.get("kind", ""),
        job_key=request.POST.get("job_key", ""),
        at=request.arrived_at,
    )
    return attachment(cover_sheet_pdf(sheet), "application/pdf", f"cover-sheet-{sheet.code}.pdf")


@require_POST
@personal_page
def remove(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """Take a paper out of a draft again."""
    application = own_draft(request, pk)
    document = application.documents.filter(pk=document_pk).first()
    if document is not None:  # None: pressed twice
        documents.remove(actor=request.user, document_id=document.pk, at=request.arrived_at)
        messages.success(request, _("Removed: %(name)s.") % {"name": document.original_name})
    return redirect("applicant:documents", application.pk)


@require_safe
@personal_page
def download(request: HttpRequest, pk: int) -> FileResponse:
    """A stored paper, to whoever may open it, always as an attachment."""
    response = _stored(request, pk, as_attachment=True)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


IN_A_PAGE = ("application/pdf", "image/jpeg", "image/png")


@require_safe
@personal_page
def look_at(request: HttpRequest, pk: int) -> FileResponse:
    """The same paper shown inside a page of ours: a PDF or a picture, nothing that could run as a page of its own."""
    response = _stored(request, pk, as_attachment=False)
    # no 'sandbox': browsers then show no PDF at all
    response["Content-Security-Policy"] = (
        "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _stored(request: HttpRequest, pk: int, *, as_attachment: bool) -> FileResponse:
    document = get_object_or_404(documents_for(request.user), pk=pk)
    shown = opened(actor=request.user, document=document)
    if not as_attachment and shown.content_type not in IN_A_PAGE:
        raise Http404
    try:
        content = shown.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content, as_attachment=as_attachment, filename=shown.name, content_type=shown.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
