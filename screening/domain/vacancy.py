"""A vacancy: a department's requisition for so many positions of one class."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet

from postings.models import Department, JobClass
from screening.domain import history
from screening.domain.offer_queries import TAKES_A_POSITION
from screening.enums import VacancyState
from screening.errors import NotAllowed, Refused
from screening.models import InterviewList, Selection, User, Vacancy
from screening.permissions import authorise

MOST_POSITIONS = 500


def open_vacancy(
    *,
    actor: User,
    department_id: int,
    job_class_id: int,
    requisition: str,
    positions: int,
    location: str,
    at: datetime,
) -> Vacancy:
    """Open a vacancy in one's own department; its requisition number is the department's own and used once.

    Raises NotAllowed; Refused when the number is taken or missing, the class has no posting, or the positions are not
    1 to 500.
    """
    department = Department.objects.filter(pk=department_id).first()
    if department is None:
        raise NotAllowed("no such department")
    authorise(actor, "open_vacancy", department)
    requisition = " ".join(requisition.split())
    if not requisition:
        raise Refused(
            "The requisition number is missing. Enter the number your department gave this request to hire."
        )
    if not 1 <= positions <= MOST_POSITIONS:
        raise Refused(
            f"A vacancy has 1 to {MOST_POSITIONS} positions. Enter how many people you want to hire."
        )
    job_class = JobClass.objects.filter(pk=job_class_id, postings__isnull=False).first()
    if job_class is None:
        raise Refused(
            "This class has no posting, so nobody can be sent for it. Choose a class from the list."
        )
    try:
        with transaction.atomic():
            vacancy = Vacancy.objects.create(
                department=department,
                job_class=job_class,
                requisition=requisition,
                positions=positions,
                location=" ".join(location.split()),
                opened_by=actor,
                opened_at=at,
            )
            history.record(
                actor=actor,
                verb="open_vacancy",
                subject=vacancy,
                to_state=VacancyState.OPEN,
                facts={"department": department.slug, "class": job_class.slug, "positions": positions},
                at=at,
            )
    except IntegrityError as error:
        raise Refused(
            f"{department} already has a vacancy with requisition number {requisition}. "
            "Open that one, or check the number."
        ) from error
    return vacancy


def lock(vacancy_id: int) -> Vacancy:
    """The vacancy under its row lock; whoever certifies or selects for it waits here. Raises NotAllowed."""
    vacancy = (
        Vacancy.objects.select_for_update(of=("self",))
        .select_related("department", "job_class")
        .filter(pk=vacancy_id)
        .first()
    )
    if vacancy is None:
        raise NotAllowed("no such vacancy")
    return vacancy


def selected_in(vacancy: Vacancy) -> int:
    """How many positions of a vacancy have their person: selected now, or appointed."""
    rows = Selection.objects.filter(TAKES_A_POSITION, referral__interview_list__vacancy=vacancy)
    return rows.distinct().count()


def lists_of(vacancy: Vacancy) -> QuerySet[InterviewList]:
    """The interview lists issued for a vacancy, newest first, with how many names each has."""
    return (
        vacancy.interview_lists.select_related("eligible_list__posting", "issued_by")
        .annotate(names=Count("referrals"))
        .order_by("-number")
    )


def settle(vacancy: Vacancy, *, actor: User, at: datetime) -> None:
    """Mark a locked vacancy filled when every position has a selected person, and open again when one leaves."""
    before = vacancy.state
    after = VacancyState.FILLED if selected_in(vacancy) >= vacancy.positions else VacancyState.OPEN
    if after != before:
        vacancy.state = after
        vacancy.save(update_fields=["state"])
        history.record(
            actor=actor, verb="settle_vacancy", subject=vacancy, from_state=before, to_state=after, at=at
        )
