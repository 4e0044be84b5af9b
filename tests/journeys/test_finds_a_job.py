"""From the search to a posting, what changed in it, and its closing time in one's own calendar."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from icalendar import Calendar

from tests.journeys.steps import look
from tests.postings.data_files import load_and_publish, small


def test_somebody_finds_a_job_and_what_changed_in_it(base: str, new_page: Callable[..., Any]) -> None:
    now = timezone.now()
    closes = now + timedelta(days=12)
    load_and_publish(small(closing=f"{closes:%Y-%m-%d} 17:00"), at=now)
    changed = {"job_information": "Answers letters and calls.", "highly_desirable": "Patience."}
    load_and_publish(small(closing=f"{closes:%Y-%m-%d} 17:00", sections=changed), at=now)
    page = new_page(java_script_enabled=True)
    page.goto(base)
    look(page)
    page.fill("[name=q]", "letter")
    page.select_option("[name=closing]", "month")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("heading", name="1 job found").wait_for()
    look(page)
    shared = new_page(viewport={"width": 375, "height": 700}, java_script_enabled=True)
    shared.goto(page.url)  # the address alone finds the same
    shared.get_by_role("link", name="Clerk").click()
    look(shared)
    with shared.expect_download() as calendar:
        shared.get_by_role("link", name="Add the closing time to my calendar").first.click()
    events = Calendar.from_ical(calendar.value.path().read_bytes()).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Last moment to apply: Clerk"]
    shared.get_by_role("link", name="What changed since Rev. 3").first.click()
    shared.get_by_role("heading", name="Changed", exact=True).wait_for()
    marked = [each.text_content() for each in shared.locator("ins").all()]
    assert marked == ["[added: letters and calls.] ", "Patience."]
    look(shared)
    for wide in (shared, page):
        assert wide.evaluate("document.documentElement.scrollWidth") <= wide.viewport_size["width"]
