"""A list as of a day: who stood on it, in which order, why, without anything that came later."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.city_time import city_day
from screening.domain import eligible_list as eligible_lists
from screening.domain import list_as_of, pause
from tests.screening.admin.scene import AT, LISTS, confirm, make_in_pool, make_scene

pytestmark = pytest.mark.django_db
DAY = city_day(AT)


def scene(client):
    """Cy stands alone without points; Ada, with points, is added ten days later and stands before him."""
    posting, analyst = make_scene()
    confirm(analyst, make_in_pool(posting, "Cy", answers={"phone_system": "no"}))
    made = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    confirm(analyst, make_in_pool(posting, "Ada"))
    eligible_lists.add_qualified(actor=analyst, eligible_list_id=made.pk, at=AT + timedelta(days=10))
    client.force_login(analyst)
    return made


def stood(eligible_list, day: date) -> list[tuple[int, str, str]]:
    return [
        (name.position, name.entry.application.name, name.resting)
        for name in list_as_of.stood_on(eligible_list, day)
    ]


def test_a_name_added_later_is_not_seen_before_and_moves_the_others_from_its_day_on(client):
    made = scene(client)
    assert stood(made, DAY - timedelta(days=1)) == []
    assert stood(made, DAY + timedelta(days=9)) == [(1, "Cy Lee", "")]
    assert stood(made, DAY + timedelta(days=10)) == [(1, "Ada Lee", ""), (2, "Cy Lee", "")]
    assert stood(made, made.expires_on) == [(1, "Ada Lee", ""), (2, "Cy Lee", "")]
    assert stood(made, made.expires_on + timedelta(days=1)) == []


def test_a_pause_is_seen_on_its_days_also_after_it_was_ended_early(client):
    made = scene(client)
    cy = made.entries.get(application__name="Cy Lee")
    on = {"actor": cy.person, "application_id": cy.application_id}
    until = DAY + timedelta(days=8)
    pause.pause(**on, until=until, at=AT + timedelta(days=2))
    pause.return_early(**on, at=AT + timedelta(days=5))
    words = f"Not available until {until:%B} {until.day}, {until.year}, as the person asked."
    seen = [stood(made, DAY + timedelta(days=days))[0][2] for days in (1, 2, 4, 5, 8)]
    assert seen == ["", words, words, "", ""]


def test_the_page_shows_a_day_and_refuses_what_is_none(client):
    made = scene(client)
    page = client.get(f"{LISTS}{made.pk}/as-of/", {"day": DAY.isoformat()})
    assert [name.entry.application.name for name in page.context["page"]] == ["Cy Lee"]
    before = client.get(f"{LISTS}{made.pk}/as-of/", {"day": "2001-01-01"})
    assert "The list was not in force on January 1, 2001." in before.content.decode()
    for bad in ("", "2025-02-30", "10000-01-01", "\x00", "9999-12-31"):
        assert client.get(f"{LISTS}{made.pk}/as-of/", {"day": bad}).status_code == 400
    assert client.post(f"{LISTS}{made.pk}/as-of/").status_code == 405


def test_the_page_costs_the_same_for_one_name_and_two(client):
    made = scene(client)
    counts = []
    client.get(LISTS)
    for days in (0, 10):
        day = (DAY + timedelta(days=days)).isoformat()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{LISTS}{made.pk}/as-of/", {"day": day}).status_code == 200
        counts.append(len(captured))
    assert counts == [8, 8]
