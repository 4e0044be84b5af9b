"""Accounts: a system administrator opens and closes them, grants roles and takes them back, never one's own."""

from typing import Any

import pytest

from screening.domain import account as accounts
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import History, RoleAssignment, User
from tests.factories import FILED_AT, make_posting, make_staff, make_user

pytestmark = pytest.mark.django_db
ACCOUNTS = "/admin/screening/user/"


def form(
    user: User | None = None, *, held: list[RoleAssignment] | None = None, **grant: Any
) -> dict[str, Any]:
    """What the page sends: the names, the roles held, and one empty row for a role to grant."""
    held = held or []
    data = {
        "email": "new@example.org",
        "first_name": "New",
        "last_name": "Person",
        "is_active": "on",
        "roles-TOTAL_FORMS": len(held) + 1,
        "roles-INITIAL_FORMS": len(held),
        f"roles-{len(held)}-role": grant.get("role", ""),
        f"roles-{len(held)}-posting": grant.get("posting", ""),
        f"roles-{len(held)}-department": "",
    }
    for number, role in enumerate(held):
        data |= {f"roles-{number}-id": role.pk, f"roles-{number}-user": role.user_id}
    return data


@pytest.fixture
def administrator(client: Any) -> User:
    user = make_staff(Role.SYSTEM_ADMINISTRATOR)
    client.force_login(user)
    return user


def page_of(user: User) -> str:
    return f"{ACCOUNTS}{user.pk}/change/"


def test_a_new_account_has_no_password_and_its_role_is_on_record(client, administrator):
    posting = make_posting()
    client.post(f"{ACCOUNTS}add/", form(role=Role.ANALYST, posting=posting.pk))
    made = User.objects.get(email="new@example.org")
    assert made.has_usable_password() is False
    assert [(role.role, role.posting) for role in made.roles.all()] == [(Role.ANALYST, posting)]
    line = History.objects.get(verb="grant_role")
    assert (line.actor, line.facts["user"], line.facts["role"]) == (administrator, made.pk, "analyst")


def test_a_role_is_taken_back(client, administrator):
    analyst = make_staff(Role.AUDITOR)
    role = analyst.roles.get()
    client.post(page_of(analyst), form(held=[role]) | {"roles-0-DELETE": "on"})
    assert analyst.roles.count() == 0
    assert History.objects.get(verb="take_back_role").facts["role"] == "auditor"


def test_the_address_is_changed_by_its_owner_alone(client, administrator):
    user = make_user("old@example.org")
    client.post(page_of(user), form())
    user.refresh_from_db()
    assert (user.email, user.first_name) == ("old@example.org", "New")


def test_an_account_is_closed_and_never_deleted(client, administrator):
    user = make_user("old@example.org")
    data = form()
    del data["is_active"]
    client.post(page_of(user), data)
    user.refresh_from_db()
    assert user.is_active is False
    assert client.post(f"{ACCOUNTS}{user.pk}/delete/", {"post": "yes"}).status_code == 404


def test_nobody_changes_their_own_roles(client, administrator):
    answer = client.post(page_of(administrator), form(held=[administrator.roles.get()], role=Role.AUDITOR))
    assert answer.status_code == 409
    assert "Nobody changes their own roles." in answer.content.decode()
    assert administrator.roles.count() == 1


def test_a_role_held_already_is_said_and_not_doubled(client, administrator):
    auditor = make_staff(Role.AUDITOR)
    answer = client.post(page_of(auditor), form(held=[auditor.roles.get()], role=Role.AUDITOR))
    assert answer.status_code in (200, 409)
    assert auditor.roles.count() == 1


def test_a_role_without_its_scope_is_a_mistake_of_the_form(client, administrator):
    user = make_user("old@example.org")
    answer = client.post(page_of(user), form(role=Role.ANALYST))
    assert "an analyst a posting" in answer.content.decode()
    assert user.roles.count() == 0


@pytest.mark.parametrize("field", ["is_staff", "is_superuser", "password", "user_permissions"])
def test_extra_fields_change_nothing(client, administrator, field):
    user = make_user("old@example.org")
    client.post(page_of(user), form() | {field: "1"})
    changed = User.objects.get(pk=user.pk)
    assert (changed.is_staff, changed.is_superuser, changed.password) == (False, False, user.password)


def test_the_verbs_ask_who_acts():
    user = make_user()
    role = RoleAssignment(user=user, role=Role.AUDITOR)
    with pytest.raises(NotAllowed):
        accounts.grant(actor=make_staff(Role.SUPERVISING_ANALYST), role=role, at=FILED_AT)
    administrator = make_staff(Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Refused, match="Nobody changes their own roles"):
        accounts.take_back(actor=administrator, role=administrator.roles.get(), at=FILED_AT)
