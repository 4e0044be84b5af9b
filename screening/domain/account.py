"""Accounts: opened, closed, given roles by a system administrator, never by oneself; and where a new person came from."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from screening.domain import history
from screening.enums import Language
from screening.errors import Refused
from screening.models import RoleAssignment, User
from screening.permissions import authorise


def open_account(*, actor: User, user: User, at: datetime) -> User:
    """Store a new account; its person sets the password by 'Forgot your password?'. Raises NotAllowed."""
    with transaction.atomic():
        authorise(actor, "manage_accounts")
        user.set_unusable_password()
        user.save(force_insert=True)
        history.record(actor=actor, verb="open_account", subject=user, at=at)
    return user


def rename(*, actor: User, user_id: int, given_names: str, family_names: str, at: datetime) -> User:
    """Put an account under other names; applications keep the name that was certified. Raises NotAllowed."""
    with transaction.atomic():
        user = _managed(actor, user_id)
        user.first_name, user.last_name = given_names, family_names
        user.save(update_fields=["first_name", "last_name"])
        history.record(actor=actor, verb="rename_account", subject=user, at=at)
    return user


def close(*, actor: User, user_id: int, at: datetime) -> User:
    """Close an account: its person is signed out everywhere and cannot sign in. What they did stays, and so do their roles.

    Closing a closed account changes nothing. Raises NotAllowed; Refused for oneself, so that somebody always keeps the
    door.
    """
    with transaction.atomic():
        user = _managed(actor, user_id)
        if user == actor:
            raise Refused(
                _(
                    "Nobody closes their own account here: somebody must keep the door. "
                    "Ask another system administrator."
                )
            )
        _set_open(actor, user, False, at=at)
    return user


def reopen(*, actor: User, user_id: int, at: datetime) -> User:
    """Open a closed account again, with the roles it has. Raises NotAllowed."""
    with transaction.atomic():
        user = _managed(actor, user_id)
        _set_open(actor, user, True, at=at)
    return user


def grant(*, actor: User, role: RoleAssignment, at: datetime) -> RoleAssignment:
    """Give a person a role. Raises NotAllowed; Refused for oneself and for a role held already."""
    with transaction.atomic():
        authorise(actor, "manage_accounts")
        _not_oneself(actor, role.user)
        held = RoleAssignment.objects.filter(
            user=role.user, role=role.role, department=role.department, posting=role.posting
        )
        if held.exists():
            raise Refused(
                _("%(person)s holds this role already: %(role)s. Nothing was changed.")
                % {"person": role.user, "role": role}
            )
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


def _managed(actor: User, user_id: int) -> User:
    authorise(actor, "manage_accounts")
    return User.objects.select_for_update(of=("self",)).get(pk=user_id)


def _set_open(actor: User, user: User, is_open: bool, *, at: datetime) -> None:
    if user.is_active == is_open:
        return
    user.is_active = is_open
    user.save(update_fields=["is_active"])
    verb = "reopen_account" if is_open else "close_account"
    history.record(actor=actor, verb=verb, subject=user, at=at)


def _not_oneself(actor: User, user: User) -> None:
    if user == actor:
        raise Refused(_("Nobody changes their own roles. Ask another system administrator."))


def _facts(role: RoleAssignment) -> dict[str, object]:
    return {
        "user": role.user_id,
        "role": role.role,
        "department": role.department_id,
        "posting": role.posting_id,
    }
