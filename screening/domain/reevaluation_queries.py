"""Which staged re-evaluations, rows of them and returned decisions a person may see."""

from django.db.models import QuerySet

from screening.domain.queries import applications_for_review, postings_for
from screening.enums import ApplicationState
from screening.enums_reevaluation import ReevaluationState
from screening.models import Application, Reevaluation, ReturnedDecision, StagedEvaluation, User

DECIDED = (ApplicationState.QUALIFIED, ApplicationState.NOT_QUALIFIED, ApplicationState.LISTED)


def reevaluations_for(user: User) -> QuerySet[Reevaluation]:
    """Re-evaluations of the postings a person works on or reads, the newest first."""
    mine = postings_for(user).order_by().values("pk")
    return Reevaluation.objects.filter(posting__in=mine).select_related("posting", "revision", "staged_by")


def staged_for(user: User) -> QuerySet[Reevaluation]:
    """Those that wait for a second person, the oldest first."""
    return reevaluations_for(user).filter(state=ReevaluationState.STAGED).order_by("pk")


def staged_rows_for(user: User, reevaluation: Reevaluation) -> QuerySet[StagedEvaluation]:
    """What was staged of the applications a person reviews or reads, those first on the list first."""
    rows = reevaluation.rows.filter(application__in=applications_for_review(user).order_by().values("pk"))
    return rows.select_related("application", "decision").defer("proof").order_by("place_after", "pk")


def open_returns() -> QuerySet[ReturnedDecision]:
    """Decisions that a re-evaluation finds otherwise, that still stand, and that nobody has looked at."""
    return ReturnedDecision.objects.filter(
        ended_at__isnull=True, decision__replaced_by__isnull=True, application__state__in=DECIDED
    )


def return_of(application: Application) -> ReturnedDecision | None:
    """The newest open one of an application."""
    rows = open_returns().filter(application=application)
    return rows.select_related(
        "decision__decided_by", "decision__evaluation", "evaluation", "reevaluation__revision"
    ).last()
