"""Which second looks are open, which somebody may take, and which applications they may not see before."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from screening.enums import ApplicationState, Role
from screening.models import Application, Recusal, SecondLook, Submission, User
from screening.permissions import holds, is_supervising, postings_of


def open_second_looks() -> QuerySet[SecondLook]:
    """Set aside and not decided; new facts overtake a look, because they are evaluated and decided by themselves."""
    newer = Submission.objects.filter(
        application=OuterRef("application"), number__gt=OuterRef("evaluation__submission__number")
    )
    return SecondLook.objects.filter(
        ~Exists(newer), ended_at__isnull=True, application__state=ApplicationState.IN_REVIEW
    )


def blind_to(user: User) -> QuerySet[SecondLook]:
    """The looks nobody has taken whose application a person who might take them must not see.

    The first reviewer knows the result, and who only reads never decides.
    """
    rows = open_second_looks().filter(looked_at__isnull=True).exclude(first_reviewer=user)
    return rows if holds(user, Role.ANALYST, Role.SUPERVISING_ANALYST) else rows.none()


def second_looks_to_take(user: User) -> QuerySet[SecondLook]:
    """What a person may look at a second time: of the postings they work on, not set aside by themselves."""
    mine = Q() if is_supervising(user) else Q(application__posting_id__in=postings_of(user))
    return (
        blind_to(user)
        .filter(mine)
        .exclude(application__applicant=user)
        .exclude(application__in=Recusal.objects.filter(person=user).values("application"))
        .select_related("application__posting", "draw")
        .order_by("id")
    )


def disagreements(user: User) -> QuerySet[SecondLook]:
    """What a supervising analyst decides as the third person."""
    if not is_supervising(user):
        return SecondLook.objects.none()
    return (
        open_second_looks()
        .filter(looked_at__isnull=False)
        .exclude(first_reviewer=user)
        .exclude(looked_by=user)
        .exclude(application__applicant=user)
        .exclude(application__in=Recusal.objects.filter(person=user).values("application"))
        .select_related("application__posting", "draw", "looked_by", "first_reviewer")
        .order_by("id")
    )


def set_aside_of(applications: list[Application]) -> set[int]:
    """The ids of those that are set aside now, in one query for a pool of them."""
    return set(
        open_second_looks()
        .filter(application__in=[application.pk for application in applications])
        .values_list("application_id", flat=True)
    )
