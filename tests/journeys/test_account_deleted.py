"""Somebody takes their data with them and deletes the account; what they had sent stays with the City."""

from typing import Any

from postings.models import Posting
from screening.city_time import now
from screening.models import Application, User
from tests.factories import PASSWORD, make_application
from tests.journeys.steps import look, sign_in


def test_the_data_is_downloaded_and_the_account_deleted(
    page: Any, base: str, posting: Posting, applicant: User
) -> None:
    make_application(posting, applicant, at=now())
    sign_in(page, base, applicant.email)
    page.goto(f"{base}/account/")
    look(page)
    page.get_by_role("link", name="Delete my account").click()
    page.get_by_role("heading", name="Is it you?").wait_for()
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Delete your account").wait_for()
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download your data first").click()
    assert download.value.suggested_filename.startswith("my-data-")
    page.get_by_role("button", name="Delete my account for good").click()
    page.get_by_text("Tick this box").first.wait_for()
    look(page)
    page.get_by_text("I understand that this cannot be undone.").click()
    page.get_by_role("button", name="Delete my account for good").click()
    page.get_by_role("heading", name="Your account is deleted").wait_for()
    look(page)
    assert Application.objects.count() == 0
    page.goto(f"{base}/applications/")
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()
