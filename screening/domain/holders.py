"""The managers whose departments have a name on an open interview list, told once a list what they must know of it."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from screening.domain import notice
from screening.domain.hiring_queries import hiring_managers_of
from screening.enums import InterviewListState, NoticeKind
from screening.models import Referral, User


def tell_holders(
    referrals: QuerySet[Referral],
    kind: NoticeKind,
    cause: str,
    *,
    context: dict[str, Any] | None = None,
    but: User | None = None,
    at: datetime,
) -> None:
    """Tell each manager of each referral that stands on an open list; ``cause`` is of the event, the referral is added."""
    held = list(
        referrals.filter(interview_list__state=InterviewListState.ISSUED).select_related(
            "interview_list__vacancy__job_class", "entry__application"
        )
    )
    managers = hiring_managers_of({one.interview_list.vacancy.department_id for one in held})
    for one in held:
        for manager in managers.get(one.interview_list.vacancy.department_id, ()):
            if but is None or manager.pk != but.pk:
                notice.give(
                    kind=kind,
                    recipient=manager,
                    cause=f"{cause}:{one.pk}",
                    context={"referral": one, "interview_list": one.interview_list, **(context or {})},
                    at=at,
                )
