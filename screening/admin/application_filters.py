"""The filters of a pool; each combines with the others and is part of the address."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest

from screening.city_time import city_day
from screening.domain import queues
from screening.domain.queries import postings_for
from screening.enums import ApplicationState, Outcome
from screening.models import Application
from screening.reasons import REASON_WORDS

Lookups = list[tuple[Any, str]]


class Filter(SimpleListFilter):
    """A filter that keeps only values of its own list; anything else filters nothing."""

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: type, model_admin: ModelAdmin
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.request = request

    def chosen(self) -> str | None:
        value = self.value()
        return value if value in {str(key) for key, _ in self.lookup_choices} else None


class QueueFilter(Filter):
    title, parameter_name = "queue", "queue"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Lookups:
        return [(queue.slug, queue.label) for queue in queues.QUEUES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        slug = self.chosen()
        return queryset.filter(queues.BY_SLUG[slug].due(city_day(request.arrived_at))) if slug else queryset


class PostingFilter(Filter):
    title, parameter_name = "posting", "posting"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Lookups:
        """Read once a request: the list and the words of its filter both ask."""
        if "_postings_to_choose" not in request.__dict__:
            rows = [(posting.pk, str(posting)) for posting in postings_for(request.user)]
            request.__dict__["_postings_to_choose"] = rows
        return list(request.__dict__["_postings_to_choose"])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        posting = self.chosen()
        return queryset.filter(posting_id=int(posting)) if posting else queryset


class StateFilter(Filter):
    title, parameter_name = "state", "state"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Lookups:
        return [
            (value, str(label))
            for value, label in ApplicationState.choices
            if value != ApplicationState.DRAFT
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        state = self.chosen()
        return queryset.filter(state=state) if state else queryset


class OutcomeFilter(Filter):
    title, parameter_name = "evaluation", "outcome"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Lookups:
        return Outcome.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        outcome = self.chosen()
        return queryset.filter(outcome=outcome) if outcome else queryset


class ReasonFilter(Filter):
    title, parameter_name = "open question", "reason"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Lookups:
        return list(REASON_WORDS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        reason = self.chosen()
        return queryset.filter(reasons__contains=[reason]) if reason else queryset


class WaitingFilter(Filter):
    title, parameter_name = "waiting since", "waiting"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> Lookups:
        return [(days, f"More than {days} days") for days in (3, 7, 14)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        days = self.chosen()
        return (
            queryset.filter(waiting_since__lt=request.arrived_at - timedelta(days=int(days)))
            if days
            else queryset
        )
