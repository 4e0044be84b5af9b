"""The look in a real browser: accessibility, narrow screens, keyboard, weight, with and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.axe import BEST_PRACTICE, violations

pytestmark = [
    pytest.mark.urls("tests.screening.look.specimen_urls"),
    pytest.mark.django_db(transaction=True),
]

PAGES = ["/specimen/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"]
WIDTHS = [1280, 375, 320]


def send(page: Any) -> None:
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(live_server: Any, new_page: Callable[..., Any], path: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(live_server.url + path)
    assert violations(page, BEST_PRACTICE) == []


def test_axe_finds_what_was_put_wrong_on_a_page_that_was_right(live_server: Any, page: Any) -> None:
    page.goto(f"{live_server.url}/specimen/")
    assert violations(page, BEST_PRACTICE) == []
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [found.split(":")[0] for found in violations(page, BEST_PRACTICE)] == ["button-name"]


@pytest.mark.parametrize("path", ["/specimen/", "/accounts/login/", "/accounts/signup/"])
def test_axe_finds_nothing_on_a_page_with_mistakes(live_server: Any, page: Any, path: str) -> None:
    page.goto(live_server.url + path)
    send(page)
    assert page.title().startswith("Error: ")
    assert violations(page, BEST_PRACTICE) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways(
    live_server: Any, new_page: Callable[..., Any], path: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(live_server.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_after_mistakes_the_summary_has_the_focus_and_its_links_lead_to_the_controls(
    live_server: Any, page: Any
) -> None:
    page.goto(live_server.url + "/specimen/")
    send(page)
    assert page.evaluate("document.activeElement.dataset.errorSummary") == ""
    for link, control in [
        ("Employer: enter an answer.", "id_employer"),
        ("Enter the date.", "id_started_month"),
    ]:
        page.get_by_role("link", name=link).click()
        assert page.evaluate("document.activeElement.id") == control


def test_a_screen_reader_hears_the_question_the_hint_and_the_mistake(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/specimen/")
    send(page)
    group = page.get_by_role("radiogroup", name="Did you do clerical work in this job?")
    assert group.count() == 1
    employer = page.get_by_role("textbox", name="Employer", exact=True)
    described = employer.evaluate("e => e.ariaDescribedByElements.map(d => d.textContent.trim())")
    assert described == ["Use the name on your pay stub.", "Error: Enter an answer."]


def test_without_javascript_the_mistakes_are_told_all_the_same(
    live_server: Any, new_page: Callable[..., Any]
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(live_server.url + "/specimen/")
    send(page)
    assert page.get_by_role("alert").get_by_role("link").count() == 12
    page.get_by_role("link", name="Employer: enter an answer.").click()
    assert page.url.endswith("#id_employer")


def test_the_keyboard_can_skip_to_the_page_itself(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/specimen/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_can_be_pressed_is_large_enough(live_server: Any, page: Any) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels. A link within a sentence is excepted there; a radio is pressed by its label."""
    page.goto(live_server.url + "/specimen/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden], .usa-radio__input, .usa-checkbox__input), select, label.usa-radio__label, label.usa-checkbox__label, summary")]
            .filter(e => !e.closest("p") && !e.closest(".skip-link"))
            .map(e => [e, e.getBoundingClientRect(), getComputedStyle(e, "::after").position])
            .filter(([e, box, after]) => after !== "absolute" && (box.height < 24 || box.width < 24))
            .map(([e]) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_a_password_can_be_shown_and_hidden(live_server: Any, page: Any) -> None:
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_label("Password", exact=True).fill("correct horse")
    page.get_by_role("button", name="Show password").click()
    assert page.locator("#id_password").get_attribute("type") == "text"
    page.get_by_role("button", name="Hide password").click()
    assert page.locator("#id_password").get_attribute("type") == "password"


def test_a_page_takes_three_fonts_and_asks_nobody_else(live_server: Any, page: Any) -> None:
    taken: set[str] = set()
    page.on("request", lambda request: taken.add(request.url))
    page.goto(live_server.url + "/specimen/")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_load_state("networkidle")
    assert [url for url in taken if not url.startswith(live_server.url)] == []
    assert sorted(url.rsplit("/", 1)[1] for url in taken if url.endswith(".woff2")) == [
        "Latin-Merriweather-Bold.woff2",
        "PublicSans-Bold.woff2",
        "PublicSans-Regular.woff2",
    ]
