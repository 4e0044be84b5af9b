"""An analyst keeps a filter, takes facts from outside in after mending the file, sees the outcome change, and takes them back."""

from pathlib import Path
from typing import Any

from screening.city_time import now
from screening.domain import evaluation, fact_import_taking
from screening.enums import Role
from tests.factories import make_evaluated_application, make_posting, make_staff, make_user
from tests.journeys.steps import look, sign_in
from tests.screening.admin.scene import UNSURE


def test_filter_kept_facts_taken_in_and_back(
    page: Any, live_server: Any, transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    base, posting = str(live_server.url), make_posting()
    ada, ben = (
        make_evaluated_application(posting, make_user(f"{name.lower()}@example.org", given=name), jobs=UNSURE)
        for name in ("Ada", "Ben")
    )
    sign_in(page, base, make_staff(Role.ANALYST, posting=posting).email)
    _keep_a_filter(page, base)
    file = tmp_path / "facts.csv"
    file.write_text(f"Receipt,Fact,Value\n{ada.receipt},job 1 duties call_center,perhaps\n")
    page.get_by_role("link", name="Facts from outside").click()
    page.get_by_role("main").get_by_role("link", name=str(posting)).click()
    page.get_by_label("Found out by").fill("Employers' records office")
    page.get_by_label("Why they count").fill("The employer's records of April 2025 show it.")
    page.get_by_label("File of facts").set_input_files(file)
    look(page)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("“perhaps” is no value of this fact.").wait_for()
    look(page)
    page.go_back()
    rows = [f"{one.receipt},job 1 duties call_center,yes\n" for one in (ada, ben)]
    file.write_text("Receipt,Fact,Value\n" + "".join(rows) + f"{ben.receipt},job 1 hours_per_week,20\n")
    page.get_by_label("Found out by").fill("Employers' records office")
    page.get_by_label("Why they count").fill("The employer's records of April 2025 show it.")
    page.get_by_label("File of facts").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("3 facts of 2 applications would be settled.").wait_for()
    look(page)
    page.get_by_role("button", name="Take 3 facts in").click()
    page.get_by_text("Being taken in", exact=True).wait_for()
    _work()
    page.reload()
    page.get_by_text("3 facts settled, 3 count still.").wait_for()
    look(page)
    page.set_viewport_size({"width": 375, "height": 800})
    look(page)
    page.get_by_role("link", name="Ada Park").click()
    page.get_by_text("Employers' records office: facts.csv, row 2").wait_for()
    ada.refresh_from_db()
    assert ada.outcome == "met"
    page.go_back()
    page.get_by_label("Why the facts are taken back").fill("It was another employer.")
    page.get_by_role("button", name="Take its facts back").click()
    page.get_by_text("Being taken back", exact=True).wait_for()
    _work()
    page.reload()
    page.get_by_text("3 facts settled, 0 count still.").wait_for()
    ada.refresh_from_db()
    assert ada.outcome == "undetermined"


def _keep_a_filter(page: Any, base: str) -> None:
    page.goto(f"{base}/admin/screening/application/?outcome=undetermined")
    page.get_by_role("link", name="Keep this filter by name").click()
    page.get_by_label("Name", exact=True).fill("A person must look")
    page.get_by_label("Share it with the office").check()
    look(page)
    page.get_by_role("button", name="Keep the filter").click()
    page.get_by_text("The filter is kept as “A person must look”.").wait_for()
    look(page)
    page.get_by_role("link", name="All filters kept by name").click()
    look(page)
    page.get_by_role("main").get_by_role("link", name="A person must look", exact=True).click()
    page.get_by_role("link", name="Ada Park").click()
    page.get_by_role("link", name="Next in the queue").press("Enter")
    page.get_by_role("heading", name="Ben Park").wait_for()


def _work() -> None:
    fact_import_taking.work_due(clock=now)
    evaluation.evaluate_due(clock=now)
