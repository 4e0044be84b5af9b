"""Plain makers of what stands between a list and a hire: a manager, a vacancy, an interview list, dispositions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from postings.models import Department, JobClass
from screening.city_time import city_day
from screening.domain import disposition, interview_list, vacancy
from screening.domain.disposition import NewDisposition
from screening.enums import (
    DispositionKind,
    Role,
)
from screening.models import (
    Disposition,
    EligibleList,
    InterviewList,
    User,
    Vacancy,
)
from tests.factories_eligible_list import AT, make_user
from tests.factories_postings import make_department


def make_manager(name: str = "Maria Lopez", *departments: Department) -> User:
    given = departments or (make_department(),)
    return make_user(name, *((Role.HIRING_MANAGER, department) for department in given))


def make_vacancy(
    manager: User,
    job_class: JobClass,
    requisition: str = "WB-2025-014",
    *,
    department: Department | None = None,
    positions: int = 1,
    at: datetime = AT,
) -> Vacancy:
    return vacancy.open_vacancy(
        actor=manager,
        department_id=(department or make_department()).pk,
        job_class_id=job_class.pk,
        requisition=requisition,
        positions=positions,
        location="Public Utilities, Kearny Mesa",
        at=at,
    )


def issue_list(
    manager: User,
    for_vacancy: Vacancy,
    eligible_list: EligibleList,
    names: int = 3,
    criteria: Sequence[dict[str, Any]] = (),
    *,
    at: datetime = AT,
) -> InterviewList:
    return interview_list.issue(
        actor=manager,
        vacancy_id=for_vacancy.pk,
        eligible_list_id=eligible_list.pk,
        names=names,
        criteria=criteria,
        at=at,
    )


def record(
    manager: User,
    on: InterviewList,
    name: str,
    *kinds: DispositionKind,
    note: str = "About the job.",
    at: datetime = AT,
) -> list[Disposition]:
    """Record one disposition after another of a name on a list, all on the day of ``at``."""
    referral = on.referrals.get(entry__application__name=name)
    return [
        disposition.record(
            actor=manager,
            interview_list_id=on.pk,
            new=[NewDisposition(referral.pk, kind, city_day(at), note)],
            at=at,
        )[0]
        for kind in kinds
    ]
