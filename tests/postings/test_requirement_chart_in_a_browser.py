"""The flow chart of a real posting in a browser: opened by hand, read on a phone, in both languages."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from postings.data_file import read_with_translations
from tests.axe import violations
from tests.postings.data_files import load_and_publish

SHOTS = os.environ.get("SCREENSHOTS", "")
SUMMARY = {"en": "See the requirements as a flow chart", "es": "Vea los requisitos como diagrama de flujo"}


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("es", 375)])
def test_the_chart_scrolls_in_its_own_region_and_axe_finds_nothing(
    live_server: Any, new_page: Callable[..., Any], language: str, width: int
) -> None:
    data = settings.BASE_DIR / "postings" / "data" / "customer-services-representative.yaml"
    posting = load_and_publish(read_with_translations(data, ["es"])).posting
    page = new_page(viewport={"width": width, "height": 900}, locale=language)
    page.goto(f"{live_server.url}/postings/{posting.slug}/")
    summary = page.get_by_text(SUMMARY[language], exact=True)
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "chart__picture"
    assert page.get_by_role("img").filter(has=page.locator(".chart__end")).count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if SHOTS:
        page.locator("details.chart").screenshot(path=str(Path(SHOTS) / f"chart-{language}-{width}.png"))
        page.screenshot(path=str(Path(SHOTS) / f"chart-view-{language}-{width}.png"))
    assert violations(page) == []
