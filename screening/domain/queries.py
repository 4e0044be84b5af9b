"""Which rows a person may see. Views, admin, exports and downloads all begin here; what is not theirs is 404."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from postings.models import Posting
from screening.disposition_moves import FINAL_DISPOSITIONS
from screening.domain.second_look_queries import blind_to
from screening.enums import ApplicationState, Finding, InterviewListState, Role
from screening.models import (
    AccommodationRequest,
    Application,
    ContactChange,
    Decision,
    Disposition,
    Document,
    Dossier,
    EligibleList,
    EligibleListEntry,
    Evaluation,
    EvaluationFailure,
    History,
    InterviewList,
    Notice,
    PoolFile,
    Recusal,
    Referral,
    RoleAssignment,
    Submission,
    User,
    Vacancy,
)
from screening.permissions import departments_of, holds, postings_of


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


def vacancies_for(user: User) -> QuerySet[Vacancy]:
    """Vacancies of one's own departments; an auditor reads all."""
    rows = Vacancy.objects.select_related("department", "job_class")
    return rows if holds(user, Role.AUDITOR) else rows.filter(department__in=departments_of(user))


def interview_lists_for(user: User) -> QuerySet[InterviewList]:
    """Lists issued to one's own departments, except those on which one's own name stands."""
    own = Referral.objects.filter(interview_list=OuterRef("pk"), entry__person=user)
    return InterviewList.objects.filter(
        ~Exists(own), vacancy__in=vacancies_for(user).values("pk")
    ).select_related("vacancy__department", "vacancy__job_class", "eligible_list__posting", "issued_by")


def referrals_for(user: User) -> QuerySet[Referral]:
    return Referral.objects.filter(interview_list__in=interview_lists_for(user).values("pk")).select_related(
        "interview_list__vacancy__department", "entry__application", "entry__person"
    )


def lists_to_hire_from(user: User, day: date) -> QuerySet[EligibleList]:
    """Lists in force on a day, for whoever hires or reads: the class, the days and how many names, never the names."""
    rows = lists_in_force(day)
    rows = rows if holds(user, Role.HIRING_MANAGER, Role.AUDITOR) else rows.none()
    return rows.order_by("posting__job_class__title", "expires_on", "pk")


def lists_in_force(day: date) -> QuerySet[EligibleList]:
    """Every list in force on a day with ``names``, how many stand on it."""
    return (
        EligibleList.objects.filter(established_on__lte=day, expires_on__gte=day)
        .select_related("posting__job_class", "revision")
        .annotate(names=Count("entries"))
    )


def referrals_with_qualifications(interview_list: InterviewList) -> QuerySet[Referral]:
    """The certified names of a list in their order, with the proof, the contact and the dispositions of each.

    ``contact_changed_at``: when the contact details last changed after they were sent; nothing of what they became.
    """
    changes = ContactChange.objects.filter(
        person=OuterRef("entry__application__applicant"),
        changed_at__gt=OuterRef("entry__application__submitted_at"),
    ).order_by("-changed_at")
    return (
        interview_list.referrals.select_related(
            "entry__application", "entry__decision__evaluation__submission"
        )
        .prefetch_related("dispositions")
        .annotate(contact_changed_at=Subquery(changes.values("changed_at")[:1]))
        .order_by("order", "pk")
    )


def open_referrals_by_vacancy(vacancies: Iterable[Vacancy]) -> Iterable[Mapping[str, Any]]:
    """Of the open lists of each vacancy: names, those without a disposition, those without a final one, the last day."""
    last = Disposition.objects.filter(referral=OuterRef("pk")).order_by("-pk")
    return (
        Referral.objects.filter(
            interview_list__vacancy__in=list(vacancies), interview_list__state=InterviewListState.ISSUED
        )
        .annotate(
            last_kind=Subquery(last.values("kind")[:1]), last_at=Subquery(last.values("recorded_at")[:1])
        )
        .values("interview_list__vacancy_id")
        .order_by("interview_list__vacancy_id")
        .annotate(
            names=Count("pk"),
            silent=Count("pk", filter=Q(last_kind__isnull=True)),
            unfinished=Count("pk", filter=Q(last_kind__isnull=True) | ~Q(last_kind__in=FINAL_DISPOSITIONS)),
            touched_at=Max("last_at"),
        )
    )


def hiring_managers_of(department_ids: Collection[int]) -> dict[int, list[User]]:
    """Department id → the people who hire for it now."""
    managers: dict[int, list[User]] = {}
    roles = RoleAssignment.objects.filter(
        role=Role.HIRING_MANAGER, department__in=department_ids, user__is_active=True
    )
    for role in roles.select_related("user").order_by("user_id", "pk"):
        hiring = managers.setdefault(role.department_id or 0, [])
        if role.user not in hiring:
            hiring.append(role.user)
    return managers


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
