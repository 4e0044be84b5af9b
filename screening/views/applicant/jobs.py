"""The work history: jobs, and the posting's duties asked of each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from screening.city_time import city_day
from screening.domain import application as applications
from screening.domain.completeness import missing
from screening.enums import Section
from screening.errors import OlderVersion
from screening.forms.applicant.draft import DraftForm
from screening.forms.applicant.job import JobForm, duties_form
from screening.models import Application, DraftSection
from screening.views.applicant.door import own_draft
from screening.views.applicant.sections import conflict
from screening.views.personal import personal_page

MOST_JOBS = 60


@require_http_methods(["GET", "POST"])
@personal_page
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The jobs so far; without a job, the way to say that there is none."""
    application = own_draft(request, pk)
    saved, jobs = _saved(application)
    if request.method == "POST":
        _save(request, application, jobs, saved.version if saved else 0)
        return redirect("applicant:application", application.pk)
    return render(
        request,
        "applicant/work_history.html",
        {
            "application": application,
            "jobs": jobs,
            "saved": saved,
            "missing": missing(application).get(Section.WORK_HISTORY, []) if jobs else [],
            "full": len(jobs) >= MOST_JOBS,
            "asks_duties": bool(application.revision.requirements.get("duties")),
        },
    )


@require_http_methods(["GET", "POST"])
@personal_page
def edit(request: HttpRequest, pk: int, job_key: str = "") -> HttpResponse:
    """Add a job, or change one; then its duties are asked."""
    application = own_draft(request, pk)
    saved, jobs = _saved(application)
    job = _job(jobs, job_key) if job_key else {}
    if not job_key and len(jobs) >= MOST_JOBS:
        messages.error(
            request,
            _("You can add up to %(most)d jobs. Remove one, or join jobs with one employer.")
            % {"most": MOST_JOBS},
        )
        return redirect("applicant:work_history", application.pk)
    version = saved.version if saved else 0
    if request.method == "GET":
        form = JobForm(initial={**JobForm.initial_of(job), "version": version})
        return _job_page(request, application, form, job)
    form = JobForm(request.POST, today=city_day(request.arrived_at))
    if not form.is_valid():
        return _job_page(request, application, form, job, status=400)
    key = job_key or get_random_string(10, "abcdefghjkmnpqrstuvwxyz23456789")
    changed = {**form.content(), "key": key, **({"duties": job["duties"]} if "duties" in job else {})}
    rest = [changed if each["key"] == key else each for each in jobs]
    if not job_key:
        rest.append(changed)
    try:
        _save(request, application, rest, form.opened_with)
    except OlderVersion as older:
        values = JobForm.initial_of(_saved_elsewhere(older, key))
        return conflict(request, application, _("Your job"), form, JobForm, older, values)
    if application.revision.requirements.get("duties"):
        return redirect("applicant:duties", application.pk, key)
    return redirect("applicant:work_history", application.pk)


@require_http_methods(["GET", "POST"])
@personal_page
def duties(request: HttpRequest, pk: int, job_key: str) -> HttpResponse:
    """The posting's duties, asked of one job."""
    application = own_draft(request, pk)
    saved, jobs = _saved(application)
    job = _job(jobs, job_key)
    form_class = duties_form(application.revision_id)
    context: dict[str, Any] = {"application": application, "job": job}
    if request.method == "GET":
        form = form_class(initial={**job.get("duties", {}), "version": saved.version if saved else 0})
        return render(request, "applicant/duties.html", {**context, "form": form})
    form = form_class(request.POST)
    if not form.is_valid():
        return render(request, "applicant/duties.html", {**context, "form": form}, status=400)
    rest = [{**each, "duties": form.content()} if each["key"] == job_key else each for each in jobs]
    try:
        _save(request, application, rest, form.opened_with)
    except OlderVersion as older:
        values = _saved_elsewhere(older, job_key).get("duties", {})
        return conflict(request, application, _("Your duties"), form, form_class, older, values)
    messages.success(request, _("Saved: %(job)s.") % {"job": job.get("title") or _("your job")})
    return redirect("applicant:work_history", application.pk)


@require_http_methods(["GET", "POST"])
@personal_page
def remove(request: HttpRequest, pk: int, job_key: str) -> HttpResponse:
    """Ask, then take a job out of the work history."""
    application = own_draft(request, pk)
    saved, jobs = _saved(application)
    job = _job(jobs, job_key)
    if request.method == "POST":
        _save(
            request,
            application,
            [each for each in jobs if each["key"] != job_key],
            saved.version if saved else 0,
        )
        messages.success(request, _("Removed: %(job)s.") % {"job": job.get("title") or _("the job")})
        return redirect("applicant:work_history", application.pk)
    return render(
        request,
        "applicant/job_remove.html",
        {
            "application": application,
            "job": job,
            "documents": application.documents.filter(job_key=job_key),
        },
    )


def _saved(application: Application) -> tuple[DraftSection | None, list[dict[str, Any]]]:
    saved = application.sections.filter(section=Section.WORK_HISTORY).first()
    return saved, list(saved.content.get("jobs", [])) if saved else []


def _save(request: HttpRequest, application: Application, jobs: list[dict[str, Any]], version: int) -> None:
    applications.save_section(
        actor=request.user,
        application_id=application.pk,
        section=Section.WORK_HISTORY,
        content={"jobs": jobs},
        version=version,
        at=request.arrived_at,
    )


def _saved_elsewhere(older: OlderVersion, key: str) -> dict[str, Any]:
    """The job as the newer save has it; empty where it was removed."""
    return next((each for each in older.saved.content.get("jobs", []) if each["key"] == key), {})


def _job(jobs: list[dict[str, Any]], key: str) -> dict[str, Any]:
    job = next((each for each in jobs if each["key"] == key), None)
    if job is None:
        raise Http404
    return job


def _job_page(
    request: HttpRequest, application: Application, form: DraftForm, job: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(
        request, "applicant/job.html", {"application": application, "form": form, "job": job}, status=status
    )
