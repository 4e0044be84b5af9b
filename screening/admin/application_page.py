"""One application on one screen: what was claimed, what is on record, what the requirements say, what was decided."""

from typing import Any

from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ChangeList, IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from screening.admin.credit_shown import credit_shown
from screening.admin.paging import neighbours
from screening.admin.record import record_of
from screening.admin.unsettled import differences, open_facts
from screening.admin.words import age
from screening.corrections_in_words import corrections
from screening.domain import appeal as appeals
from screening.domain.answering import missed_day_of
from screening.domain.contact import changed_after
from screening.domain.examination_score import versions_of
from screening.domain.file_question import paper_kinds
from screening.domain.own_words import own_words
from screening.domain.proof import Proof
from screening.domain.queries import history_of, latest_evaluation, latest_submission
from screening.domain.reevaluation_queries import DECIDED, return_of
from screening.enums import ApplicationEvent as Event
from screening.enums import ApplicationState as State
from screening.enums import Outcome
from screening.models import Application, EvaluationFailure, History
from screening.permissions import may
from screening.reasons import REASON_WORDS
from screening.settled_in_words import settled_steps
from screening.timeline import timeline_svg
from screening.transitions import allowed

QUEUE = "_changelist_filters"
FOLDED = "folded"
COLUMNS = ("claim", "record", "requirement", "decision")
VIEWERS = {"application/pdf": "frame", "image/jpeg": "image", "image/png": "image"}
"""How a stored file is looked at in the page, by its content type; any other is only downloaded."""


class _Rows(ChangeList):
    """The rows behind a list's filters and their order, without reading a page of them."""

    def get_results(self, request: HttpRequest) -> None:
        self.result_list = []


