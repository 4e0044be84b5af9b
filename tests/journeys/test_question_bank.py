"""An analyst writes a question for the bank in two languages, takes it into a draft, and reads a rule as it is typed."""

from typing import Any

from postings.domain.drafting import begin_draft
from screening.city_time import now
from screening.enums import Role
from tests.factories import make_staff
from tests.journeys.steps import look, sign_in
from tests.postings.data_files import load_and_publish, small


def test_written_taken_and_a_sentence_that_follows(
    page: Any, live_server: Any, transactional_db: None
) -> None:
    base, posting = str(live_server.url), load_and_publish(small()).posting
    analyst = make_staff(Role.ANALYST, posting=posting)
    begin_draft(actor=analyst, posting_id=posting.pk, at=now())
    sign_in(page, base, analyst.email)
    page.get_by_role("link", name="Postings", exact=True).click()
    page.get_by_role("link", name="Question bank").click()
    page.get_by_role("link", name="Write a new question").click()
    look(page)
    page.get_by_label("Code", exact=True).fill("night_shifts")
    page.get_by_label("Question", exact=True).fill("Can you work nights?")
    page.get_by_label("Question in Spanish", exact=False).fill("¿Puede usted trabajar de noche?")
    page.get_by_label("Points", exact=False).fill("perhaps | 2")
    page.get_by_role("button", name="Keep the question").click()
    page.get_by_text("is no answer of this question").wait_for()
    look(page)
    page.get_by_label("Points", exact=False).fill("yes | 2")
    page.get_by_role("button", name="Keep the question").click()
    page.get_by_text("Version 1 is offered.").wait_for()
    look(page)
    page.goto(f"{base}/admin/postings/bankquestion/")
    look(page)
    page.goto(f"{base}/admin/postings/posting/{posting.pk}/draft/questions/")
    page.get_by_label("Take a question from the bank").select_option("night_shifts")
    page.get_by_role("button", name="Take it").click()
    page.get_by_text("Question from the bank").first.wait_for()
    look(page)
    page.goto(f"{base}/admin/postings/posting/{posting.pk}/draft/requirements/")
    card = page.locator('.card[data-place="minimum_requirements.tree"]')
    card.get_by_text("Change").first.click()
    card.get_by_label("Months of full-time work").first.fill("31")
    card.get_by_text("31 months").first.wait_for()
    look(page)
    page.reload()
    assert "31 months" not in card.inner_text()
