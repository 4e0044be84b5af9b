"""A posting with a pool and the people around it, for the tests of the analysts' pages."""

from datetime import timedelta
from typing import Any

from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Application, User
from tests.factories import (
    FILED_AT,
    make_evaluated_application,
    make_job,
    make_posting,
    make_staff,
    make_user,
)

AT = FILED_AT + timedelta(days=1)
SHORT = [make_job(end="2023-04-30")]
UNSURE = [make_job(duties={"clerical": "yes", "call_center": "unsure"})]
OCA = [make_job(kind="out_of_class", city_employee=True, employer="City of San Diego")]
LIST = "/admin/screening/application/"
LISTS = "/admin/screening/eligiblelist/"


def make_in_pool(
    posting: Any, name: str, *, jobs: Any = None, answers: Any = None, sent: int = 0
) -> Application:
    """An evaluated application under a name, sent so many minutes after the first instant."""
    applicant = make_user(f"{name.lower()}@example.org", given=name, family="Lee")
    application = make_evaluated_application(
        posting, applicant, jobs=jobs, answers=answers, at=FILED_AT + timedelta(minutes=sent)
    )
    application.refresh_from_db()
    return application


def make_scene(title: str = "Utility Clerk") -> tuple[Any, User]:
    """A posting and its analyst."""
    posting = make_posting(title.lower().replace(" ", "-"), title=title)
    return posting, make_staff(Role.ANALYST, f"analyst-of-{posting.slug}@example.org", posting=posting)


def page_of(application: Application, page: str = "change") -> str:
    return f"{LIST}{application.pk}/{page}/"


def confirm(analyst: User, application: Application) -> Any:
    return decisions.confirm(actor=analyst, application_id=application.pk, at=AT)
