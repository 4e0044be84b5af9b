"""Two windows on one draft: each saves by itself, and the older one is shown both values."""

from typing import Any

from screening.models import ContactDetails, User
from tests.journeys.steps import begin, look, sign_in


def leave_field(page: Any) -> str:
    """Leave the field, and wait until the page says what became of it."""
    page.keyboard.press("Tab")
    status = page.locator("[data-autosave-status]")
    page.wait_for_function(
        "() => /^(Saved|Not saved)/.test(document.querySelector('[data-autosave-status]').textContent)"
    )
    return str(status.inner_text())


def test_the_older_window_shows_both_values_and_the_person_chooses(
    page: Any, base: str, applicant: User
) -> None:
    sign_in(page, base, applicant.email)
    address = f"{begin(page, base)}contact/"
    older = page.context.new_page()
    for each in (page, older):
        each.goto(address)
    page.fill("[name=phone]", "619-555-0111")
    assert leave_field(page).startswith("Saved at ")
    assert ContactDetails.objects.get().phone == "619-555-0111"
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0

    older.fill("[name=phone]", "619-555-0122")
    assert leave_field(older).startswith("Not saved")
    older.locator("[data-autosave-compare] table").wait_for()
    words = older.locator("[data-autosave-compare]").inner_text()
    assert "619-555-0111" in words and "619-555-0122" in words
    look(older)
    assert ContactDetails.objects.get().phone == "619-555-0111"
    older.get_by_role("button", name="Keep what I typed here").click()
    older.wait_for_url(lambda url: not url.endswith("/contact/"))
    assert ContactDetails.objects.get().phone == "619-555-0122"
