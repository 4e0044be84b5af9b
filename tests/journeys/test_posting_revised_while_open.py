"""A posting is revised while somebody's draft is open: what changed is said, answers are kept, and they sign again."""

import pytest

from postings.enums import QuestionKind
from screening.city_time import now
from screening.enums import ApplicationState
from tests.factories import QUESTIONS, make_application, make_posting, make_revision, make_user
from tests.journeys.steps import look, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
NIGHTS = {"slug": "nights", "kind": QuestionKind.YES_NO, "text": "Can you work nights?"}


def test_answers_are_kept_and_only_the_newer_text_can_be_signed(new_page, live_server):
    posting = make_posting()
    draft = make_application(posting, make_user("rosa@example.org"), at=now())
    page = new_page(viewport={"width": 375, "height": 700})
    sign_in(page, live_server.url, "rosa@example.org")
    check = f"{live_server.url}/applications/{draft.pk}/check/"
    page.goto(check)
    page.fill("[name=certified_name]", "Rosa Park")
    newer = make_revision(posting, number=2, questions=(*QUESTIONS, NIGHTS))
    page.get_by_role("button", name="Send my application").click()
    page.get_by_role("heading", name="Not sent").wait_for()
    assert page.locator("[name=certified_name]").count() == 0
    look(page)
    page.get_by_role("button", name="Go on with the newer text").click()
    page.wait_for_url(f"**/applications/{draft.pk}/")
    look(page)
    page.goto(f"{live_server.url}/applications/{draft.pk}/questions/")
    assert page.locator("[name=phone_system][value=yes]").is_checked()
    page.get_by_role("link", name="Can you work nights?").wait_for()
    page.click("label[for=id_nights_1]")
    page.get_by_role("button", name="Save and continue").click()
    page.goto(check)
    page.fill("[name=certified_name]", "Rosa Park")
    page.get_by_role("button", name="Send my application").click()
    page.wait_for_url(f"**/applications/{draft.pk}/receipt/")
    draft.refresh_from_db()
    assert (draft.state, draft.revision) == (ApplicationState.SUBMITTED, newer)
