"""Somebody who was asked for a paper or an answer is reminded before its last day: three days before, and on the day before."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day
from screening.domain import notice
from screening.enums import ApplicationState, NoticeKind
from screening.models import DocumentRequest, FactRequest

Request = DocumentRequest | FactRequest


def remind_due(*, at: datetime) -> int:
    """Remind whoever has not answered, once a stage; how many were told now. A night that was missed is made good."""
    day, told = city_day(at), 0
    for request in _open_until(day + timedelta(days=max(rules.DAYS_BEFORE_A_LAST_DAY_TO_REMIND))):
        stage = min(
            days
            for days in rules.DAYS_BEFORE_A_LAST_DAY_TO_REMIND
            if request.due_on <= day + timedelta(days=days)
        )
        if request.due_on < day or city_day(request.asked_at) > request.due_on - timedelta(days=stage + 1):
            continue  # over, or asked so lately that the request itself is the reminder
        application = request.application
        told += (
            notice.give(
                kind=NoticeKind.REQUEST_REMINDER,
                recipient=application.applicant,
                application=application,
                cause=f"reminder:{request._meta.model_name}:{request.pk}:{stage}",
                context={"request": request, **city()},
                at=at,
            )
            is not None
        )
    return told


def _open_until(last: date) -> Iterable[Request]:
    for model in (DocumentRequest, FactRequest):
        yield from (
            model._default_manager.filter(
                answered_at=None,
                lapsed_at=None,
                due_on__lte=last,
                application__state=ApplicationState.INCOMPLETE,
            )
            .select_related("application__applicant", "application__posting")
            .order_by("due_on", "pk")
        )
