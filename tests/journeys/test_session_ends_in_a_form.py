"""Fault 5: a session ends in the middle of a long form, a token is changed by another tab; no typed text is lost."""

from typing import Any

from django.contrib.sessions.models import Session

from postings.models import Posting
from screening.city_time import now
from screening.models import ContactDetails, User
from tests.factories import PASSWORD, make_application
from tests.journeys.steps import look, sign_in


def test_nothing_typed_is_lost(page: Any, base: str, posting: Posting, applicant: User) -> None:
    draft = make_application(posting, applicant, at=now())
    contact = f"{base}/applications/{draft.pk}/contact/"

    def saved() -> str:
        return ContactDetails.objects.get(person=applicant).address1

    sign_in(page, base, applicant.email)
    page.goto(contact)
    page.fill("[name=address1]", "1 Long Street with <signs> & more")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="Sign in to save what you typed").wait_for()
    look(page)
    page.fill("[name=beside-login]", applicant.email)
    page.fill("[name=beside-password]", PASSWORD)
    page.get_by_role("button", name="Sign in and save").click()
    page.get_by_text("Saved.").wait_for()
    assert saved() == "1 Long Street with <signs> & more"

    page.goto(contact)
    page.fill("[name=address1]", "2 Other Street")
    page.context.clear_cookies()
    beside = page.context.new_page()
    sign_in(beside, base, applicant.email)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("heading", name="Press once more to save").wait_for()
    look(page)
    page.get_by_role("button", name="Save what I typed").click()
    page.get_by_text("Saved.").wait_for()
    assert saved() == "2 Other Street"


def test_five_minutes_before_the_end_a_person_is_asked_and_stays(
    page: Any, base: str, posting: Posting, applicant: User
) -> None:
    sign_in(page, base, applicant.email)
    page.clock.install()
    page.goto(f"{base}/applications/")
    page.route(
        "**/session/",
        lambda route: (
            route.fulfill(json={"left": 290}) if route.request.method == "GET" else route.continue_()
        ),
    )
    page.clock.fast_forward(3600 * 1000)
    dialog = page.get_by_role("dialog", name="Are you still there?")
    dialog.get_by_text("Minutes left: 5").wait_for()
    look(page)
    assert page.evaluate("document.activeElement.id") == "session-longer"
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
