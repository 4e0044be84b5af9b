"""The front page: what is due, how much of it, since when, and where to begin."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from screening import civil_service_rules as rules
from screening.admin.words import age, days_left
from screening.city_time import city_day
from screening.domain import queues
from screening.domain.duplicate import waiting_pairs
from screening.domain.offer_queues import OFFERS, REMOVALS, waiting_after_selection
from screening.domain.queries import applications_for_review, eligible_lists_for, postings_for
from screening.domain.recusal import given, to_give
from screening.domain.reevaluation_queries import staged_for
from screening.domain.scan_queries import waiting_parts_for
from screening.domain.second_look_queries import disagreements, second_looks_to_take
from screening.enums import ApplicationState as State
from screening.permissions import may
from screening.reasons import REASON_WORDS

COLUMNS = (
    ("Sent", State.SUBMITTED),
    ("With an analyst", State.IN_REVIEW),
    ("Waiting for the applicant", State.INCOMPLETE),
    ("Qualified", State.QUALIFIED),
    ("On a list", State.LISTED),
    ("Does not meet", State.NOT_QUALIFIED),
)


def today(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Queues with counts and age, postings by state, lists that end soon; a system administrator sees none of it."""
    context |= {"title": "Today", "day": city_day(request.arrived_at)}
    if may(request.user, "read_pools"):
        context |= _pools(request, context["day"])
    return TemplateResponse(request, "admin/screening/today.html", context)


def queue_url(**filters: object) -> str:
    return f"{reverse('admin:screening_application_changelist')}?{urlencode(filters)}"


def _pools(request: HttpRequest, day: date) -> dict[str, Any]:
    rows = applications_for_review(request.user).order_by()
    waiting = [
        {
            "queue": line.queue,
            "count": line.count,
            "age": age(line.since, request.arrived_at),
            "url": queue_url(queue=line.queue.slug),
        }
        for line in queues.waiting(rows, day)
    ]
    waiting += _second_looks(request) + _after_selection(request)
    by_posting = queues.by_posting(rows)
    return {
        "waiting": [line for line in waiting if line["count"]],
        "tray": _tray(request),
        "to_give": to_give(request.user).count() if may(request.user, "see_recused") else 0,
        "given": given(request.user).count() if may(request.user, "work_pools") else 0,
        "duplicates": _duplicates(request, day),
        "staged": list(staged_for(request.user)),
        "quiet": [line["queue"].label for line in waiting if not line["count"]],
        "questions": [
            {
                "words": REASON_WORDS.get(reason, reason),
                "count": count,
                "url": queue_url(queue="undetermined", reason=reason),
            }
            for reason, count in queues.open_questions(rows, day).items()
        ],
        "columns": [label for label, _ in COLUMNS],
        "postings": [
            {
                "posting": posting,
                "cells": _cells(posting.pk, by_posting[posting.pk]),
                "figures": reverse("admin:screening_application_figures", args=[posting.pk]),
            }
            for posting in postings_for(request.user)
            if posting.pk in by_posting
        ],
        "unpublished": [
            {
                "revision": revision,
                "age": age(revision.created_at, request.arrived_at),
                "url": reverse(
                    "admin:postings_posting_revision", args=[revision.posting_id, revision.number]
                ),
            }
            for revision in queues.unpublished(request.user)
        ],
        "ending_days": rules.DAYS_BEFORE_A_LIST_ENDS_TO_SAY_SO.value,
        "ending": [
            {"list": eligible_list, "days_left": days_left(eligible_list, day)}
            for eligible_list in eligible_lists_for(request.user)
            .filter(
                established_on__lte=day,
                expires_on__gte=day,
                expires_on__lte=day + timedelta(days=rules.DAYS_BEFORE_A_LIST_ENDS_TO_SAY_SO.value),
            )
            .order_by("expires_on", "pk")
        ],
    }


def _second_looks(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits for a blind second look by this person, and where two found differently for a third; rows not in the pool."""
    lines = []
    for queue, rows in (
        (queues.SECOND_LOOK, second_looks_to_take(request.user)),
        (queues.TWO_FINDINGS, disagreements(request.user)),
    ):
        numbers = rows.order_by().aggregate(count=Count("pk"), since=Min("draw__drawn_at"))
        lines.append(
            {
                "queue": queue,
                "count": numbers["count"],
                "age": age(numbers["since"], request.arrived_at),
                "url": reverse("admin:screening_secondlook_changelist"),
            }
        )
    return lines


def _after_selection(request: HttpRequest) -> list[dict[str, Any]]:
    """Offers, their checks, and names to be removed; rows not in the pool."""
    rooms = {
        OFFERS: reverse("admin:screening_offer_changelist"),
        REMOVALS: reverse("admin:screening_eligiblelist_changelist"),
    }
    return [
        {
            "queue": line.queue,
            "count": line.count,
            "age": age(line.since, request.arrived_at),
            "url": rooms[line.room],
        }
        for line in waiting_after_selection(request.user)
    ]


def _tray(request: HttpRequest) -> dict[str, Any]:
    """How many papers wait in the documents tray for somebody to say whose they are, and since when the oldest does."""
    numbers = (
        waiting_parts_for(request.user)
        .order_by()
        .aggregate(count=Count("pk"), since=Min("scan__received_at"))
    )
    return {"count": numbers["count"], "age": age(numbers["since"], request.arrived_at)}


def _duplicates(request: HttpRequest, day: date) -> dict[str, int]:
    """How many pairs of accounts wait to be compared, and in how many nothing but a phone is alike."""
    if not may(request.user, "answer_duplicate"):
        return {}
    return (
        waiting_pairs(request.user, day)
        .order_by()
        .aggregate(count=Count("pk"), weak=Count("pk", filter=Q(is_weak=True)))
    )


def _cells(posting_id: int, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"count": counts.get(state, 0), "url": queue_url(posting=posting_id, state=state)}
        for _, state in COLUMNS
    ]
