"""A conflict of interest: an analyst keeps out of an application, and a supervising analyst names who takes it over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from screening.domain import history
from screening.domain.queries import in_scope
from screening.enums import ApplicationState, Role
from screening.enums_conflict import ConflictKind
from screening.errors import Refused
from screening.models import Application, Recusal, User
from screening.permissions import authorise, may
from screening.recused import forget_recusals, recused_from

OPEN = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW, ApplicationState.INCOMPLETE)
"""Where an application still waits for somebody's decision."""


def recuse(*, actor: User, application_id: int, kind: ConflictKind, note: str, at: datetime) -> Recusal:
    """Keep out of an application from now on: it is seen no more, and every verb on it refuses this person.

    Raises NotAllowed; Refused without a note where the reason is another one.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(pk=application_id)
        authorise(actor, "recuse", application)
        if kind == ConflictKind.OTHER and not note.strip():
            raise Refused("Say in the note why you keep out of this application.")
        made = Recusal.objects.create(
            application=application, person=actor, kind=kind, note=note.strip(), recused_at=at
        )
        history.record(
            actor=actor, verb="recuse", subject=made, application=application, facts={"kind": kind}, at=at
        )
    forget_recusals(actor)
    return made


def give(*, actor: User, recusal_id: int, to: User, at: datetime) -> Recusal:
    """Name who takes a recused person's application over, or name another one later.

    Raises NotAllowed; Refused where the named person may not decide about it.
    """
    with transaction.atomic():
        rows = Recusal.objects.select_for_update(of=("self",)).select_related("application")
        recusal = rows.get(pk=recusal_id)
        authorise(actor, "give_recused", recusal.application)
        if not may(to, "decide_application", recusal.application):
            raise Refused(
                f"{to} cannot take this application: it is their own, they keep out of it, or they do not work on "
                "this posting. Choose somebody else."
            )
        recusal.given_to, recusal.given_by, recusal.given_at = to, actor, at
        recusal.save(update_fields=["given_to", "given_by", "given_at"])
        history.record(
            actor=actor,
            verb="give_recused",
            subject=recusal,
            application=recusal.application,
            facts={"to": to.pk},
            at=at,
        )
    return recusal


def recusals_for(user: User) -> QuerySet[Recusal]:
    """One's own declarations, what was given to one, and for supervising analysts and auditors all others.

    An application that one keeps out of, or one's own, is seen through one's own declaration alone.
    """
    kept_out = Q(application__in=recused_from(user)) | Q(application__applicant=user)
    return (
        Recusal.objects.filter(Q(person=user) | ((in_scope(user, "application__posting_id")) & ~kept_out))
        .select_related("application__posting", "person", "given_to", "given_by")
        .order_by("-id")
    )


def to_give(user: User) -> QuerySet[Recusal]:
    """What waits for a supervising analyst to name somebody; nothing for anybody else."""
    rows = recusals_for(user).filter(given_to__isnull=True, application__state__in=OPEN).exclude(person=user)
    return rows if may(user, "see_recused") else rows.none()


def given(user: User) -> QuerySet[Recusal]:
    """What somebody else kept out of and this person took over, while it waits for a decision."""
    return recusals_for(user).filter(given_to=user, application__state__in=OPEN)


def who_may_take(recusal: Recusal) -> QuerySet[User]:
    """Analysts of the posting and supervising analysts without a conflict of their own."""
    roles = Q(roles__role=Role.SUPERVISING_ANALYST) | Q(
        roles__role=Role.ANALYST, roles__posting=recusal.application.posting_id
    )
    return (
        User.objects.filter(roles, is_active=True)
        .exclude(pk=recusal.application.applicant_id)
        .exclude(recusals__application=recusal.application_id)
        .order_by("last_name", "first_name", "pk")
        .distinct()
    )
