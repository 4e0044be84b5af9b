"""The navigation of the personnel office: every room stands in one wing, and each person sees their own."""

import re

import pytest

from screening.admin.site import WINGS, personnel_site
from screening.enums import Role
from tests.factories import make_staff
from tests.screening.admin.scene import LIST, make_scene

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a href="([^"]+)"( aria-current="[a-z]+")?>([^<]+)</a>')


def navigation(client, url):
    page = client.get(url).content.decode()
    nav = re.search(r'<nav class="rooms".*?</nav>', page, re.DOTALL)
    assert nav
    first, _, second = nav[0].partition('<ul class="inside">')
    return [[(title, bool(here)) for _, here, title in LINK.findall(part)] for part in (first, second)]


def test_every_room_stands_in_one_wing():
    placed = [name for names in WINGS.values() for name in names]
    assert sorted(placed) == sorted(model._meta.model_name for model in personnel_site._registry)


def test_the_front_page_names_the_wings_alone(client):
    client.force_login(make_staff(Role.SUPERVISING_ANALYST))
    wings, rooms = navigation(client, "/admin/")
    assert wings[0] == ("Today", True)
    assert [title for title, here in wings[1:]] == [
        "Postings",
        "Applications",
        "Lists",
        "Records",
        "API tokens",
    ]
    assert rooms == []


def test_a_wing_opens_on_its_first_room_and_names_the_others(client):
    posting, analyst = make_scene()
    client.force_login(analyst)
    wings, rooms = navigation(client, LIST)
    assert ("Applications", True) in wings
    assert [wing for wing, here in wings if here] == ["Applications"]
    assert rooms[0] == ("Applications", True)
    assert ("Documents tray", False) in rooms


def test_who_keeps_the_accounts_sees_one_wing(client):
    client.force_login(make_staff(Role.SYSTEM_ADMINISTRATOR))
    wings, _ = navigation(client, "/admin/")
    assert [title for title, _ in wings] == ["Today", "Accounts"]


def test_each_room_in_the_navigation_opens(client):
    for role in (Role.SUPERVISING_ANALYST, Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR):
        client.force_login(make_staff(role, f"{role}@example.org"))
        wings = client.get("/admin/").context["wings"]
        for room in (room for wing in wings for room in wing["rooms"]):
            assert client.get(room["url"]).status_code == 200, (role, room["title"])
