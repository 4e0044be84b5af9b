"""The room of the selection rates: who enters it, and that its list costs the same for one posting as for three."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.enums import Role
from screening.models import SelectionFigures
from tests.factories import make_posting, make_staff, make_submitted_application, make_user

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/selectionfigures/"


def statements(client: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(ROOM).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_posting_as_for_three(client):
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    applicant = make_user()
    make_submitted_application(make_posting("one"), applicant)
    client.get(ROOM)
    assert statements(client) == 5
    for slug in ("two", "three"):
        make_submitted_application(make_posting(slug), applicant)
    assert statements(client) == 5


def test_an_auditor_takes_none_by_the_page(client):
    posting = make_posting()
    client.force_login(make_staff(Role.AUDITOR))
    assert client.post(f"{ROOM}posting/{posting.pk}/").status_code == 404
    assert not SelectionFigures.objects.exists()


def test_too_few_decisions_are_said_in_words(client):
    posting = make_posting()
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    answer = client.post(f"{ROOM}posting/{posting.pk}/", follow=True)
    assert "figures would point at people" in answer.content.decode()


@pytest.mark.parametrize("address", ["person/1/", "posting/999999/", "class/999999/", "posting/1/csv/"])
def test_what_is_not_there_is_not_found(client, address):
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    assert client.get(f"{ROOM}{address}").status_code == 404
