"""Accounts: roles, which nobody grants themselves, and where a new person came from."""

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


def remember_return(*, user: User, path: str) -> None:
    """Keep the path a new person came from, so that the letter brings them back there from any browser."""
    most = User._meta.get_field("return_to").max_length or 0
    if len(path) <= most:
        User.objects.filter(pk=user.pk).update(return_to=path)


def take_return(*, user: User) -> str:
    """The path a new person came from, given once; empty when there is none."""
    path = user.return_to
    if path:
        User.objects.filter(pk=user.pk).update(return_to="")
        user.return_to = ""
    return path


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
