"""An interview list comes back by its day: those who hold it are reminded, and asked each week once it is overdue."""

from datetime import date, datetime, timedelta

from django.db.models import Count

from screening import civil_service_rules as rules
from screening.city import city
from screening.city_time import city_day
from screening.domain import notice
from screening.domain.hiring_queries import hiring_managers_of
from screening.domain.list_warning import analysts_of
from screening.enums import InterviewListState, NoticeKind
from screening.models import EligibleList, InterviewList


def chase_due(*, at: datetime) -> int:
    """Remind managers a few days before, ask them and tell the analysts once a week after; how many were told now.

    Each person once a stage. Asked every night, so that a night missed is made good.
    """
    day = city_day(at)
    soon = day + timedelta(days=max(rules.DAYS_BEFORE_A_LAST_DAY_TO_REMIND))
    held = InterviewList.objects.filter(
        state=InterviewListState.ISSUED, return_by__lte=soon, issued_on__lt=day
    ).select_related("vacancy__department", "vacancy__job_class", "eligible_list__posting")
    return sum(_chase(one, day, at) for one in held.order_by("return_by", "pk"))


def weeks_overdue(interview_list: InterviewList, day: date) -> int | None:
    """How many whole weeks a list is overdue on a day; None while it is not, and for a list without a day."""
    if interview_list.return_by is None or day <= interview_list.return_by:
        return None
    late = (day - interview_list.return_by).days - 1
    return late // rules.DAYS_BETWEEN_CHASING_A_LIST.value


def is_overdue(interview_list: InterviewList, day: date) -> bool:
    """Whether an open list should have come back before a day."""
    return (
        interview_list.state == InterviewListState.ISSUED and weeks_overdue(interview_list, day) is not None
    )


def interview_lists_from(eligible_list: EligibleList, day: date) -> list[tuple[InterviewList, bool]]:
    """The interview lists sent from an eligible list, the newest first, and whether each is overdue on a day."""
    rows = (
        eligible_list.interview_lists.select_related("vacancy__department")
        .annotate(names=Count("referrals"))
        .order_by("-pk")
    )
    return [(one, is_overdue(one, day)) for one in rows]


def _chase(interview_list: InterviewList, day: date, at: datetime) -> int:
    weeks = weeks_overdue(interview_list, day)
    department = interview_list.vacancy.department_id
    people = list(hiring_managers_of({department}).get(department, ()))
    kind, stage = NoticeKind.LIST_DUE, "due"
    if weeks is not None:
        kind, stage = NoticeKind.LIST_OVERDUE, str(weeks)
        people += [one for one in analysts_of(interview_list.eligible_list) if one not in people]
    own = set(interview_list.referrals.values_list("entry__person", flat=True))
    told = [
        notice.give(
            kind=kind,
            recipient=person,
            cause=f"{kind}:{interview_list.pk}:{stage}",
            context={
                "interview_list": interview_list,
                "requisition": interview_list.vacancy.requisition,
                "job_class": interview_list.vacancy.job_class,
                "department": interview_list.vacancy.department,
                **city(),
            },
            at=at,
        )
        for person in people
        if person.pk not in own
    ]
    return sum(given is not None for given in told)
