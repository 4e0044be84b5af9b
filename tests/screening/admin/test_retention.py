"""The room of retention: what its list costs, and what a page refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.domain import legal_hold
from screening.enums import Role
from screening.models import LegalHold, RecordsDeletion
from tests.factories import FILED_AT, make_posting, make_staff

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/recordsdeletion/"


def statements(client: Any, address: str = ROOM) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_posting_as_for_three(client: Any) -> None:
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    client.force_login(supervisor)
    for slug in ("one", "two", "three"):
        legal_hold.place(actor=supervisor, posting=make_posting(slug), reason="A case.", at=FILED_AT)
        assert statements(client) == 5


def test_an_auditor_reads_and_changes_nothing(client: Any) -> None:
    posting = make_posting()
    client.force_login(make_staff(Role.AUDITOR))
    address = f"{ROOM}{posting.pk}/"
    assert client.get(address).status_code == 200
    for verb in ("hold", "propose"):
        assert client.post(address, {"verb": verb, "why": "x"}).status_code == 404
    assert not LegalHold.objects.exists() and not RecordsDeletion.objects.exists()


@pytest.mark.parametrize(
    "sent", [{}, {"verb": "burn"}, {"verb": "agree", "row": "999"}, {"verb": "release", "row": "x"}]
)
def test_what_the_page_did_not_offer_is_not_found(client: Any, sent: dict[str, str]) -> None:
    posting = make_posting()
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    assert client.post(f"{ROOM}{posting.pk}/", sent).status_code == 404


def test_a_proposal_too_early_says_until_when(client: Any) -> None:
    posting = make_posting(closes_at=FILED_AT + timedelta(days=1))
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    answer = client.post(f"{ROOM}{posting.pk}/", {"verb": "propose", "why": "Space."}, follow=True)
    assert "must be kept through April 18, 2029" in answer.content.decode()


def test_a_row_of_another_posting_is_not_there(client: Any) -> None:
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    client.force_login(supervisor)
    hold = legal_hold.place(actor=supervisor, posting=make_posting("one"), reason="A case.", at=FILED_AT)
    other = make_posting("two")
    sent = {"verb": "release", "row": hold.pk, "why": "x"}
    assert client.post(f"{ROOM}{other.pk}/", sent).status_code == 404
