"""Filters kept by name: opened, shared, renamed, deleted by their own, honest about what is gone, and next keeps them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from screening.domain import saved_filter
from screening.enums import Role
from screening.errors import NotAllowed, Refused
from screening.models import History, SavedFilter
from tests.factories import make_staff
from tests.screening.admin.scene import AT, LIST, UNSURE, make_in_pool, make_scene, page_of

pytestmark = pytest.mark.django_db
ROOM = f"{LIST}filters/"


def keep(actor: Any, name: str = "Open", query: str = "outcome=undetermined", *, shared: bool = False) -> Any:
    return saved_filter.keep(actor=actor, name=name, query=query, shared=shared, at=AT)


def names(answer: Any) -> list[str]:
    return [application.name.split()[0] for application in answer.context["cl"].result_list]


def test_a_filter_is_kept_from_the_list_opened_and_next_keeps_it(client: Any) -> None:
    posting, analyst = make_scene()
    ada, _ben, cy = (
        make_in_pool(posting, name, jobs=jobs, sent=sent)
        for sent, (name, jobs) in enumerate([("Ada", UNSURE), ("Ben", None), ("Cy", UNSURE)])
    )
    client.force_login(analyst)
    shown = client.get(f"{LIST}?posting={posting.pk}&outcome=undetermined&q=lee&p=1")
    assert "filters/keep/?posting=" in shown.content.decode()
    answer = client.post(
        f"{ROOM}keep/?posting={posting.pk}&outcome=undetermined&q=lee&p=1", {"name": "  Still  open "}
    )
    assert answer.status_code == 302
    row = SavedFilter.objects.get()
    query = f"outcome=undetermined&posting={posting.pk}"
    assert (row.name, row.query, row.owner, row.shared) == ("Still open", query, analyst, False)
    opened = client.get(f"{ROOM}{row.pk}/", follow=True)
    assert opened.redirect_chain == [(f"{LIST}?{query}", 302)]
    assert names(opened) == ["Ada", "Cy"]
    assert 'aria-current="true">Still open' in opened.content.decode()
    page = client.get(f"{page_of(ada)}?_changelist_filters=outcome%3Dundetermined%26posting%3D{posting.pk}")
    assert page.context["after"].startswith(page_of(cy))
    assert [line.verb for line in History.objects.filter(subject_kind="savedfilter")] == ["keep_filter"]


def test_a_shared_filter_finds_only_what_its_opener_may_see(client: Any) -> None:
    clerk, analyst = make_scene("Clerk")
    planner, other = make_scene("Planner")
    make_in_pool(clerk, "Ada", jobs=UNSURE)
    make_in_pool(planner, "Ben", jobs=UNSURE)
    row, own = keep(analyst, shared=True), keep(analyst, "Mine alone")
    client.force_login(other)
    assert names(client.get(f"{ROOM}{row.pk}/", follow=True)) == ["Ben"]
    assert client.get(f"{ROOM}{own.pk}/").status_code == 404
    page = client.get(ROOM).content.decode()
    assert "Open" in page
    assert "Mine alone" not in page


def test_an_option_that_is_gone_is_said_on_the_list_and_among_the_filters(client: Any) -> None:
    posting, analyst = make_scene()
    make_in_pool(posting, "Ada", jobs=UNSURE)
    row = keep(analyst, query="height=3&outcome=undetermined&posting=999")
    client.force_login(analyst)
    opened = client.get(f"{ROOM}{row.pk}/", follow=True)
    assert names(opened) == ["Ada"]
    said = opened.content.decode()
    assert "has no filter any more that “Open” was kept with: height." in said
    assert "Posting “999” cannot be chosen any more" in said
    assert client.get(ROOM).content.decode().count("You cannot choose it any more.") == 2
    assert "is gone" not in client.get(f"{LIST}?outcome=undetermined").content.decode()


def test_its_keeper_renames_shares_and_deletes_it(client: Any) -> None:
    _, analyst = make_scene()
    row = keep(analyst)
    keep(analyst, "Other", "outcome=met")
    client.force_login(analyst)
    assert client.post(f"{ROOM}{row.pk}/change/", {"name": "OTHER"}).status_code == 400
    assert client.post(f"{ROOM}{row.pk}/change/", {"name": "New", "shared": "on"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.shared) == ("New", True)
    assert client.post(f"{ROOM}{row.pk}/delete/").status_code == 302
    assert [one.name for one in SavedFilter.objects.all()] == ["Other"]


def test_who_may_not(client: Any) -> None:
    _, analyst = make_scene()
    row = keep(analyst, shared=True)
    other, auditor = make_staff(Role.SUPERVISING_ANALYST), make_staff(Role.AUDITOR)
    with pytest.raises(NotAllowed):
        keep(auditor)
    for person in (other, auditor):
        with pytest.raises(NotAllowed):
            saved_filter.change(actor=person, saved_filter_id=row.pk, name="x", shared=False, at=AT)
        with pytest.raises(NotAllowed):
            saved_filter.delete(actor=person, saved_filter_id=row.pk, at=AT)
        client.force_login(person)
        assert client.post(f"{ROOM}{row.pk}/delete/").status_code == 404
    assert client.get(f"{ROOM}keep/?outcome=met").status_code == 404
    assert client.get(f"{ROOM}{row.pk}/").status_code == 302


@pytest.mark.parametrize(("name", "query"), [(" ", "outcome=met"), ("x" * 81, "outcome=met"), ("Name", "")])
def test_nothing_is_kept_without_a_name_or_a_filter(name: str, query: str) -> None:
    _, analyst = make_scene()
    with pytest.raises(Refused):
        keep(analyst, name, query)
    assert SavedFilter.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 4])
def test_the_filters_cost_the_same_however_many(client: Any, rows: int) -> None:
    _, analyst = make_scene()
    for number in range(rows):
        keep(analyst, f"Filter {number}", "posting=9&outcome=met")
    client.force_login(analyst)
    client.get(ROOM)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(ROOM).status_code == 200
    assert len(captured) == 5
