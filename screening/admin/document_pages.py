"""Pages about papers: ask for one, review one, and try the evaluation of a set-aside row again."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from screening.admin.application_page import page_url
from screening.admin.record import job_keys, record_of
from screening.admin.verb_page import posted, verb_page
from screening.city_time import city_day
from screening.domain import document_request, document_review
from screening.domain import evaluation as evaluations
from screening.domain.cover_sheet import find_by_code
from screening.domain.file_question import paper_kinds
from screening.domain.queries import latest_submission
from screening.enums import DocumentVerdict
from screening.errors import Refused
from screening.forms.review import AskForm, CodeForm, DocumentReviewForm
from screening.models import Application, EvaluationFailure
from screening.permissions import authorise


def ask(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Ask the applicant for a document, by a last day."""
    authorise(request.user, "ask_for_document", application)
    kinds = {slug: kind.label for slug, kind in paper_kinds(application.revision).items()}

    def act(cleaned: dict[str, Any]) -> str:
        request_row = document_request.ask(
            actor=request.user,
            application_id=application.pk,
            kind=cleaned["kind"],
            job_key=cleaned["job_key"],
            due_on=cleaned["due_on"],
            note=cleaned["note"],
            at=request.arrived_at,
        )
        return (
            f"Asked {application.name} for '{kinds[request_row.kind]}' until {request_row.due_on:%B %-d, %Y}."
        )

    return verb_page(
        model_admin,
        request,
        application,
        form=AskForm(
            posted(request),
            kinds=list(kinds.items()),
            jobs=_jobs(application),
            initial={
                "due_on": document_request.usual_due_date(city_day(request.arrived_at)),
                "kind": next(iter(kinds)) if len(kinds) == 1 else "",
                "job_key": request.GET.get("job", ""),
            },
        ),
        act=act,
        title=f"Ask {application.name} for a document",
        button="Ask for the document",
    )


def review(
    model_admin: ModelAdmin, request: HttpRequest, application: Application, document_id: int
) -> HttpResponse:
    """Say what a document is worth and what it states."""
    authorise(request.user, "review_document", application)
    shown = next(
        (
            one
            for one in record_of(application, latest_submission(application))["documents"]
            if one["document"].pk == document_id
        ),
        None,
    )
    if shown is None:
        raise Http404
    form = DocumentReviewForm(posted(request))

    def act(cleaned: dict[str, Any]) -> str:
        made = document_review.review_document(
            actor=request.user,
            document_id=document_id,
            verdict=DocumentVerdict(cleaned["verdict"]),
            states=form.states(),
            note=cleaned["note"],
            at=request.arrived_at,
        )
        return f"{made.get_verdict_display()}: {shown['document'].original_name}. The facts are evaluated again with it."

    return verb_page(
        model_admin,
        request,
        application,
        form=form,
        act=act,
        title=f"Review {shown['document'].original_name}",
        button="Record the review",
        template="document_review",
        context={"shown": shown},
    )


def by_code(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """From the code on a cover sheet that came by fax, by mail or by hand to its application."""
    form = CodeForm({"code": request.GET["code"]} if "code" in request.GET else None)
    if form.is_valid():
        try:
            sheet = find_by_code(actor=request.user, typed=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            kind = paper_kinds(sheet.application.revision).get(sheet.kind)
            label = kind.label if kind else sheet.kind
            messages.info(request, f"Cover sheet {sheet.code} is for this application: {label}.")
            return redirect(page_url(request, sheet.application_id))
    return TemplateResponse(
        request,
        "admin/screening/by_code.html",
        model_admin.admin_site.each_context(request)
        | {"title": "Received by fax, mail or in person", "opts": model_admin.opts, "form": form},
        status=400 if form.errors else 200,
    )


def try_again(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """Have a set-aside submission evaluated once more."""
    authorise(request.user, "set_aside_again", application)
    failure = EvaluationFailure.objects.filter(
        submission=latest_submission(application), set_aside_at__isnull=False
    ).first()

    def act(cleaned: dict[str, Any]) -> str:
        if failure is None:
            raise Refused(
                "This row is not set aside any more. Open the application again to see how it stands."
            )
        evaluations.try_again(actor=request.user, submission_id=failure.submission_id, at=request.arrived_at)
        return f"The evaluation of {application.name} will be tried again within a minute."

    return verb_page(
        model_admin,
        request,
        application,
        form=forms.Form(posted(request)),
        act=act,
        title=f"Try the evaluation of {application.name} again",
        button="Try again",
        context={"failure": failure},
    )


def _jobs(application: Application) -> list[tuple[str, str]]:
    submission = latest_submission(application)
    jobs = json.loads(submission.facts).get("jobs", []) if submission else []
    keys = job_keys(application)
    return [
        (key, f"Job {number}: {job.get('title', '')}, {job.get('employer', '')}")
        for number, (key, job) in enumerate(zip(keys, jobs, strict=False), start=1)
    ]
