"""One application once it is sent: where it stands and, once decided, why. A draft shows its task list."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from screening.city_time import city_day
from screening.corrections_in_words import corrections
from screening.domain import appeal as appeals
from screening.domain import correctable, fact_request
from screening.domain.answering import last_day_to_answer
from screening.domain.document_taking import takes
from screening.domain.facts import came_after
from screening.domain.file_question import paper_kinds
from screening.domain.jobs import jobs_of
from screening.domain.proof import Proof
from screening.domain.queries import released_decision
from screening.enums import ApplicationEvent, ApplicationState, Finding
from screening.forms.applicant.upload import job_name
from screening.models import Application, Decision
from screening.place_in_words import place_in_words
from screening.proof_in_words import as_table, counted, letter, outline
from screening.settled_in_words import settled_for
from screening.transitions import allowed
from screening.views.applicant.door import own
from screening.views.applicant.interviews import interviews_of
from screening.views.applicant.offers import offers_of
from screening.views.applicant.removals import removals_on
from screening.views.applicant.standing import standing_of
from screening.views.applicant.task_list import task_list
from screening.views.applicant.where_it_stands import top
from screening.views.personal import personal_page


@require_safe
@personal_page
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The task list while it is a draft, the status page afterwards."""
    found = own(request, pk)
    return task_list(request, found) if found.state == ApplicationState.DRAFT else _sent(request, found)


def _sent(request: HttpRequest, application: Application) -> HttpResponse:
    decision = released_decision(application)
    day = city_day(request.arrived_at)
    papers = list(application.documents.select_related("inspection"))
    requests = [
        each
        for each in application.document_requests.filter(answered_at__isnull=True)
        if each.lapsed_at is None or not came_after(each, papers)
    ]
    kinds = paper_kinds(application.revision)
    jobs = {job["key"]: job_name(job) for job in jobs_of(application)} if requests else {}
    entry = application.list_entries.select_related("eligible_list__revision").order_by("-pk").first()
    left = (entry.last_day - day).days if entry else 0
    context: dict[str, Any] = {
        "application": application,
        "requests": [
            (
                each,
                kinds.get(each.kind),
                jobs.get(each.job_key, ""),
                each.due_on >= day,
                each.kind in kinds and takes(application, kinds[each.kind], day=day),
            )
            for each in requests
        ],
        "fact_requests": [(each, each.due_on >= day) for each in fact_request.unanswered(application)]
        if allowed(application.state, ApplicationEvent.SUPPLEMENT)
        else [],
        "sendable": [kind for kind in kinds.values() if takes(application, kind, day=day)],
        "notices": application.notices.filter(recipient=request.user, cancelled_at__isnull=True),
        "documents": papers,
        "decision": decision,
        "entry": entry,
        "eligible_list": entry and entry.eligible_list,
        "days_left": left,
        "place": place_in_words(entry) if entry else [],
    }
    if decision is not None:
        context |= _decided(decision, day)
        context |= _heard(application, decision, day)
        context["may_correct"] = bool(
            correctable.is_open(application, decision) and correctable.asked_of(decision)
        )
        context["settled"] = settled_for(application, decision.evaluation)
    context["corrections"] = corrections(application)
    context["standing"] = standing_of(application, request.arrived_at, listed=left >= 0)
    context["interviews"] = (
        interviews_of(application, request.arrived_at) if application.state == ApplicationState.LISTED else []
    )
    listed = application.state == ApplicationState.LISTED
    context["offers"] = offers_of(request, application) if listed else []
    context["removals"] = removals_on(request, application) if listed else []
    context["stands"] = left >= 0 and not any(removal.holds for removal in context["removals"])
    context["top"] = top(application, context)
    return render(request, "applicant/status.html", context)


def _heard(application: Application, decision: Decision, day: date) -> dict[str, Any]:
    """The way to be heard: until when, and every appeal with what came of it."""
    rows = list(
        application.appeals.select_related("decision__evaluation", "ended_by")
        .prefetch_related("attachments__document")
        .order_by("-pk")
    )
    last_day = appeals.last_day_of(decision)
    open_now = {row.requirement for row in rows if row.decision_id == decision.pk and row.is_open}
    return {
        "appeal_by": last_day,
        "appeal_is_late": day > last_day,
        "may_appeal": application.state == ApplicationState.NOT_QUALIFIED
        and bool(set(appeals.requirements_of(decision)) - open_now),
        "appeals": [(row, appeals.requirement_words(row), appeals.decided_by_day(row)) for row in rows],
    }


def _decided(decision: Decision, day: date) -> dict[str, Any]:
    """Why, from the stored proof alone."""
    proof = Proof.of(decision.evaluation)
    answer_by = last_day_to_answer(city_day(decision.decided_at))
    return {
        "met": decision.finding == Finding.QUALIFIED,
        "requirement": proof.named().get(decision.requirement, ""),
        "answer_by": answer_by,
        "answers_in_time": day <= answer_by,
        "lines": letter(proof),
        "nodes": outline(proof),
        "counted": counted(proof),
        "table": as_table(proof),
    }
