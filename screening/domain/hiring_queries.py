"""What the hiring room may see: vacancies, lists in force, interview lists and their names, each within its department."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.enums import InterviewListState, Role
from screening.models import (
    ContactChange,
    Disposition,
    EligibleList,
    InterviewList,
    Referral,
    RoleAssignment,
    User,
    Vacancy,
)
from screening.permissions import departments_of, holds


def vacancies_for(user: User) -> QuerySet[Vacancy]:
    """Vacancies of one's own departments; an auditor reads all."""
    rows = Vacancy.objects.select_related("department", "job_class")
    return rows if holds(user, Role.AUDITOR) else rows.filter(department__in=departments_of(user))


def interview_lists_for(user: User) -> QuerySet[InterviewList]:
    """Lists issued to one's own departments, except those on which one's own name stands."""
    own = Referral.objects.filter(interview_list=OuterRef("pk"), entry__person=user)
    return InterviewList.objects.filter(
        ~Exists(own), vacancy__in=vacancies_for(user).values("pk")
    ).select_related("vacancy__department", "vacancy__job_class", "eligible_list__posting", "issued_by")


def referrals_for(user: User) -> QuerySet[Referral]:
    return Referral.objects.filter(interview_list__in=interview_lists_for(user).values("pk")).select_related(
        "interview_list__vacancy__department", "entry__application", "entry__person"
    )


def lists_to_hire_from(user: User, day: date) -> QuerySet[EligibleList]:
    """Lists in force on a day, for whoever hires or reads: the class, the days and how many names, never the names."""
    rows = lists_in_force(day)
    rows = rows if holds(user, Role.HIRING_MANAGER, Role.AUDITOR) else rows.none()
    return rows.order_by("posting__job_class__title", "expires_on", "pk")


def lists_in_force(day: date) -> QuerySet[EligibleList]:
    """Every list in force on a day with ``names``, how many stand on it."""
    return (
        EligibleList.objects.filter(established_on__lte=day, expires_on__gte=day)
        .select_related("posting__job_class", "revision")
        .annotate(
            names=Count(
                "entries", filter=Q(entries__expires_on__isnull=True) | Q(entries__expires_on__gte=day)
            )
        )
    )


def referrals_with_qualifications(interview_list: InterviewList) -> QuerySet[Referral]:
    """The certified names of a list in their order, with the proof, the contact and the dispositions of each.

    ``contact_changed_at``: when the contact details last changed after they were sent; nothing of what they became.
    """
    changes = ContactChange.objects.filter(
        person=OuterRef("entry__application__applicant"),
        changed_at__gt=OuterRef("entry__application__submitted_at"),
    ).order_by("-changed_at")
    return (
        interview_list.referrals.select_related(
            "entry__application", "entry__decision__evaluation__submission"
        )
        .prefetch_related("dispositions")
        .annotate(contact_changed_at=Subquery(changes.values("changed_at")[:1]))
        .order_by("order", "pk")
    )


def open_referrals_by_vacancy(vacancies: Iterable[Vacancy]) -> Iterable[Mapping[str, Any]]:
    """Of the open lists of each vacancy: names, those without a disposition, those without a final one, the last day."""
    last = Disposition.objects.filter(referral=OuterRef("pk")).order_by("-pk")
    return (
        Referral.objects.filter(
            interview_list__vacancy__in=list(vacancies), interview_list__state=InterviewListState.ISSUED
        )
        .annotate(
            last_kind=Subquery(last.values("kind")[:1]), last_at=Subquery(last.values("recorded_at")[:1])
        )
        .values("interview_list__vacancy_id")
        .order_by("interview_list__vacancy_id")
        .annotate(
            names=Count("pk"),
            silent=Count("pk", filter=Q(last_kind__isnull=True)),
            unfinished=Count("pk", filter=Q(last_kind__isnull=True) | ~Q(last_kind__in=FINAL_DISPOSITIONS)),
            touched_at=Max("last_at"),
        )
    )


def hiring_managers_of(department_ids: Collection[int]) -> dict[int, list[User]]:
    """Department id → the people who hire for it now."""
    managers: dict[int, list[User]] = {}
    roles = RoleAssignment.objects.filter(
        role=Role.HIRING_MANAGER, department__in=department_ids, user__is_active=True
    )
    for role in roles.select_related("user").order_by("user_id", "pk"):
        hiring = managers.setdefault(role.department_id or 0, [])
        if role.user not in hiring:
            hiring.append(role.user)
    return managers
