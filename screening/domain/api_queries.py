"""Which rows a department's token may read: what its hiring managers may see, and never more."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, QuerySet

from screening.models import ApiToken, Disposition, InterviewList

SETTLES: Final = timedelta(minutes=1)
"""An id is given before its row can be seen; by then every smaller one is there, so a reader by key misses none."""


def interview_lists_of(token: ApiToken, at: datetime) -> QuerySet[InterviewList]:
    """The lists issued to the department until a minute ago, each with ``names``."""
    return (
        InterviewList.objects.filter(vacancy__department=token.department_id, issued_at__lte=at - SETTLES)
        .select_related("vacancy__department", "vacancy__job_class", "eligible_list__posting")
        .annotate(names=Count("referrals"))
    )


def dispositions_of(token: ApiToken, at: datetime) -> QuerySet[Disposition]:
    """What was recorded until a minute ago of names on the department's lists; the latest of a name holds."""
    return Disposition.objects.filter(
        referral__interview_list__vacancy__department=token.department_id, recorded_at__lte=at - SETTLES
    ).select_related("referral__interview_list__vacancy")
