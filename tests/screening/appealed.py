"""An appeal of one person against a decision of the demonstration's analyst."""

from typing import Any

from screening.city_time import now
from screening.domain import appeal as appeals
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import RoleAssignment, User
from tests.factories import make_evaluated_application, make_job, make_posting


def appealed(owner: User, like: Any) -> dict[str, int]:
    """An open appeal of the owner's, against a decision of the analyst."""
    posting = make_posting("appealed", title="Appealed", opens_at=like.opens_at)
    analyst = User.objects.get(email="analyst@example.org")
    RoleAssignment.objects.create(user=analyst, role=Role.ANALYST, posting=posting)
    short = [make_job(end="2023-02-28")]
    application = make_evaluated_application(posting, owner, jobs=short, at=now())
    decisions.confirm(actor=analyst, application_id=application.pk, at=now())
    made = appeals.appeal(
        actor=owner, application_id=application.pk, requirement="clerical", why="I worked there.", at=now()
    )
    return {"appealed": application.pk, "appeal": made.pk}
