"""The queue of possible duplicates and two people side by side, as a supervising analyst meets them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.city_time import city_day, now
from screening.domain import duplicate_finding as finding
from screening.enums import Role
from screening.models import DuplicateAnswer, DuplicatePair
from tests.factories import make_posting, make_staff, make_user
from tests.screening.domain.test_duplicate import AT, TWO_JOBS, send

pytestmark = pytest.mark.django_db
ROOM = "/admin/screening/duplicatepair/"


def scene(client, role=Role.SUPERVISING_ANALYST):
    """Rosa with two accounts and one phone, and somebody signed in."""
    posting = make_posting()
    send(posting, "rosa@example.org", given="Rosa", phone="619-555-0199", jobs=TWO_JOBS)
    send(
        posting,
        "rosa+2@example.org",
        given="ROSA",
        phone="619-555-0199",
        jobs=TWO_JOBS[:1],
        city="Chula Vista",
    )
    finding.find_due(clock=lambda: AT)
    client.force_login(make_staff(role, "boss@example.org"))
    return DuplicatePair.objects.get()


def shown(client, pair):
    """Part → (first, second, same) of each line."""
    context = client.get(f"{ROOM}{pair.pk}/").context
    return {part.name: [tuple(line[1:]) for line in part.lines] for part in context["parts"]}


def test_two_people_stand_side_by_side_with_what_is_the_same_and_what_differs(client):
    parts = shown(client, scene(client))
    contact = parts["Contact, as last sent"]
    assert contact[0] == ("Rosa", "ROSA", True)
    assert contact[2] == ("rosa@example.org", "rosa+2@example.org", True)
    assert ("San Diego", "Chula Vista", False) in contact
    assert parts["Work history, as last sent"] == [
        ("Sweetwater Water, Call Center Agent, 2023-01-01 to 2024-06-30",) * 2 + (True,),
        ("Bay Gas, Call Center Agent, 2020-01-01 to 2022-12-31", "", False),
    ]
    assert [same for _, _, same in parts["Applications"]] == [True]
    assert (parts["Documents"], parts["Eligible lists"]) == ([], [])


def test_kept_apart_on_the_page_it_leaves_the_queue_and_the_front_page(client):
    pair = scene(client)
    assert "1 pair of accounts waits to be compared" in client.get("/admin/").content.decode()
    given = {"finding": "apart", "reason": "Mother and daughter.", "seen": pair.why}
    answer = client.post(f"{ROOM}{pair.pk}/", given, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Kept apart. They are not proposed again for what is alike now."
    ]
    assert [count for _, _, count in answer.context["tabs"]] == [0, 0, 1]
    assert "to be compared" not in re.sub(r"\s+", " ", client.get("/admin/").content.decode())
    page = client.get(f"{ROOM}{pair.pk}/").content.decode()
    assert "Mother and daughter." in page
    assert "Save what I find" not in page
    assert client.post(f"{ROOM}{pair.pk}/", given).status_code == 409


def test_put_off_on_the_page_it_says_until_when(client):
    pair = scene(client)
    until = city_day(now()) + timedelta(days=10)
    given = {"finding": "later", "until": until.isoformat(), "seen": pair.why}
    answer = client.post(f"{ROOM}{pair.pk}/", given, follow=True)
    assert [count for _, _, count in answer.context["tabs"]] == [0, 1, 0]
    assert list(client.get(f"{ROOM}?show=later").context["page"]) == [pair]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"finding": "apart"},
        {"finding": "later"},
        {"finding": "merge", "reason": "x"},
        {"finding": "later", "until": "2026-02-30"},
    ],
)
def test_a_finding_that_is_not_whole_is_refused_in_words(client, given):
    pair = scene(client)
    answer = client.post(f"{ROOM}{pair.pk}/", given | {"seen": pair.why})
    assert answer.status_code == 400
    assert "This was not done" in answer.content.decode()
    assert DuplicateAnswer.objects.count() == 0


def test_an_auditor_reads_and_says_nothing(client):
    pair = scene(client, Role.AUDITOR)
    page = client.get(f"{ROOM}{pair.pk}/")
    assert (page.status_code, "Save what I find" in page.content.decode()) == (200, False)
    given = {"finding": "apart", "reason": "Sisters.", "seen": pair.why}
    assert client.post(f"{ROOM}{pair.pk}/", given).status_code == 404
    assert "to be compared" not in client.get("/admin/").content.decode()
    assert client.get(f"{ROOM}?show=nothing").status_code == 404


def test_the_queue_asks_the_database_no_more_for_more_pairs(client):
    first = scene(client).first

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(ROOM).status_code == 200
        return len(queries)

    client.get(ROOM)
    one = asked()
    for n in range(3):
        DuplicatePair.objects.create(
            first=first, second=make_user(f"more{n}@example.org"), why=["phone"], is_weak=True, found_at=AT
        )
    assert (one, asked()) == (8, 8)
