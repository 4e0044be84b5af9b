"""The task list of a draft: what is done, when it was saved, how long the rest takes, and how much time is left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postings.announcement import announcement
from postings.city_time import clock_in_words, time_left
from screening.answers_in_words import section_address
from screening.domain.completeness import missing, sections_of
from screening.domain.draft import Saved, saved_sections
from screening.domain.newest_revision import stands_under_an_older_text
from screening.domain.reuse import earlier_applications, is_untouched
from screening.domain.revised import revised, since_moved
from screening.enums import Section
from screening.models import Application
from screening.views.applicant.reuse import offered

MINUTES = {Section.CONTACT: 3, Section.EDUCATION: 5, Section.TYPING: 2}
"""About how long a section takes on a phone; the questions take two minutes for each three of them."""
DUTIES_A_MINUTE = 4
JOB = 3
"""Minutes for one job, without its duties."""


def task_list(request: HttpRequest, application: Application) -> HttpResponse:
    """What a draft still needs, section by section."""
    needed = missing(application)
    saved = saved_sections(application)
    now = request.arrived_at
    tasks = [_task(application, section, saved, needed, now) for section in sections_of(application.revision)]
    kinds = application.revision.document_kinds.all()
    if kinds:
        tasks.append(
            _papers(application, [kind.label for kind in kinds], needed.get(Section.DOCUMENTS, []), now)
        )
    posting = application.posting
    newer = posting.current_revision if stands_under_an_older_text(application) else None
    in_time = posting.takes_applications_at(now)
    context = {
        "application": application,
        "announcement": announcement(posting, now=now),
        "in_time": in_time,
        "time_left": time_left(posting.closes_at, now=now) if in_time and posting.closes_at else "",
        "tasks": tasks,
        "progress": _progress(tasks),
        "done": not needed,
        "saved_at": max((row.saved_at for row in saved.values()), default=None),
        "newer": newer,
        "revised": revised(application.revision, newer) if newer else since_moved(application),
        "offered": offered(application),
        "may_copy": is_untouched(application) and earlier_applications(application).exists(),
    }
    return render(request, "applicant/tasks.html", context)


def _progress(tasks: list[dict[str, Any]]) -> str:
    """'2 of 5 sections are done.' Papers that may be left out are not counted."""
    counted = [task for task in tasks if "done" in task]
    return ngettext(
        "%(done)d of %(all)d section is done.", "%(done)d of %(all)d sections are done.", len(counted)
    ) % {"done": sum(task["done"] for task in counted), "all": len(counted)}


def _task(
    application: Application,
    section: Section,
    saved: Mapping[str, Saved],
    needed: dict[Section, list[str]],
    now: datetime,
) -> dict[str, Any]:
    lacks = needed.get(section, [])
    task = {
        "title": section.label,
        "url": section_address(application, section),
        "done": section in saved and not lacks,
    }
    if section not in saved:
        task |= {"hint": _how_long(application, section), "status": _("Not started"), "tone": "quiet"}
        return task
    when = _("Saved %(when)s") % {"when": clock_in_words(saved[section].saved_at, now=now)}
    if not lacks:
        return task | {"note": when, "status": _("Done"), "tone": "success"}
    more = " " + _("And %(count)d more.") % {"count": len(lacks) - 1} if len(lacks) > 1 else ""
    return task | {"hint": lacks[0] + more, "note": when, "status": _("Not finished"), "tone": "warning"}


def _how_long(application: Application, section: Section) -> str:
    if section == Section.WORK_HISTORY:
        duties = len(application.revision.requirements.get("duties", []))
        return _minutes(JOB + -(-duties // DUTIES_A_MINUTE), each_job=True)
    if section == Section.QUESTIONS:
        return _minutes(max(1, -(-2 * len(application.revision.questions.all()) // 3)))
    return _minutes(MINUTES[section])


def _minutes(count: int, *, each_job: bool = False) -> str:
    if each_job:
        words = ngettext("About %(count)d minute a job.", "About %(count)d minutes a job.", count)
    else:
        words = ngettext("About %(count)d minute.", "About %(count)d minutes.", count)
    return words % {"count": count}


def _papers(application: Application, labels: list[str], lacks: list[str], now: datetime) -> dict[str, Any]:
    papers = application.documents.filter(kind__in=application.revision.document_kinds.values("slug"))
    received = list(papers.values_list("received_at", flat=True))
    status, tone = (
        (_("%(count)d added") % {"count": len(received)}, "success")
        if received
        else (_("If you need them"), "quiet")
    )
    task: dict[str, Any] = {
        "title": Section.DOCUMENTS.label,
        "url": section_address(application, Section.DOCUMENTS),
        "hint": " ".join(lacks) or "; ".join(labels),
    }
    if received:
        task["note"] = _("Saved %(when)s") % {"when": clock_in_words(max(received), now=now)}
    if lacks:
        return task | {"done": False, "status": _("Not finished"), "tone": "warning"}
    return task | {"status": status, "tone": tone}
