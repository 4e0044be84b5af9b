"""Accounts: a system administrator opens and closes them, grants roles and takes them back, never one's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from screening.domain import account as accounts
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import History, RoleAssignment, User
from tests.factories import FILED_AT, make_posting, make_staff, make_user
from tests.factories_postings import make_department

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
    opened = History.objects.get(verb="open_account")
    assert (opened.actor, opened.subject_kind, opened.subject_id) == (administrator, "user", made.pk)
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
    assert verbs_about(user) == ["rename_account", "close_account"]
    assert client.post(f"{ACCOUNTS}{user.pk}/delete/", {"post": "yes"}).status_code == 404


def test_a_closed_account_is_opened_again_with_its_roles(client, administrator):
    auditor = make_staff(Role.AUDITOR)
    accounts.close(actor=administrator, user_id=auditor.pk, at=FILED_AT)
    accounts.close(actor=administrator, user_id=auditor.pk, at=FILED_AT)
    client.post(page_of(auditor), form(held=[auditor.roles.get()]))
    auditor.refresh_from_db()
    assert (auditor.is_active, auditor.roles.count()) == (True, 1)
    assert verbs_about(auditor) == ["close_account", "rename_account", "reopen_account"]


def test_saving_an_account_unchanged_writes_no_history(client, administrator):
    user = make_user("old@example.org", given="New", family="Person")
    client.post(page_of(user), form())
    assert verbs_about(user) == []


def test_who_is_signed_in_while_the_account_is_closed_is_out_at_once(client, administrator):
    auditor = make_staff(Role.AUDITOR)
    theirs = Client()
    theirs.force_login(auditor, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert theirs.get("/admin/").status_code == 200
    accounts.close(actor=administrator, user_id=auditor.pk, at=FILED_AT)
    assert theirs.get("/admin/").status_code == 302


def test_nobody_closes_their_own_account(client, administrator):
    data = form(held=[administrator.roles.get()])
    del data["is_active"]
    answer = client.post(page_of(administrator), data)
    assert answer.status_code == 409
    assert "somebody must keep the door" in answer.content.decode()
    administrator.refresh_from_db()
    assert administrator.is_active is True
    assert verbs_about(administrator) == []


def verbs_about(user: User) -> list[str]:
    lines = History.objects.filter(subject_kind="user", subject_id=user.pk)
    return list(lines.order_by("pk").values_list("verb", flat=True))


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


VERBS: dict[str, Callable[[User, User], Any]] = {
    "open": lambda actor, user: accounts.open_account(
        actor=actor, user=User(email="new@example.org"), at=FILED_AT
    ),
    "rename": lambda actor, user: accounts.rename(
        actor=actor, user_id=user.pk, given_names="New", family_names="Person", at=FILED_AT
    ),
    "close": lambda actor, user: accounts.close(actor=actor, user_id=user.pk, at=FILED_AT),
    "reopen": lambda actor, user: accounts.reopen(actor=actor, user_id=user.pk, at=FILED_AT),
    "grant": lambda actor, user: accounts.grant(
        actor=actor, role=RoleAssignment(user=user, role=Role.AUDITOR), at=FILED_AT
    ),
    "take back": lambda actor, user: accounts.take_back(actor=actor, role=user.roles.get(), at=FILED_AT),
}


@pytest.mark.parametrize("role", [None, *(role for role in Role if role != Role.SYSTEM_ADMINISTRATOR)])
@pytest.mark.parametrize("verb", VERBS)
def test_nobody_but_a_system_administrator_may(verb, role):
    posting = make_posting() if role == Role.ANALYST else None
    department = make_department("parks", "Parks") if role == Role.HIRING_MANAGER else None
    actor = make_staff(role, "a@example.org", posting=posting, department=department) if role else make_user()
    user = make_staff(Role.SUPERVISING_ANALYST, "b@example.org")
    before = (User.objects.count(), RoleAssignment.objects.count(), History.objects.count())
    with pytest.raises(NotAllowed):
        VERBS[verb](actor, user)
    assert (User.objects.count(), RoleAssignment.objects.count(), History.objects.count()) == before
    assert User.objects.get(pk=user.pk).is_active is True


def test_an_administrator_whose_account_is_closed_may_no_more():
    administrator, user = make_staff(Role.SYSTEM_ADMINISTRATOR), make_user()
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        accounts.close(actor=User.objects.get(pk=administrator.pk), user_id=user.pk, at=FILED_AT)


def test_nobody_takes_back_their_own_role():
    administrator = make_staff(Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Refused, match="Nobody changes their own roles"):
        accounts.take_back(actor=administrator, role=administrator.roles.get(), at=FILED_AT)
