"""Which rows a person may see. Views, admin, exports and downloads all begin here; what is not theirs is 404."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from postings.models import Posting
from screening.domain.second_look_queries import blind_to
from screening.enums import ApplicationState, Finding, Role
from screening.models import (
    AccommodationRequest,
    Application,
    Decision,
    Document,
    Dossier,
    EligibleList,
    EligibleListEntry,
    Evaluation,
    EvaluationFailure,
    History,
    Notice,
    PoolFile,
    Recusal,
    Submission,
    User,
)
from screening.permissions import holds, postings_of


def applications_of(user: User) -> QuerySet[Application]:
    """A person's own applications."""
    return Application.objects.filter(applicant=user).select_related("posting", "revision")


def in_scope(user: User, posting: str) -> Q:
    """The postings a person reviews or reads: all for supervising analysts and auditors, else the assigned."""
    if holds(user, Role.SUPERVISING_ANALYST, Role.AUDITOR):
        return Q()
    return Q(**{f"{posting}__in": postings_of(user)})


def applications_in_scope(user: User) -> QuerySet[Application]:
    """Sent applications of the postings a person works on; drafts, one's own and those one keeps out of never."""
    return (
        Application.objects.filter(in_scope(user, "posting_id"))
        .exclude(state=ApplicationState.DRAFT)
        .exclude(applicant=user)
        .exclude(pk__in=Recusal.objects.filter(person=user).values("application"))
        .select_related("posting", "applicant")
    )


def applications_for_review(user: User) -> QuerySet[Application]:
    """Those in scope whose result this person may see: not while they may still look a second time without knowing it."""
    return applications_in_scope(user).exclude(pk__in=blind_to(user).values("application"))


def documents_for(user: User) -> QuerySet[Document]:
    """Papers a person may open: their own, and those of applications they review."""
    return Document.objects.filter(
        Q(application__applicant=user) | Q(application__in=applications_in_scope(user).values("pk"))
    ).select_related("application")


def notices_of(user: User) -> QuerySet[Notice]:
    return Notice.objects.filter(recipient=user, cancelled_at__isnull=True).select_related(
        "application__posting"
    )


def unread_notices_of(user: User) -> QuerySet[Notice]:
    """One's notices that one has not opened yet."""
    return Notice.objects.filter(recipient=user, cancelled_at__isnull=True, read_at__isnull=True)


def accommodation_requests_of(user: User) -> QuerySet[AccommodationRequest]:
    """What one asked for oneself."""
    return AccommodationRequest.objects.filter(person=user).select_related("posting")


def accommodation_requests_for(user: User) -> QuerySet[AccommodationRequest]:
    """Requests for the accommodation officer alone, without one's own; nobody else reads any."""
    rows = AccommodationRequest.objects.exclude(person=user).select_related("posting", "person")
    return rows if holds(user, Role.ACCOMMODATION_OFFICER) else rows.none()


def postings_for(user: User) -> QuerySet[Posting]:
    """Postings whose recruitment a person works on or reads."""
    return Posting.objects.filter(in_scope(user, "pk")).select_related("department", "job_class")


def dossiers_for(user: User) -> QuerySet[Dossier]:
    """Dossiers of the postings a person works on or reads, the newest first."""
    return Dossier.objects.filter(in_scope(user, "posting_id"))


def pool_files_of(user: User) -> QuerySet[PoolFile]:
    """The large files that a person asked for; nobody else sees them."""
    return PoolFile.objects.filter(asked_by=user).select_related("export").defer("application_ids")


def eligible_lists_for(user: User) -> QuerySet[EligibleList]:
    return EligibleList.objects.filter(in_scope(user, "posting_id")).select_related("posting")


def entries_of(eligible_list: EligibleList) -> QuerySet[EligibleListEntry]:
    """The names of a list in their order; those who share a position in the order of filing, which gives no precedence."""
    return eligible_list.entries.select_related("application").order_by(
        "position", "application__submitted_at", "id"
    )


def current_decision(application: Application) -> Decision | None:
    """The decision that no later one replaces."""
    return application.decisions.filter(replaced_by__isnull=True).select_related("decided_by").first()


def released_decision(application: Application) -> Decision | None:
    """The standing decision once its notice was given to the applicant; None before, whatever is already found."""
    decision = current_decision(application)
    told = decision and application.notices.filter(cause=f"decision:{decision.pk}", cancelled_at__isnull=True)
    return decision if told and told.exists() else None


def qualified_unlisted(posting: Posting) -> QuerySet[Decision]:
    """The current passing decisions of applications that wait for a list."""
    return (
        Decision.objects.filter(
            application__posting=posting,
            application__state=ApplicationState.QUALIFIED,
            finding=Finding.QUALIFIED,
            replaced_by__isnull=True,
        )
        .select_related("application__applicant", "application__posting", "evaluation")
        .order_by("application_id")
    )


def latest_submission(application: Application) -> Submission | None:
    return application.submissions.order_by("-number").first()


def latest_evaluation(application: Application) -> Evaluation | None:
    """The evaluation of the newest submission, None while it is due."""
    submission = latest_submission(application)
    if submission is None:
        return None
    return Evaluation.objects.filter(submission=submission, revision=F("submission__revision")).first()


def evaluations_of(applications: Iterable[Application]) -> dict[int, Evaluation]:
    """Application id → the evaluation of its newest submission, for a page or a pool of them in one query."""
    newer = Submission.objects.filter(
        application=OuterRef("submission__application"), number__gt=OuterRef("submission__number")
    )
    rows = Evaluation.objects.filter(
        ~Exists(newer),
        submission__application__in=[application.pk for application in applications],
        revision=F("submission__revision"),
    ).select_related("submission")
    return {row.submission.application_id: row for row in rows}


def latest_submissions_of(applications: Iterable[Application]) -> dict[int, Submission]:
    """Application id → its newest submission, in one query for a page of them."""
    rows = Submission.objects.filter(application__in=[application.pk for application in applications])
    return {row.application_id: row for row in rows.order_by("application_id", "number")}


def standing_decisions_of(applications: Iterable[Application]) -> dict[int, Decision]:
    """Application id → the decision that no later one replaces, in one query for a page of them."""
    rows = Decision.objects.filter(
        application__in=[application.pk for application in applications], replaced_by__isnull=True
    )
    return {row.application_id: row for row in rows.select_related("decided_by")}


def history_of(application: Application) -> QuerySet[History]:
    """What happened to an application, oldest first."""
    return History.objects.filter(application_id=application.pk).select_related("actor").order_by("id")


def due_submissions() -> QuerySet[Submission]:
    """Work that is due because of rows: the newest submission of an application that waits for its evaluation."""
    newer = Submission.objects.filter(application=OuterRef("application"), number__gt=OuterRef("number"))
    done = Evaluation.objects.filter(submission=OuterRef("pk"), revision=OuterRef("revision"))
    aside = EvaluationFailure.objects.filter(submission=OuterRef("pk"), set_aside_at__isnull=False)
    return Submission.objects.filter(
        ~Exists(newer), ~Exists(done), ~Exists(aside), application__state=ApplicationState.SUBMITTED
    )


def oldest_due_since() -> datetime | None:
    """Since when the oldest due submission waits: a worker that is alive but deaf is seen by this age."""
    return (
        due_submissions()
        .order_by("application__waiting_since")
        .values_list("application__waiting_since", flat=True)
        .first()
    )
