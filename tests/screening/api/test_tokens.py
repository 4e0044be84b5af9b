"""Tokens are made by a supervising analyst, shown once, kept as a hash, frozen, revoked once; all of it in history."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from screening.api_scopes import ApiScope
from screening.city_time import city_day
from screening.domain import api_token
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import ApiToken, History
from tests.factories import FILED_AT, make_posting, make_staff
from tests.factories_postings import make_department
from tests.screening.api.addresses import make_token

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/apitoken/"
GIVEN = {"purpose": "Nightly copy", "scopes": ["dispositions"], "last_day": "2025-06-30"}


@pytest.fixture
def supervisor(time_machine: Any, client: Any) -> Any:
    time_machine.move_to(FILED_AT, tick=False)
    person = make_staff(Role.SUPERVISING_ANALYST)
    client.force_login(person)
    return person


def test_the_secret_is_shown_once_and_is_in_no_row(supervisor: Any, client: Any) -> None:
    answer = client.post(f"{ROOM}make/", GIVEN | {"department": make_department().pk})
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    token = ApiToken.objects.get()
    assert api_token.holding(secret) == token
    assert secret not in str(ApiToken.objects.values()) + str(History.objects.values())
    assert secret not in client.get(ROOM).content.decode()


def test_making_and_revoking_are_lines_of_history(supervisor: Any, client: Any) -> None:
    token, _ = make_token(supervisor, make_department(), ApiScope.DISPOSITIONS, at=FILED_AT)
    client.post(f"{ROOM}{token.pk}/revoke/")
    lines = History.objects.filter(subject_kind="apitoken").order_by("pk")
    assert [(line.verb, line.actor, line.facts) for line in lines] == [
        (
            "make_api_token",
            supervisor,
            {"department": token.department.slug, "scopes": ["dispositions"], "last_day": "2025-05-31"},
        ),
        ("revoke_api_token", supervisor, {}),
    ]
    with pytest.raises(Refused, match="revoked already"):
        api_token.revoke(actor=supervisor, token_id=token.pk, at=FILED_AT)


def test_who_may_not_make_revoke_or_look(client: Any) -> None:
    supervisor, department = make_staff(Role.SUPERVISING_ANALYST), make_department()
    token, _ = make_token(supervisor, department, at=FILED_AT)
    people = {
        role: make_staff(role, department=department if role == Role.HIRING_MANAGER else None)
        for role in (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR, Role.HIRING_MANAGER)
    }
    people[Role.ANALYST] = make_staff(Role.ANALYST, posting=make_posting())
    for role, person in people.items():
        with pytest.raises(NotAllowed):
            make_token(person, department, at=FILED_AT)
        with pytest.raises(NotAllowed):
            api_token.revoke(actor=person, token_id=token.pk, at=FILED_AT)
        client.force_login(person)
        looked = client.get(ROOM).status_code
        answers = (
            looked,
            client.get(f"{ROOM}make/").status_code,
            client.post(f"{ROOM}{token.pk}/revoke/").status_code,
        )
        assert answers == (200 if role == Role.AUDITOR else 404, 404, 404)
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scopes": []}, "may read nothing"),
        ({"purpose": "  "}, "which system"),
        ({"last_day": city_day(FILED_AT) - timedelta(days=1)}, "within one year"),
        ({"last_day": city_day(FILED_AT) + timedelta(days=367)}, "within one year"),
    ],
)
def test_what_a_token_cannot_be(supervisor: Any, changes: dict[str, Any], words: str) -> None:
    given = {"purpose": "Copy", "scopes": ["dispositions"], "last_day": city_day(FILED_AT)} | changes
    with pytest.raises(Refused, match=words):
        api_token.make(actor=supervisor, department=make_department(), at=FILED_AT, **given)
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    "change",
    [{"scopes": ["eligible_lists"]}, {"last_day": "2030-01-01"}, {"revoked_at": None, "revoked_by": None}],
)
def test_the_database_keeps_what_a_token_opens_and_that_it_ended(
    supervisor: Any, change: dict[str, Any]
) -> None:
    token, _ = make_token(supervisor, make_department(), at=FILED_AT)
    api_token.revoke(actor=supervisor, token_id=token.pk, at=FILED_AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ApiToken.objects.filter(pk=token.pk).delete()


def test_the_last_use_is_noted_to_the_minute(supervisor: Any) -> None:
    token, _ = make_token(supervisor, make_department(), at=FILED_AT)
    for seconds, noted in ((0, 0), (59, 0), (60, 60)):
        api_token.note_use(token, at=FILED_AT + timedelta(seconds=seconds))
        token.refresh_from_db()
        assert token.last_used_at == FILED_AT + timedelta(seconds=noted)


def test_the_list_costs_the_same_for_one_token_as_for_three(supervisor: Any, client: Any) -> None:
    for _ in range(3):
        make_token(supervisor, make_department(), at=FILED_AT)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ROOM).status_code == 200
        assert len(captured) == 5


def test_the_reference_names_every_address_and_loads_nothing_of_others(client: Any) -> None:
    text = client.get("/api/v1/reference/").content.decode()
    published = client.get("/api/v1/openapi.json").json()
    assert [path for path in published["paths"] if f"GET {path}" not in text] == []
    assert [word for word in ('src="http', 'href="http') if word in text] == []
