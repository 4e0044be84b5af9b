"""An analyst uploads scores with a mistake in them, mends it, looks at what the file does, and takes it in."""

from pathlib import Path
from typing import Any

from screening.enums import Role
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user
from tests.journeys.steps import look, sign_in


def test_uploaded_mended_looked_at_and_taken_in(
    page: Any, live_server: Any, transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    base, posting = str(live_server.url), make_posting()
    ada, ben = (
        make_evaluated_application(posting, make_user(f"{name.lower()}@example.org", given=name))
        for name in ("Ada", "Ben")
    )
    file = tmp_path / "scores.csv"
    file.write_text(f"Receipt,Score\n{ada.receipt},87.25\n{ben.receipt},ninety\nX,=1+1\n")
    sign_in(page, base, make_staff(Role.ANALYST, posting=posting).email)
    page.get_by_role("link", name="Applications", exact=True).click()
    page.get_by_role("link", name="Examination scores").click()
    page.get_by_role("main").get_by_role("link", name=str(posting)).click()
    page.get_by_label("Examination", exact=True).fill("Written test")
    page.get_by_label("Held by", exact=True).fill("Cooperative Personnel Services")
    page.get_by_label("Held on", exact=True).fill("2025-05-01")
    page.get_by_label("File of scores").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("“ninety” is not a score.").wait_for()
    page.get_by_text("This is a formula.").wait_for()
    look(page)
    file.write_text(f"Receipt,Score\n{ada.receipt},87.25\n{ben.receipt},90\n")
    page.get_by_label("File of scores").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("2 first scores, 0 corrected, 0 as before.").wait_for()
    look(page)
    page.get_by_role("button", name="Take all 2 in").click()
    page.get_by_text("Taken in: 2 new or corrected scores of 2.").wait_for()
    page.set_viewport_size({"width": 375, "height": 800})
    look(page)
    page.goto(f"{base}/admin/screening/scoreimport/")
    look(page)
