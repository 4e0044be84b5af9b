"""Somebody changes to Spanish in the middle of a form, without JavaScript, and loses nothing."""

import pytest

from screening.city_time import now
from tests.factories import make_application, make_posting, make_user
from tests.journeys.steps import look, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_half_filled_in_goes_on_in_spanish(new_page, live_server):
    person = make_user("luz@example.org")
    draft = make_application(make_posting(), person, at=now())
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    sign_in(page, live_server.url, "luz@example.org")
    page.goto(f"{live_server.url}/applications/{draft.pk}/contact/")
    page.fill("[name=given_names]", "Ana María")
    page.get_by_role("button", name="Español").click()
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.input_value("[name=given_names]") == "Ana María"
    assert page.get_by_role("heading", level=1).inner_text() == "Su información de contacto"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.press("[name=given_names]", "Enter")  # presses the form's own button, not the language's
    page.wait_for_url(f"**/applications/{draft.pk}/")
    page.goto(f"{live_server.url}/applications/{draft.pk}/contact/")
    assert page.input_value("[name=given_names]") == "Ana María"
    person.refresh_from_db()
    assert person.language == "es"


@pytest.mark.parametrize("path", ["/", "/how-we-evaluate/", "/applications/"])
def test_pages_in_spanish_are_accessible_and_lead_back(new_page, live_server, path):
    make_user("luz@example.org")
    make_posting()
    page = new_page()
    sign_in(page, live_server.url, "luz@example.org")
    page.goto(f"{live_server.url}{path}")
    page.get_by_role("button", name="Español").click()
    assert page.url == f"{live_server.url}{path}"
    look(page)
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
