"""The work history: jobs, and the posting's duties asked of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from screening.city_time import city_day
from screening.domain import application as applications
from screening.domain.completeness import missing
from screening.domain.draft import Saved
from screening.domain.work_history import MOST_JOBS, remove_job, save_duties, save_job, version_of
from screening.enums import Section
from screening.errors import Gone, OlderVersion
from screening.forms.applicant.draft import DraftForm
from screening.forms.applicant.job import JobForm, duties_form
from screening.models import Application, DraftSection
from screening.so_far_in_words import feedback
from screening.views.applicant.autosave import autosaved, autosaves
from screening.views.applicant.door import own_draft
from screening.views.applicant.sections import conflict, differences
from screening.views.personal import personal_page

KEY_LETTERS, KEY_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 10


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """The jobs so far; without a job, the way to say that there is none."""
    application = own_draft(request, pk)
    saved, jobs = _saved(application)
    if request.method == "POST":
        applications.save_section(
            actor=request.user,
            application_id=application.pk,
            section=Section.WORK_HISTORY,
            content={"jobs": jobs},
            version=saved.version if saved else 0,
            at=request.arrived_at,
        )
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
            "feedback": feedback(application, jobs, on=city_day(request.arrived_at)),
        },
    )


@require_safe
@personal_page
def counted(request: HttpRequest, pk: int) -> HttpResponse:
    """What the saved jobs give so far: a piece of the work history page, asked for after each saving."""
    application = own_draft(request, pk)
    _saved_now, jobs = _saved(application)
    context = {"feedback": feedback(application, jobs, on=city_day(request.arrived_at))}
    return render(request, "applicant/so_far.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def edit(request: HttpRequest, pk: int, job_key: str = "") -> HttpResponse:
    """Add a job, or change one; then its duties are asked."""
    application = own_draft(request, pk)
    jobs = _saved(application)[1]
    job = _job(application, jobs, job_key) if job_key else {}
    again = _job_of_page(request, jobs)
    if not job_key and not again and len(jobs) >= MOST_JOBS:
        messages.error(
            request,
            _("You can add up to %(most)d jobs. Remove one, or join jobs with one employer.")
            % {"most": MOST_JOBS},
        )
        return redirect("applicant:work_history", application.pk)
    if request.method != "POST":
        form = JobForm(initial={**JobForm.initial_of(job), "version": version_of(job)})
        return _job_page(request, application, form, job, key=_new_key())
    form = JobForm(request.POST, today=city_day(request.arrived_at))
    readable = form.is_valid()
    key = job_key or _key_of_page(request) or _new_key()

    def save() -> Saved:
        return save_job(
            actor=request.user,
            application_id=application.pk,
            key=key,
            said=form.content(),
            version=form.opened_with,
            at=request.arrived_at,
        )

    if autosaves(request):
        return autosaved(
            request,
            form,
            save,
            lambda older: differences(form, JobForm, older),
        )
    if not readable:
        return _job_page(request, application, form, job, key=key, status=400)
    try:
        save()
    except OlderVersion as older:
        return conflict(request, application, _("Your job"), form, JobForm, older, key=key)
    if application.revision.requirements.get("duties"):
        return redirect("applicant:duties", application.pk, key)
    return redirect("applicant:work_history", application.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def duties(request: HttpRequest, pk: int, job_key: str) -> HttpResponse:
    """The posting's duties, asked of one job."""
    application = own_draft(request, pk)
    jobs = _saved(application)[1]
    job = _job(application, jobs, job_key)
    form_class = duties_form(application.revision_id)
    context: dict[str, Any] = {"application": application, "job": job}
    if request.method != "POST":
        form = form_class(initial={**job.get("duties", {}), "version": version_of(job)})
        return render(request, "applicant/duties.html", {**context, "form": form})
    form = form_class(request.POST)
    readable = form.is_valid()

    def save() -> Saved:
        return save_duties(
            actor=request.user,
            application_id=application.pk,
            key=job_key,
            duties=form.content(),
            version=form.opened_with,
            at=request.arrived_at,
        )

    if autosaves(request):
        return autosaved(
            request,
            form,
            save,
            lambda older: differences(form, form_class, older, older.saved.content.get("duties", {})),
        )
    if not readable:
        return render(request, "applicant/duties.html", {**context, "form": form}, status=400)
    try:
        save()
    except OlderVersion as older:
        values = older.saved.content.get("duties", {})
        return conflict(request, application, _("Your duties"), form, form_class, older, values)
    messages.success(request, _("Saved: %(job)s.") % {"job": job.get("title") or _("your job")})
    return redirect("applicant:work_history", application.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def remove(request: HttpRequest, pk: int, job_key: str) -> HttpResponse:
    """Ask, then take a job out of the work history."""
    application = own_draft(request, pk)
    jobs = _saved(application)[1]
    if all(job["key"] != job_key for job in jobs):  # pressed twice
        return redirect("applicant:work_history", application.pk)
    job = _job(application, jobs, job_key)
    if request.method == "POST":
        remove_job(actor=request.user, application_id=application.pk, key=job_key, at=request.arrived_at)
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


def _job(application: Application, jobs: list[dict[str, Any]], key: str) -> dict[str, Any]:
    job = next((each for each in jobs if each["key"] == key), None)
    if job is None:
        raise Gone(
            _(
                "You removed this job in another window, so nothing from this page was saved. If you need the job, add "
                "it again."
            ),
            page=reverse("applicant:work_history", args=[application.pk]),
        )
    return job


def _new_key() -> str:
    return get_random_string(KEY_LENGTH, KEY_LETTERS)


def _key_of_page(request: HttpRequest) -> str:
    """The key that the page of a new job was given, so that saving it again changes the same job."""
    key = request.POST.get("key", "")
    return key if len(key) == KEY_LENGTH and set(key) <= set(KEY_LETTERS) else ""


def _job_of_page(request: HttpRequest, jobs: list[dict[str, Any]]) -> dict[str, Any]:
    """The job that the page of a new job has saved before."""
    key = _key_of_page(request)
    return next((each for each in jobs if each["key"] == key), {})


def _job_page(
    request: HttpRequest,
    application: Application,
    form: DraftForm,
    job: dict[str, Any],
    *,
    key: str,
    status: int = 200,
) -> HttpResponse:
    context = {"application": application, "form": form, "job": job, "key": "" if job else key}
    return render(request, "applicant/job.html", context, status=status)
