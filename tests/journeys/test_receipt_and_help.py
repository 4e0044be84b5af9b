"""Somebody keeps a PDF of what was sent, answers the survey, and asks for an accommodation that is then arranged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from screening.enums import AccommodationState, Role
from screening.models import AccommodationRequest, SentCopy, SurveyAnswers, User
from tests.factories import make_staff
from tests.journeys.steps import CALL_CENTER, Job, begin, choose, fill_in, look, send, sign_in


def test_what_was_sent_can_be_kept_and_checked(
    page: Any, new_page: Callable[..., Any], base: str, applicant: User, tmp_path: Path
) -> None:
    sign_in(page, base, "rosa@example.org")
    application = begin(page, base)
    fill_in(
        page, application, [Job("Bay Gas", "Agent", "2023-01-01", "2024-06-30", CALL_CENTER)], months=(18, 18)
    )
    send(page, application)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download what I sent").click()
    file = tmp_path / "sent.pdf"
    waiting.value.save_as(file)
    copy = SentCopy.objects.get()
    assert copy.code in PdfReader(file).pages[0].extract_text()

    anybody = new_page()
    anybody.goto(f"{base}/verify/")
    look(anybody)
    anybody.fill("[name=code]", copy.code.lower().replace("-", " "))
    anybody.set_input_files("[name=file]", file)
    anybody.get_by_role("button", name="Check").click()
    anybody.get_by_role("heading", name="This file is exactly as the City made it").wait_for()
    look(anybody)
    assert "Rosa" not in anybody.inner_text("body")
    anybody.fill("[name=code]", "2222-2222-2222-2222")
    anybody.get_by_role("button", name="Check").click()
    anybody.get_by_text("No application belongs to this code.").first.wait_for()
    look(anybody)

    page.goto(f"{application}receipt/")
    page.get_by_role("link", name="Go to the survey").click()
    look(page)
    choose(page, "race", "asian")
    choose(page, "sex", "not_said")
    page.get_by_role("button", name="Send my answers").click()
    page.get_by_text("Your answers are kept apart").wait_for()
    assert list(SurveyAnswers.objects.values_list("sex", "race")) == [("not_said", "asian")]
    page.goto(f"{application}survey/")
    look(page)
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_text("Your answers to the survey are deleted.").wait_for()
    assert SurveyAnswers.objects.count() == 0


def test_an_accommodation_is_asked_for_and_arranged(
    page: Any, new_page: Callable[..., Any], base: str, applicant: User
) -> None:
    make_staff(Role.ACCOMMODATION_OFFICER, "officer@example.org")
    sign_in(page, base, "rosa@example.org")
    begin(page, base)
    page.get_by_role("link", name="Ask for it here").click()
    look(page)
    page.get_by_role("button", name="Send my request").click()
    page.locator("[data-error-summary]").wait_for()
    look(page)
    page.fill("[name=need]", "Thirty more minutes for typing")
    choose(page, "step", "test")
    page.get_by_role("button", name="Send my request").click()
    page.get_by_role("heading", name="Your request for an accommodation").wait_for()
    look(page)

    officer = new_page()
    sign_in(officer, base, "officer@example.org")
    officer.get_by_role("heading", name="Requests for an accommodation").wait_for()
    look(officer)
    officer.get_by_role("link", name="A test").click()
    look(officer)
    choose(officer, "event", "arrange")
    officer.fill("[name=words]", "You have thirty more minutes.")
    officer.fill("[name=panel_provides]", "Thirty more minutes")
    officer.get_by_role("button", name="Save and tell the person").click()
    officer.get_by_text("The panel must provide:").wait_for()
    look(officer)
    assert AccommodationRequest.objects.get().state == AccommodationState.ARRANGED

    page.goto(f"{base}/notices/")
    page.get_by_role("link", name="Please read the answer about your accommodation").click()
    look(page)
    page.goto(f"{base}/accommodation/")
    page.get_by_role("link", name="A test").click()
    page.get_by_text("You have thirty more minutes.").wait_for()
    look(page)
