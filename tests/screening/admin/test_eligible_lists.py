"""Eligible lists in the personnel office: the preview, the verb, one list, all lists."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from screening.domain import eligible_list as eligible_lists
from screening.models import EligibleList
from tests.screening.admin.scene import AT, LISTS, confirm, make_in_pool, make_scene

pytestmark = pytest.mark.django_db
NO_POINTS = {"phone_system": "no"}


def scene(client, *names, answers=None):
    posting, analyst = make_scene()
    for sent, name in enumerate(names):
        confirm(analyst, make_in_pool(posting, name, answers=answers, sent=sent))
    client.force_login(analyst)
    return posting, analyst


def establish(client, posting):
    page = client.get(f"{LISTS}establish/{posting.pk}/")
    return page, client.post(f"{LISTS}establish/{posting.pk}/", {"seen": page.context["seen"]}, follow=True)


def test_the_preview_says_who_in_which_order_why_and_until_when_and_changes_nothing(client):
    posting, analyst = scene(client, "Ada", "Ben")
    confirm(analyst, make_in_pool(posting, "Cy", answers=NO_POINTS, sent=9))
    page = client.get(f"{LISTS}establish/{posting.pk}/")
    rows = [(line.position, line.application.name) for line in page.context["placements"]]
    assert rows == [(1, "Ada Lee"), (1, "Ben Lee"), (3, "Cy Lee")]
    assert page.context["expires_on"] == timezone.localdate() + timedelta(days=180)
    assert "Experience with a phone system" in page.content.decode()
    assert EligibleList.objects.count() == 0


def test_establishing_shows_the_list_with_its_last_day(client):
    posting, _ = scene(client, "Ada")
    _, answer = establish(client, posting)
    made = EligibleList.objects.get()
    assert answer.redirect_chain == [(f"{LISTS}{made.pk}/change/", 302)]
    assert (answer.context["in_force"], answer.context["days_left"]) == (True, "180 days")
    assert [entry.application.name for entry in answer.context["page"]] == ["Ada Lee"]


def test_a_name_found_qualified_since_is_added_and_the_last_day_stays(client):
    posting, analyst = scene(client, "Ada")
    establish(client, posting)
    last_day = EligibleList.objects.get().expires_on
    confirm(analyst, make_in_pool(posting, "Ben"))
    page, answer = establish(client, posting)
    assert "Adding names does not move it." in page.content.decode()
    assert EligibleList.objects.get().expires_on == last_day
    assert len(answer.context["page"]) == 2


def test_others_qualified_meanwhile_is_a_conflict_in_words(client):
    posting, analyst = scene(client, "Ada")
    page = client.get(f"{LISTS}establish/{posting.pk}/")
    confirm(analyst, make_in_pool(posting, "Ben"))
    answer = client.post(f"{LISTS}establish/{posting.pk}/", {"seen": page.context["seen"]})
    assert answer.status_code == 409
    assert "Others are qualified now than the page showed." in answer.content.decode()
    assert EligibleList.objects.count() == 0


def test_a_preview_without_anybody_says_what_to_do(client):
    posting, _ = scene(client)
    page = client.get(f"{LISTS}establish/{posting.pk}/").content.decode()
    assert "Nobody is qualified for this posting and waiting for a list." in page


def test_the_lists_say_which_is_in_force_and_how_long(client):
    posting, analyst = scene(client, "Ada")
    eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    confirm(analyst, make_in_pool(posting, "Ben"))
    eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=timezone.now())
    page = client.get(LISTS).content.decode()
    assert page.count('<span class="tag tag--success">In force</span>') == 1
    assert page.count('<span class="tag tag--quiet">Ended</span>') == 1
    front = client.get("/admin/").context
    assert front["ending"] == []


def test_the_front_page_names_a_list_that_ends_within_thirty_days(client):
    posting, analyst = scene(client, "Ada")
    # by the city's clock: an hour that summer time moves may fall on another day
    then = timezone.localtime() - timedelta(days=155)
    eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=then)
    [line] = client.get("/admin/").context["ending"]
    assert (line["list"].posting, line["days_left"]) == (posting, "25 days")


@pytest.mark.parametrize("names", [("Ada",), ("Ada", "Ben", "Cy")])
def test_a_list_and_the_lists_cost_the_same_whatever_they_hold(client, names):
    posting, analyst = scene(client, *names)
    made = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    client.get(LISTS)
    counts = []
    for path in (LISTS, f"{LISTS}{made.pk}/change/", f"{LISTS}establish/{posting.pk}/"):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
    assert counts == [7, 9, 6]


def test_a_list_is_read_only(client):
    posting, analyst = scene(client, "Ada")
    made = eligible_lists.establish(actor=analyst, posting_id=posting.pk, at=AT)
    assert client.post(f"{LISTS}{made.pk}/change/", {"expires_on": "2099-01-01"}).status_code == 405
    for path in ("add/", f"{made.pk}/delete/", f"{made.pk}/history/"):
        assert client.post(f"{LISTS}{path}").status_code == 404
