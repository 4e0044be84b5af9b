"""Before a list ends, those who work with it are told, while names can still be sent from it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from screening import civil_service_rules as rules
from screening.city_time import city_day
from screening.domain import notice
from screening.domain.hiring_queries import hiring_managers_of
from screening.enums import NoticeKind, Role, VacancyState
from screening.models import EligibleList, User, Vacancy


def warn_due(*, at: datetime) -> int:
    """Tell analysts, and managers with an open vacancy of the class, of each list that ends soon; how many were told.

    Each person once a list and warning day. Asked every night: a night missed, or a vacancy opened since, is made good
    with the days that are then left.
    """
    day = city_day(at)
    ending = EligibleList.objects.filter(
        established_on__lt=day,
        expires_on__range=(day, day + timedelta(days=max(rules.DAYS_BEFORE_A_LIST_ENDS_TO_WARN))),
    ).select_related("posting__job_class")
    told = 0
    for eligible_list in ending.order_by("expires_on", "pk"):
        left = (eligible_list.expires_on - day).days
        warning = warning_due(left, eligible_list.list_days)
        if warning is not None:
            with transaction.atomic():
                told += _tell(eligible_list, warning, left, at=at)
    return told


def warning_due(days_left: int, list_days: int) -> int | None:
    """Which of the warning days is the one to tell with so many days left: the last that was reached, if any.

    A list that lived no longer than a warning day has no such warning: it would be said as soon as it is established.
    """
    reached = [one for one in rules.DAYS_BEFORE_A_LIST_ENDS_TO_WARN if days_left <= one < list_days]
    return min(reached, default=None)


def _tell(eligible_list: EligibleList, warning: int, days_left: int, *, at: datetime) -> int:
    common = {"eligible_list": eligible_list, "posting": eligible_list.posting, "days_left": days_left}
    vacancies = open_vacancies_by_manager(eligible_list)
    told = [
        notice.give(
            kind=kind,
            recipient=recipient,
            cause=f"{kind}:{eligible_list.pk}:{warning}{eligible_list.term}",
            context=common | own,
            at=at,
        )
        for kind, recipient, own in (
            *((NoticeKind.LIST_ENDS_SOON, analyst, {}) for analyst in analysts_of(eligible_list)),
            *((NoticeKind.HIRE_BEFORE_END, one, {"vacancies": rows}) for one, rows in vacancies.items()),
        )
    ]
    return sum(given is not None for given in told)


def analysts_of(eligible_list: EligibleList) -> list[User]:
    """The analysts of the posting and those who supervise."""
    roles = Q(roles__role=Role.SUPERVISING_ANALYST) | Q(
        roles__role=Role.ANALYST, roles__posting=eligible_list.posting_id
    )
    return list(User.objects.filter(roles, is_active=True).distinct().order_by("pk"))


def open_vacancies_by_manager(eligible_list: EligibleList) -> dict[User, list[Vacancy]]:
    vacancies = list(
        Vacancy.objects.filter(
            state=VacancyState.OPEN, job_class=eligible_list.posting.job_class_id
        ).order_by("pk")
    )
    managers = hiring_managers_of({vacancy.department_id for vacancy in vacancies})
    waiting: dict[User, list[Vacancy]] = {}
    for vacancy in vacancies:
        for manager in managers.get(vacancy.department_id, ()):
            waiting.setdefault(manager, []).append(vacancy)
    return waiting
