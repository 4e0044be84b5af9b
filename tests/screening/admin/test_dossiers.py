"""The room of the dossiers: what it costs, and who may not."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.domain import dossier as dossiers
from screening.enums import Role
from screening.models import Dossier
from tests.factories import FILED_AT, make_posting, make_staff

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/dossier/"


def statements(client: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(ROOM).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_posting_as_for_three(client: Any) -> None:
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    client.force_login(supervisor)
    for slug in ("one", "two", "three"):
        dossiers.ask(actor=supervisor, posting=make_posting(slug), at=FILED_AT)
        assert statements(client) == 5


def test_who_may_not_ask_finds_nothing(client: Any) -> None:
    posting = make_posting()
    for person in (make_staff(Role.AUDITOR), make_staff(Role.ANALYST, posting=posting)):
        client.force_login(person)
        assert client.post(f"{ROOM}ask/{posting.pk}/").status_code == 404
    assert not Dossier.objects.exists()


def test_an_unfinished_one_is_not_handed_out(client: Any) -> None:
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    dossier = dossiers.ask(actor=supervisor, posting=make_posting(), at=FILED_AT)
    client.force_login(supervisor)
    answer = client.get(f"{ROOM}{dossier.pk}/file/", follow=True)
    assert "not finished yet" in answer.content.decode()
