"""A pool that a newer revision with fewer months finds otherwise, and the people who stage and publish it."""

from copy import deepcopy
from typing import Any

from postings.models import Posting, PostingRevision
from screening.domain import reevaluation, reevaluation_run
from screening.enums import Role
from screening.models import Application, Reevaluation, User
from tests.factories import (
    TREE,
    make_evaluated_application,
    make_job,
    make_posting,
    make_revision,
    make_staff,
    make_user,
)
from tests.screening.admin.scene import AT

LONG, SHORT = [make_job()], [make_job(end="2023-04-30")]
WHY = "Rev. 2 asks for one month."


def months(wanted: int) -> dict[str, Any]:
    """The tree of the small posting, with each experience so long."""
    tree = deepcopy(TREE)
    experience = tree["all"][0]["experience"]
    experience["months"] = wanted
    experience["including"][0]["experience"]["months"] = wanted
    return tree


def make_pool(*jobs: Any) -> tuple[Posting, list[Application]]:
    """A posting, and one evaluated application for each work history, of person0, person1, …"""
    posting = make_posting()
    pool = []
    for number, history in enumerate(jobs or (LONG, SHORT, LONG, SHORT, LONG)):
        application = make_evaluated_application(
            posting, make_user(f"person{number}@example.org"), jobs=history
        )
        application.refresh_from_db()
        pool.append(application)
    return posting, pool


def revise(posting: Posting, wanted: int = 1, number: int = 2) -> PostingRevision:
    """A newer published revision that asks for so many months."""
    return make_revision(posting, number=number, tree=months(wanted))


def people(posting: Posting) -> tuple[User, User]:
    """The analyst who stages and the supervising analyst who publishes."""
    analyst = make_staff(Role.ANALYST, "stages@example.org", posting=posting)
    return analyst, make_staff(Role.SUPERVISING_ANALYST, "publishes@example.org")


def staged(posting: Posting, actor: User, **how: Any) -> Reevaluation:
    """Staged and evaluated by the worker's part, as far as ``how`` says."""
    stage = reevaluation.stage(actor=actor, posting=posting, why=WHY, at=AT)
    reevaluation_run.stage_due(clock=lambda: AT, **how)
    stage.refresh_from_db()
    return stage
