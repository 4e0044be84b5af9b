"""Veterans' credit: what a person saw that entitles an applicant to it, and what it adds to the score of those who passed."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from postings.list_policy import ListPolicy
from screening.domain import history
from screening.enums import VeteranStatus
from screening.errors import NotAllowed, Refused
from screening.models import Application, User, VeteransCredit
from screening.permissions import authorise


def record(
    *, actor: User, application_id: int, status: VeteranStatus, basis: str, at: datetime
) -> VeteransCredit:
    """Write down which credit an applicant is entitled to, and by which paper; the last one recorded counts.

    Raises NotAllowed; Refused where the posting gives no credit, without the paper's name, and once the name is placed.
    Source: San Francisco Charter A8.329 and Civil Service Rules: original examinations only, after passing.
    """
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("posting__current_revision")
            .filter(pk=application_id)
            .first()
        )
        if application is None:
            raise NotAllowed("no such application")
        authorise(actor, "credit_veteran", application)
        must_be_given(application)
        basis = " ".join(basis.split())
        if not basis:
            raise Refused("Say which paper you saw, for example 'DD-214, honorable discharge'.")
        if application.list_entries.exists():
            raise Refused(
                "This name stands on an eligible list already, and its place was given by what was known then. "
                "Credit is recorded before the names are placed."
            )
        last = standing([application.pk]).get(application.pk)
        if last and (last.status, last.basis) == (status, basis):  # pressed twice
            return last
        credit = VeteransCredit.objects.create(
            application=application, status=status, basis=basis, recorded_by=actor, recorded_at=at
        )
        history.record(
            actor=actor,
            verb="credit_veteran",
            subject=credit,
            application=application,
            facts={"status": status.value},
            at=at,
        )
    return credit


def must_be_given(application: Application) -> None:
    """Raises Refused where the posting's revision gives no veterans' credit."""
    revision = application.posting.current_revision
    if revision is None or ListPolicy.of(revision.list_policy).veterans_credit is None:
        raise Refused("This posting gives no veterans' credit. Its list is ordered as its revision says.")


def standing(application_ids: Collection[int]) -> dict[int, VeteransCredit]:
    """Application id → the credit recorded last."""
    rows = VeteransCredit.objects.filter(application__in=application_ids).order_by("pk")
    return {row.application_id: row for row in rows}


def credits_of(application_ids: Collection[int], policy: ListPolicy) -> dict[int, Decimal]:
    """Application id → what is added to its points; nobody where the policy gives no credit."""
    given = policy.veterans_credit
    if given is None:
        return {}
    return {
        pk: given.of(disabled=row.status == VeteranStatus.DISABLED)
        for pk, row in standing(application_ids).items()
        if row.status != VeteranStatus.NONE
    }


def credit_data(row: VeteransCredit) -> dict[str, str]:
    """As it stands in the record of one application."""
    return {
        "status": row.status,
        "basis": row.basis,
        "recorded_by": str(row.recorded_by),
        "recorded_at": row.recorded_at.isoformat(),
    }
