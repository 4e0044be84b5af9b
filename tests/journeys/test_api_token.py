"""A supervising analyst makes a token for a department's system; the system reads; the token is revoked."""

from typing import Any

from screening.enums import Role
from tests.factories import make_staff
from tests.factories_postings import make_department
from tests.journeys.steps import look, sign_in


def test_made_used_and_revoked(new_page: Any, live_server: Any, transactional_db: None) -> None:
    base = str(live_server.url)
    supervisor = make_staff(Role.SUPERVISING_ANALYST)
    make_department("library", "Library")
    page = new_page()
    sign_in(page, base, supervisor.email)
    page.get_by_role("link", name="API tokens").click()
    page.get_by_role("link", name="Make an API token").click()
    page.get_by_role("button", name="Make the token").click()
    page.get_by_role("alert").get_by_text("Choose the last day on which it may be used.").wait_for()
    look(page)
    page.get_by_label("What it is for", exact=True).fill("Nightly staffing report")
    page.get_by_label("Department", exact=True).select_option("Library")
    page.get_by_label("Dispositions: what became").check()
    page.get_by_label("Last day", exact=True).fill(
        str(page.evaluate("new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10)"))
    )
    page.get_by_role("button", name="Make the token").click()
    secret = page.get_by_role("region", name="Nightly staffing report").inner_text().strip()
    look(page)

    def read() -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return int(page.request.get(f"{base}/api/v1/dispositions/", headers=headers).status)

    assert read() == 200
    page.get_by_role("link", name="I have copied it").click()
    page.get_by_text("Last used").wait_for()
    look(page)
    page.set_viewport_size({"width": 375, "height": 800})
    look(page)
    page.get_by_role("button", name="Revoke").click()
    page.get_by_text("Nothing can be read with it any more.").wait_for()
    assert read() == 401
    page.get_by_role("link", name="reference of the read API").click()
    page.get_by_role("heading", name="Names on an interview list").wait_for()
    look(page)