def show(model_admin: ModelAdmin, request: HttpRequest, application: Application) -> HttpResponse:
    """The screen. It changes nothing: each change is a page of its own that it links to."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    submission = latest_submission(application)
    evaluation = latest_evaluation(application)
    proof = Proof.of(evaluation) if evaluation else None
    before, after = around(model_admin, request, application)
    settled = list(
        application.settled_facts.select_related("settled_by", "submission", "fact_import").order_by("pk")
    )
    record = record_of(application, submission, settled)
    facts, papers = (
        open_facts(application, evaluation, submission, settled) if evaluation and submission else ([], [])
    )
    labels = {slug: kind.label for slug, kind in paper_kinds(application.revision).items()}
    decisions = list(application.decisions.select_related("decided_by", "evaluation").order_by("-id"))
    requests = list(application.document_requests.select_related("asked_by"))
    for paper in record.get("documents", []):
        paper["viewer"] = VIEWERS.get(paper["document"].content_type, "")
        paper["review_url"] = page_url(request, application.pk, "review", paper["document"].pk)
        paper["missed_day"] = missed_day_of(paper["document"], decisions, requests)
    for decision in decisions:
        decision.requirement_label = (
            Proof.of(decision.evaluation).named().get(decision.requirement, decision.requirement)
        )
    context = model_admin.admin_site.each_context(request) | {
        "title": f"{application.name}, {application.receipt}",
        "opts": model_admin.opts,
        "application": application,
        "age": age(application.waiting_since, request.arrived_at),
        "before": before and page_url(request, before.pk),
        "after": after and page_url(request, after.pk),
        "list_url": f"{reverse('admin:screening_application_changelist')}?{request.GET.get(QUEUE, '')}",
        "query": request.GET.urlencode(),
        "submission": submission,
        "record": record,
        "corrections": corrections(application),
        "scores": versions_of(application),
        "contact_changed_at": changed_after(application.applicant_id, application.submitted_at),
        "evaluation": evaluation,
        "reasons": [REASON_WORDS.get(reason, reason) for reason in evaluation.reasons] if evaluation else [],
        "proof": proof,
        "open_facts": facts,
        "open_papers": papers,
        "differences": differences(proof) if proof else [],
        "settled": settled_steps(application, own_words(submission, settled), settled) if submission else [],
        "folded": folded(request),
        "points": evaluation.points if evaluation else 0,
        "decisions": decisions,
        "current": next(iter(decisions), None),
        "timelines": timelines(proof) if proof else [],
        "failure": EvaluationFailure.objects.filter(submission=submission, set_aside_at__isnull=False).first()
        if evaluation is None
        else None,
        "requests": [{"row": row, "label": labels.get(row.kind, row.kind)} for row in requests],
        "fact_requests": list(application.fact_requests.select_related("asked_by")),
        "appeals": _appeals(request, application),
        "returned": return_of(application) if application.state in DECIDED else None,
        "notices": application.notices.order_by("id"),
        "history": [_line(row) for row in history_of(application)],
        "urls": {
            page: page_url(request, application.pk, page)
            for page in (
                "confirm",
                "decide",
                "reverse",
                "returned",
                "ask",
                "ask_for_facts",
                "settle",
                "lift",
                "credit",
                "recuse",
                "again",
                "record_pdf",
                "record_zip",
            )
        },
        **credit_shown(request, application),
        "actions": actions(request, application, evaluation.outcome if evaluation else None),
    }
    return TemplateResponse(request, "admin/screening/application.html", context)


def _appeals(request: HttpRequest, application: Application) -> list[dict[str, Any]]:
    """Each appeal, the newest first, with the page to decide it where this person may."""
    rows = application.appeals.select_related("decision__evaluation", "ended_by", "application")
    return [
        {
            "row": row,
            "requirement": appeals.requirement_words(row),
            "url": page_url(request, application.pk, "appeal", row.pk)
            if row.is_open and may(request.user, "decide_appeal", row)
            else "",
            "own": row.is_open and row.appeals_from_id == request.user.pk,
        }
        for row in rows.prefetch_related("attachments__document").order_by("-pk")
    ]


def actions(request: HttpRequest, application: Application, outcome: str | None) -> dict[str, bool]:
    """Which verbs this person may use now; what the page does not offer, the verb refuses all the same."""
    decides = may(request.user, "decide_application", application)
    open_state = application.state in (State.IN_REVIEW, State.INCOMPLETE)
    return {
        "any": decides,
        "confirm": decides
        and application.state == State.IN_REVIEW
        and outcome in (Outcome.MET, Outcome.NOT_MET),
        "decide": decides and outcome is not None and open_state,
        "ask": decides and allowed(application.state, Event.ASK_FOR_DOCUMENT),
        "review": decides and allowed(application.state, Event.SUPPLEMENT),
        "reverse": decides and application.state in (State.QUALIFIED, State.NOT_QUALIFIED),
        "settle": decides and application.state == State.IN_REVIEW and outcome is not None,
        "again": may(request.user, "set_aside_again", application) and application.state == State.SUBMITTED,
    }


def page_url(request: HttpRequest, application_id: int, page: str = "change", *more: int) -> str:
    """A page about an application that keeps the queue it was opened from, and the columns that are folded."""
    address = QueryDict(mutable=True)
    if kept := request.GET.get(QUEUE, ""):
        address[QUEUE] = kept
    if columns := folded(request):
        address[FOLDED] = ",".join(columns)
    url = reverse(f"admin:screening_application_{page}", args=[application_id, *more])
    return f"{url}?{address.urlencode()}" if address else url


def folded(request: HttpRequest) -> list[str]:
    """The columns that the address says are folded, in their order."""
    named = request.GET.get(FOLDED, "").split(",")
    return [column for column in COLUMNS if column in named]


def timelines(proof: Proof) -> list[dict[str, Any]]:
    """A picture of the jobs for each experience that the posting asks for; the tree beside it says the same in words."""
    return [
        {
            "label": node.label,
            "svg": timeline_svg(proof.data, node.id),
            "caption": f"{node.months} of {node.needed} months on record. The requirement above says the same in words.",
        }
        for node in proof.experience()
        if node.raw["evidence"]["jobs"]
    ]


def _line(row: History) -> dict[str, Any]:
    return {
        "row": row,
        "what": row.verb.replace("_", " ").capitalize(),
        "from_state": State(row.from_state).label if row.from_state else "",
        "to_state": State(row.to_state).label if row.to_state else "",
    }


def around(
    model_admin: ModelAdmin, request: HttpRequest, application: Application
) -> tuple[Application | None, Application | None]:
    """The applications before and after this one in the queue it was opened from."""
    found = rows_of(model_admin, request, request.GET.get(QUEUE, ""))
    if found is None:
        return None, None
    rows, ordering = found
    return neighbours(rows, ordering, application)  # type: ignore[return-value]  # of the same model


def rows_of(
    model_admin: ModelAdmin, request: HttpRequest, query: str
) -> tuple[QuerySet[Application], tuple[str, ...]] | None:
    """The rows that the list shows under this address, and their order; None where the address cannot be read."""
    listing = HttpRequest()
    listing.method, listing.user, listing.arrived_at = "GET", request.user, request.arrived_at
    listing.GET = QueryDict(query)
    columns = list(model_admin.get_list_display(listing))
    if model_admin.get_actions(listing):
        columns.insert(0, "action_checkbox")  # the address names a column by its number, this one counted
    try:
        rows = _Rows(
            listing,
            model_admin.model,
            columns,
            model_admin.list_display_links,  # type: ignore[arg-type]
            model_admin.get_list_filter(listing),
            None,
            model_admin.get_search_fields(listing),
            False,
            model_admin.list_per_page,
            model_admin.list_max_show_all,
            (),
            model_admin,
            model_admin.sortable_by,
            model_admin.search_help_text,  # type: ignore[arg-type]
        )
    except IncorrectLookupParameters:
        return None
    ordering = tuple(str(name) for name in rows.get_ordering(listing, rows.queryset))
    return rows.queryset, ordering
