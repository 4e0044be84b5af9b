"""Four years are over: a hold is released, one supervising analyst proposes, another agrees, the certificate stands there."""

from datetime import UTC, datetime, timedelta
from typing import Any

from screening.city_time import now
from screening.domain import history, legal_hold
from screening.domain import records_deletion as deletions
from screening.enums import Role
from screening.models import Application
from tests.factories import make_evaluated_application, make_posting, make_staff
from tests.journeys.steps import look, sign_in

OLD = datetime(2021, 5, 1, 19, tzinfo=UTC)


def test_held_then_proposed_then_agreed(new_page: Any, live_server: Any, transactional_db: None) -> None:
    base = str(live_server.url)
    first = make_staff(Role.SUPERVISING_ANALYST)
    second = make_staff(Role.SUPERVISING_ANALYST, "second@example.org")
    posting = make_posting(opens_at=OLD - timedelta(days=9), closes_at=OLD + timedelta(days=9))
    make_evaluated_application(posting, at=OLD)
    legal_hold.place(actor=second, posting=posting, reason="Park v. City", at=OLD)
    page = new_page()
    sign_in(page, base, first.email)
    page.get_by_role("link", name="Records", exact=True).click()
    page.get_by_role("link", name="Retention").click()
    look(page)
    page.get_by_role("link", name="Utility Clerk").click()
    look(page)
    assert page.get_by_role("button", name="Propose to delete the records").count() == 0
    page.get_by_label("Why it is released").fill("The case was settled.")
    page.get_by_role("button", name="Release the hold").click()
    page.get_by_label("Why the records are deleted").fill("Four years are over.")
    page.get_by_role("button", name="Propose to delete the records").click()
    page.get_by_text("Another supervising analyst must agree").wait_for()
    look(page)
    assert page.get_by_role("button", name="Agree: delete the records").count() == 0

    page = new_page(viewport={"width": 375, "height": 800})
    sign_in(page, base, second.email)
    page.goto(f"{base}/admin/screening/recordsdeletion/{posting.pk}/")
    look(page)
    page.get_by_role("button", name="Agree: delete the records").click()
    page.get_by_text("You agreed.").wait_for()
    assert deletions.delete_due(clock=now) == 1
    page.reload()
    look(page)
    page.get_by_role("row", name="screening_application 1").wait_for()
    assert not Application.objects.exists()
    history.seal(at=now())
    assert history.faults() == []
    with page.expect_download() as given:
        page.get_by_role("link", name="Certificate").click()
    assert "Four years are over." in given.value.path().read_text(encoding="utf-8")
