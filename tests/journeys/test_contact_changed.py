"""Somebody moves: a new phone and a new address for mail, with what was before, for all their applications."""

import re
from datetime import timedelta
from typing import Any

from screening.city_time import now
from screening.domain import notice
from screening.models import ContactDetails, User
from tests.factories import PASSWORD, make_posting, make_submitted_application
from tests.journeys.steps import look, sign_in
from tests.letters import letters


def test_phone_and_address_change_and_both_addresses_are_told(page: Any, base: str, applicant: User) -> None:
    make_submitted_application(make_posting(opens_at=now() - timedelta(days=1)), applicant, at=now())
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/account/contact/")
    look(page)
    page.fill("[name=phone]", "619-555-0199")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="What changed").wait_for()
    look(page)
    assert page.get_by_role("cell", name="619-555-0100").count() == 1

    page.get_by_role("link", name="Change your e-mail address").click()
    look(page)
    page.fill("input[type=email]", "new@example.org")
    page.get_by_role("button", name="Add address").click()
    if "reauthenticate" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name="new@example.org").wait_for()
    link = re.search(r"http\S+/accounts/confirm-email/\S+", str(letters()[-1].body))
    assert link
    page.goto(re.sub(r"^http://[^/]+", base, link[0]))
    page.get_by_role("button", name="Confirm").click()
    page.goto(f"{base}/accounts/email/")
    page.get_by_text("new@example.org").first.click()
    page.get_by_role("button", name="Make it my main address").click()
    page.wait_for_load_state()
    assert ContactDetails.objects.get(person=applicant).email == "new@example.org"
    notice.send_due(at=now())
    told = {message.to[0] for message in letters() if "changed" in str(message.subject)}
    assert told == {"rosa@example.org", "new@example.org"}
