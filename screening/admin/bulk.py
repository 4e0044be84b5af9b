"""Many applications at once: look at what will be confirmed, then confirm it in one's own name."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from screening.domain import decision as decisions
from screening.domain.case import FOUND
from screening.domain.proof import Proof
from screening.domain.queries import evaluations_of
from screening.domain.second_look_queries import set_aside_of
from screening.enums import ApplicationState, Finding, Outcome
from screening.models import Application

MOST_AT_ONCE = 5_000
MOST_REJECTIONS_AT_ONCE = 100
LIST_URL = "admin:screening_application_changelist"


def preview_confirm(
    model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet[Application]
) -> HttpResponse | None:
    """Who would be confirmed as what: every 'not met' with its failing requirement, and who is left out and why."""
    chosen = list(rows[: MOST_AT_ONCE + 1])
    if len(chosen) > MOST_AT_ONCE:
        messages.error(
            request,
            f"More than {MOST_AT_ONCE:,} are chosen. Filter the list further, then confirm part by part.",
        )
        return None
    evaluations, aside = evaluations_of(chosen), set_aside_of(chosen)
    met: list[dict[str, Any]] = []
    not_met: list[dict[str, Any]] = []
    skipped: list[dict[str, Any]] = []
    for application in chosen:
        evaluation = evaluations.get(application.pk)
        why = _not_confirmable(application, evaluation)
        if not why and application.pk in aside:
            why = "Set aside for a second look by somebody else"
        if (
            not why
            and evaluation
            and evaluation.outcome == Outcome.NOT_MET
            and len(not_met) == MOST_REJECTIONS_AT_ONCE
        ):
            why = f"More than {MOST_REJECTIONS_AT_ONCE} that do not meet a requirement: confirm them in a further go"
        if why or evaluation is None:
            skipped.append({"application": application, "why": why})
        elif evaluation.outcome == Outcome.MET:
            met.append({"application": application, "pair": f"{application.pk}:{evaluation.pk}"})
        else:
            not_met.append(
                {
                    "application": application,
                    "pair": f"{application.pk}:{evaluation.pk}",
                    "requirement": Proof.of(evaluation).failing(),
                    "url": reverse("admin:screening_application_change", args=[application.pk]),
                }
            )
    return TemplateResponse(
        request,
        "admin/screening/confirm_many.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": "Confirm as evaluated",
            "opts": model_admin.opts,
            "met": met,
            "met_pairs": " ".join(line["pair"] for line in met),
            "not_met": not_met,
            "skipped": skipped,
            "back": f"{reverse(LIST_URL)}?{request.GET.urlencode()}",
            "kept": request.GET.urlencode(),
        },
    )


def confirm_as_evaluated(model_admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Confirm what the page before showed, in this person's name."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    pairs = " ".join([request.POST.get("met", ""), *request.POST.getlist("not_met")]).split()
    seen: dict[int, int | None] = {}
    for pair in pairs:
        application, _, evaluation = pair.partition(":")
        if application.isdecimal() and evaluation.isdecimal():
            seen[int(application)] = int(evaluation)
    result = decisions.confirm_many(actor=request.user, seen=seen, at=request.arrived_at)
    counts = [
        (sum(d.finding == finding for d in result.decisions), words)
        for finding, words in (
            (Finding.QUALIFIED, "qualified"),
            (Finding.NOT_QUALIFIED, "not meeting a requirement"),
        )
    ]
    said = " and ".join(f"{count:,} as {words}" for count, words in counts if count)
    if said:
        messages.success(request, f"Confirmed {said}.")
    elif not result.set_aside:
        messages.warning(request, "Nothing was confirmed, because nothing was chosen that can be.")
    if count := len(result.set_aside):
        messages.info(
            request,
            f"Set aside for a blind second look: {count:,}, drawn by lot. Somebody else looks before "
            f"{'it is' if count == 1 else 'they are'} decided.",
        )
    if result.skipped:
        messages.warning(request, _skipped(result.skipped))
    return redirect(f"{reverse(LIST_URL)}?{QueryDict(request.POST.get('kept', '')).urlencode()}")


def to_establish(
    model_admin: ModelAdmin, request: HttpRequest, rows: QuerySet[Application]
) -> HttpResponse | None:
    """On to the preview of the eligible list of the posting that the chosen applications belong to."""
    postings = set(rows.order_by().values_list("posting_id", flat=True).distinct()[:2])
    if len(postings) != 1:
        messages.error(
            request, "A list is established for one posting. Filter by a posting, then choose again."
        )
        return None
    return redirect("admin:screening_eligiblelist_establish", posting_id=postings.pop())


def _not_confirmable(application: Application, evaluation: Any) -> str:
    """Why an application is left out, in words; the verb asks again under the lock."""
    if evaluation is None or application.state == ApplicationState.SUBMITTED:
        return "Waits for its evaluation"
    if application.state != ApplicationState.IN_REVIEW:
        return application.get_state_display()
    if Outcome(evaluation.outcome) not in FOUND:
        return "The evaluation left a question open: a person must look"
    return ""


def _skipped(skipped: list[tuple[Application, str]]) -> Any:
    lines = [(str(application), why) for application, why in skipped]
    return format_html(
        "{} left out:<ul>{}</ul>{}",
        f"{len(lines):,}",
        format_html_join("", "<li>{}: {}</li>", lines[:20]),
        f"and {len(lines) - 20:,} more" if len(lines) > 20 else "",
    )
