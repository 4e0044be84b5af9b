"""What the page of one application says of veterans' credit."""

from typing import Any

from django.http import HttpRequest

from postings.list_policy import ListPolicy
from screening.domain import veterans_credit
from screening.models import Application, VeteransCredit
from screening.permissions import may


def credit_shown(request: HttpRequest, application: Application) -> dict[str, Any]:
    """What the application's page says of it: nothing where the posting gives no credit."""
    revision = application.posting.current_revision
    if revision is None or ListPolicy.of(revision.list_policy).veterans_credit is None:
        return {"gives_credit": False}
    last: VeteransCredit | None = veterans_credit.standing([application.pk]).get(application.pk)
    return {
        "gives_credit": True,
        "credit": last,
        "may_credit": may(request.user, "credit_veteran", application)
        and not application.list_entries.exists(),
    }
