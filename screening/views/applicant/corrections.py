"""Correcting what a finding rests on: which job or answers, then one page, signed and sent as a new version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from screening.answers_in_words import time_of
from screening.city_time import city_day
from screening.domain import correctable, correction, sent_copy
from screening.domain.open_facts import ANSWERS, EDUCATION, NEW_JOB, TYPING
from screening.domain.own_words import own_words
from screening.domain.queries import latest_submission
from screening.errors import Refused
from screening.forms.applicant.correction import (
    CorrectedJobForm,
    CorrectedTypingForm,
    SignedForm,
    corrected_answers_form,
    corrected_education_form,
    corrected_job_form,
)
from screening.forms.applicant.upload import job_name
from screening.models import Application, Submission
from screening.views.applicant.door import own
from screening.views.personal import personal_page

HEADINGS = {
    ANSWERS: gettext_lazy("Correct your answers"),
    TYPING: gettext_lazy("Correct your typing"),
    EDUCATION: gettext_lazy("Correct your education, licenses and certificates"),
}


@require_safe
@personal_page
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The jobs and answers that the finding rests on, each with its way to correct it."""
    application = own(request, pk)
    found = _opened(request, application)
    if isinstance(found, HttpResponse):
        return found
    opened, latest = found
    asked = opened.asked
    jobs = [
        {"name": job_name(job), "time": time_of(job), "what": f"job-{number}"}
        for number, job in enumerate(
            own_words(latest, application.settled_facts.all()).get("jobs", []), start=1
        )
    ]
    context = {
        **_context(request, application, opened),
        "asked": asked,
        "jobs": [job for job in jobs if asked.asks(job["what"])],
        "may_add": asked.asks(NEW_JOB),
        "questions": [q.text for q in application.revision.questions.all() if q.slug in asked.questions],
    }
    return render(request, "applicant/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def one(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One job or the answers, as they stand; signing sends the corrected version."""
    application = own(request, pk)
    found = _opened(request, application)
    if isinstance(found, HttpResponse):
        return found
    opened, latest = found
    asked = opened.asked
    facts = own_words(latest, application.settled_facts.all())
    jobs = facts.get("jobs", [])
    number = _number(what, jobs)
    is_job = what not in (ANSWERS, TYPING, EDUCATION)
    if not asked.asks(what):
        raise Http404
    form_class = _form_of(what, application.revision_id, asked)
    shown = _shown(what, facts, number)
    status = 200
    if request.method == "POST":
        form = form_class(request.POST)
        if isinstance(form, CorrectedJobForm):
            form.today = city_day(request.arrived_at)
        if form.is_valid():
            change = _change(what, form.content(), number)
            try:
                correction.correct(
                    actor=request.user,
                    application_id=application.pk,
                    change=change,
                    certified_name=form.cleaned_data["certified_name"],
                    seen=form.opened_with,
                    at=request.arrived_at,
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(
                    request, _("We have your correction. It is evaluated again, and a person looks at it.")
                )
                return redirect("applicant:application", application.pk)
        status = 400
    else:
        form = form_class(initial={**form_class.initial_of(shown), "version": latest.number})
    context = {
        **_context(request, application, opened),
        "said": next((one.note for one in opened.requests if one.what == what), ""),
        "form": form,
        "is_new": what == NEW_JOB,
        "is_job": is_job,
        "heading": HEADINGS.get(what, ""),
        "name": job_name(shown) if is_job and shown else "",
        "truth_statement": sent_copy.truth_statement(application.revision),
    }
    return render(request, "applicant/correction.html", context, status=status)


def _form_of(what: str, revision_id: int, asked: correctable.Asked) -> type[SignedForm]:
    if what == ANSWERS:
        return corrected_answers_form(revision_id, asked.questions)
    if what == EDUCATION:
        return corrected_education_form(revision_id)
    return CorrectedTypingForm if what == TYPING else corrected_job_form(revision_id)


def _shown(what: str, facts: dict[str, Any], number: int | None) -> dict[str, Any]:
    """What stands now, as a draft would hold it."""
    if what == TYPING:
        return facts.get("typing") or {}
    if what == EDUCATION:
        return {part: facts.get(part) or [] for part in ("education", "licences", "certificates", "records")}
    if what == ANSWERS:
        return {"answers": facts.get("answers", {})}
    return facts["jobs"][number] if number is not None else {}


def _change(what: str, content: dict[str, Any], number: int | None) -> correction.Change:
    if what == TYPING:
        return correction.Change(typing=content)
    if what == EDUCATION:
        return correction.Change(education=content)
    if what == ANSWERS:
        return correction.Change(answers=content)
    return correction.Change(job=content, number=number)


def _opened(
    request: HttpRequest, application: Application
) -> tuple[correctable.Opened, Submission] | HttpResponse:
    """What is answered and the version that stands; otherwise the way back, in words."""
    opened = correctable.opened(application)
    latest = latest_submission(application)
    if latest is None:
        raise Http404
    if opened is None:
        messages.info(request, _("There is nothing to correct now. Look at where your application stands."))
        return redirect("applicant:application", application.pk)
    return opened, latest


def _context(request: HttpRequest, application: Application, opened: correctable.Opened) -> dict[str, Any]:
    return {
        "application": application,
        "last_day": opened.last_day,
        "is_late": city_day(request.arrived_at) > opened.last_day,
    }


def _number(what: str, jobs: list[dict[str, Any]]) -> int | None:
    """Which job of the facts an address names; None for a new one and for all else."""
    if what in (NEW_JOB, ANSWERS, TYPING, EDUCATION):
        return None
    for number in range(len(jobs)):
        if what == f"job-{number + 1}":
            return number
    raise Http404
