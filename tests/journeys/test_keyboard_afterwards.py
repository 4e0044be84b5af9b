"""After the decision, by the keyboard alone: an appeal with a mistake on the way, and a withdrawal undone."""

from typing import Any

from postings.models import Posting
from screening.city_time import now
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Appeal, StandingChange, User
from tests.factories import PASSWORD, make_evaluated_application, make_job, make_posting, make_staff
from tests.journeys.keyboard import Keyboard
from tests.journeys.pool import establish


def enter(page: Any, base: str, person: User) -> Keyboard:
    keys = Keyboard(page)
    page.goto(f"{base}/accounts/login/")
    keys.fill("login", person.email)
    keys.fill("password", PASSWORD)
    keys.press("Sign in")
    return keys


def test_an_appeal_whose_mistake_is_found_and_mended(page: Any, live_server: Any, applicant: User) -> None:
    short = make_job(start="2024-06-01", end="2025-03-31")
    application = make_evaluated_application(make_posting(), applicant, jobs=[short], at=now())
    decisions.confirm(actor=make_staff(Role.SUPERVISING_ANALYST), application_id=application.pk, at=now())
    keys = enter(page, live_server.url, applicant)
    keys.follow(f"main a[href='/applications/{application.pk}/']")
    keys.press("Appeal a requirement")
    keys.press("Send my appeal")
    assert page.evaluate("document.activeElement.matches('[role=alert], [role=alert] *')")
    keys.follow_within("[role=alert] a[href*=why]")
    page.keyboard.type("I also worked there in 2020.")
    keys.to("[name=requirement]")
    page.keyboard.press("Space")
    keys.press("Send my appeal")
    assert "Another person decides your appeal." in page.inner_text("main")
    assert [made.why for made in Appeal.objects.all()] == ["I also worked there in 2020."]


def test_a_pause_a_return_and_a_withdrawal_undone(
    page: Any, base: str, posting: Posting, analyst: User
) -> None:
    establish(posting, analyst, {"Ada": ["sap"], "Ben": []})
    person = User.objects.get(first_name="Ada")
    application = person.applications.get()
    last = application.list_entries.get().eligible_list.expires_on
    keys = enter(page, base, person)
    keys.follow(f"main a[href='/applications/{application.pk}/']")
    keys.press("Pause: I am not available for a time")
    keys.pick("until_month", last.strftime("%B"))
    keys.fill("until_day", "1")
    keys.fill("until_year", str(last.year))
    keys.press("Pause until this day")
    keys.press("I am available again")
    keys.press("Withdraw from the eligible list")
    keys.press("Withdraw")
    keys.press("Undo my withdrawal")
    assert "Your withdrawal is undone. Everything is as it was." in page.inner_text("main")
    assert StandingChange.objects.count() == 2
