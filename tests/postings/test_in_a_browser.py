"""The public pages in a real browser: accessibility, narrow screens, and the way to apply always in sight."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from postings.data_file import read_data_file
from postings.domain.cancel import cancel_posting
from tests.postings.data_files import load_and_publish, own_file, small
from tests.screening.look.test_in_a_browser import violations

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/",
    "/how-we-evaluate/",
    "/postings/customer-services-representative/",
    "/postings/bus-driver/",
    "/postings/database-administrator/",
    "/postings/clerk/revisions/3/",
]
REAL = "/postings/customer-services-representative/"


@pytest.fixture
def real_posting() -> None:
    load_and_publish(read_data_file(own_file("customer-services-representative")), at=timezone.now())


@pytest.fixture
def all_kinds(real_posting: None) -> None:
    """Open postings, one of them with a past revision and a wage, and a cancelled one."""
    now = timezone.now()
    for name in ("bus-driver", "database-administrator"):
        revision = load_and_publish(read_data_file(own_file(name)), at=now)
    cancel_posting(actor=None, posting_id=revision.posting_id, at=now)
    closes = f"{now + timedelta(days=12):%Y-%m-%d} 17:00"
    load_and_publish(small(closing=closes), at=now)
    load_and_publish(small(closing=closes, eligible_list={"days": 90}), at=now)


@pytest.mark.usefixtures("all_kinds")
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, new_page: Callable[..., Any]
) -> None:
    page = new_page()
    faults: list[Any] = []
    for path in PAGES:
        page.goto(live_server.url + path)
        for width in (1280, 375, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if width > 320:
                faults += [(path, width, fault) for fault in violations(page)]
            scrolls = page.evaluate("document.documentElement.scrollWidth") - width
            faults += [(path, width, "scrolls sideways", scrolls)] if scrolls else []
    assert faults == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (375, 667)])
@pytest.mark.usefixtures("real_posting")
def test_the_way_to_apply_is_in_sight_wherever_the_reader_is(
    live_server: Any, new_page: Callable[..., Any], width: int, height: int
) -> None:
    page = new_page(viewport={"width": width, "height": height}, java_script_enabled=False)
    page.goto(live_server.url + REAL)
    for _ in range(5):
        links = page.locator(f'a[href="{REAL}apply/"]:visible').all()
        boxes = [link.bounding_box() for link in links]
        assert [box for box in boxes if box["y"] >= 0 and box["y"] + box["height"] <= height] != []
        page.mouse.wheel(0, 1_800)
        page.wait_for_timeout(150)


@pytest.mark.usefixtures("real_posting")
def test_the_contents_lead_to_the_sections(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + REAL)
    page.get_by_role("complementary", name="This posting").get_by_role(
        "link", name="Screening process"
    ).click()
    heading = page.get_by_role("heading", name="Screening process").bounding_box()
    assert 0 <= heading["y"] < 200


@pytest.mark.usefixtures("real_posting")
def test_on_a_phone_the_contents_open_above_the_text(live_server: Any, new_page: Callable[..., Any]) -> None:
    page = new_page(viewport={"width": 375, "height": 667}, java_script_enabled=False)
    page.goto(live_server.url + REAL)
    link = page.get_by_role("link", name="Minimum requirements")
    assert link.is_visible() is False
    page.get_by_text("On this page", exact=True).first.click()
    assert link.is_visible() is True


@pytest.mark.usefixtures("real_posting")
def test_what_has_the_focus_is_not_hidden_behind_the_bar(
    live_server: Any, new_page: Callable[..., Any]
) -> None:
    page = new_page(viewport={"width": 375, "height": 667})
    page.goto(live_server.url + REAL)
    bar = page.locator(".posting-bar")
    for _ in range(25):
        page.keyboard.press("Tab")
        page.wait_for_timeout(20)
        hidden = page.evaluate(
            """() => {
                const now = document.activeElement, box = now.getBoundingClientRect();
                const bar = document.querySelector(".posting-bar");
                return now !== document.body && !bar.contains(now) && now.id !== "main"
                    && box.bottom > bar.getBoundingClientRect().top && box.top < bar.getBoundingClientRect().bottom;
            }"""
        )
        assert hidden is False
    assert bar.is_visible() is True
