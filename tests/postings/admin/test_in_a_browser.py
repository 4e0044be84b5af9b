"""The analysts' pages of postings in a real browser: accessibility and narrow screens."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from postings.data_file import read_data_file
from screening.enums import Role
from tests.postings.admin.test_postings import LIST, signed_in
from tests.postings.data_files import load, load_and_publish, own_file, small
from tests.screening.look.test_in_a_browser import violations

pytestmark = pytest.mark.django_db(transaction=True)


def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: Any, new_page: Callable[..., Any]
) -> None:
    real = load_and_publish(
        read_data_file(own_file("customer-services-representative")), at=timezone.now()
    ).posting
    failing = small()
    failing["worked_examples"][1]["expected"] = {"outcome": "met"}
    draft = load(failing).revision.posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    page = new_page()
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    paths = [LIST, *(f"{LIST}{real.pk}/{name}/" for name in ("change", "close", "cancel", "revisions/8"))]
    paths.append(f"{LIST}{draft.pk}/revisions/3/")
    faults: list[Any] = []
    for path in paths:
        page.goto(live_server.url + path)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [(path, width, fault) for fault in violations(page)]
            scrolls = page.evaluate("document.documentElement.scrollWidth") - width
            faults += [(path, width, "scrolls sideways", scrolls)] if scrolls else []
    page.goto(f"{live_server.url}{LIST}{draft.pk}/revisions/3/publish/")
    page.get_by_role("button", name="Publish").click()
    assert page.title().startswith("Error: ")
    faults += violations(page)
    assert faults == []
