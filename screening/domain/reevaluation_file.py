"""A staged re-evaluation taken out as a file, whole as one instant had it, for whoever reviews or reads its pool."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from screening.domain.reevaluation import note
from screening.domain.reevaluation_queries import staged_rows_for
from screening.enums_reevaluation import ReevaluationState
from screening.errors import Refused
from screening.models import Reevaluation, StagedEvaluation, User
from screening.permissions import authorise

WHOLE: Final = (ReevaluationState.STAGED, ReevaluationState.PUBLISHED)


def take_out(
    *,
    actor: User,
    reevaluation_id: int,
    write: Callable[[Reevaluation, QuerySet[StagedEvaluation]], Any],
    at: datetime,
) -> Reevaluation:
    """Write the rows that this person may see, and a line of history that they took them.

    The rows are read under the lock that a refresh waits for, so no file holds half of a stage. Raises NotAllowed;
    Refused where it is not staged whole.
    """
    authorise(actor, "export_pool")
    with transaction.atomic():
        reevaluation = (
            Reevaluation.objects.select_for_update(of=("self",), no_key=True)
            .select_related("posting", "revision")
            .get(pk=reevaluation_id)
        )
        if reevaluation.state not in WHOLE:
            raise Refused(
                "This re-evaluation is not staged whole, or it has ended, so there is no file of it."
            )
        note(reevaluation, actor=actor, verb="take_out_reevaluation", at=at)
        write(reevaluation, staged_rows_for(actor, reevaluation))
    return reevaluation
