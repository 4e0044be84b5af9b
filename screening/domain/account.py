"""Roles are granted and taken back by a system administrator, never by oneself."""

from datetime import datetime

from django.db import transaction

from screening.domain import history
from screening.enums import Language
from screening.errors import Refused
from screening.models import RoleAssignment, User
from screening.permissions import authorise


def grant(*, actor: User, role: RoleAssignment, at: datetime) -> RoleAssignment:
    """Give a person a role. Raises NotAllowed; Refused for oneself and for a role held already."""
    with transaction.atomic():
        authorise(actor, "manage_accounts")
        _not_oneself(actor, role.user)
        held = RoleAssignment.objects.filter(
            user=role.user, role=role.role, department=role.department, posting=role.posting
        )
        if held.exists():
            raise Refused(f"{role.user} holds this role already: {role}. Nothing was changed.")
        role.full_clean()
        role.save()
        history.record(
            actor=actor,
            verb="grant_role",
            subject=role,
            posting_id=role.posting_id,
            facts=_facts(role),
            at=at,
        )
    return role


def take_back(*, actor: User, role: RoleAssignment, at: datetime) -> None:
    """Take a role back from a person. Raises NotAllowed; Refused for oneself, so that somebody always keeps the door."""
    with transaction.atomic():
        authorise(actor, "manage_accounts")
        _not_oneself(actor, role.user)
        history.record(
            actor=actor,
            verb="take_back_role",
            subject=role,
            posting_id=role.posting_id,
            facts=_facts(role),
            at=at,
        )
        role.delete()


def choose_language(*, actor: User, language: str) -> None:
    """Keep the language in which a person wants to read pages and be written to."""
    if actor.language != language:
        actor.language = Language(language)
        actor.save(update_fields=["language"])


def _not_oneself(actor: User, user: User) -> None:
    if user == actor:
        raise Refused("Nobody changes their own roles. Ask another system administrator.")


def _facts(role: RoleAssignment) -> dict[str, object]:
    return {
        "user": role.user_id,
        "role": role.role,
        "department": role.department_id,
        "posting": role.posting_id,
    }
