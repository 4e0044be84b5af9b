"""An analyst filters a pool and takes it out as a file, with the columns chosen."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from screening.city_time import now
from screening.domain import pool_file
from screening.enums import Role
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff, make_user
from tests.journeys.steps import look, sign_in


def test_filtered_then_taken_out(page: Any, live_server: Any, transactional_db: None) -> None:
    base, posting = str(live_server.url), make_posting()
    for name, jobs in (("ada", None), ("ben", [make_job(end="2023-04-30")])):
        make_evaluated_application(posting, make_user(f"{name}@example.org", given=name), jobs=jobs)
    sign_in(page, base, make_staff(Role.ANALYST, posting=posting).email)
    page.goto(f"{base}/admin/screening/application/?outcome=not_met")
    page.get_by_role("link", name="Take this list out as a file").click()
    page.get_by_text("1 application under the list’s filter").wait_for()
    look(page)
    page.get_by_label("Months on record").check()
    page.get_by_label("With the answers to the supplemental questions").check()
    page.get_by_label("Comma-separated values (CSV)").check()
    with page.expect_download() as given:
        page.get_by_role("button", name="Download the file").click()
    text = given.value.path().read_text(encoding="utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["Evaluation"], row["Months on record"]) == (
        "Does not meet a requirement",
        "clerical: 4.0 of 12; customer service: 4.0 of 6",
    )
    assert row["Have you worked with a phone system?"] == "yes"


def test_a_long_list_is_made_in_the_background(
    page: Any,
    live_server: Any,
    transactional_db: None,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("screening.admin.pool_export.AT_ONCE", 1)
    base, posting = str(live_server.url), make_posting()
    for name in ("ada", "ben"):
        make_evaluated_application(posting, make_user(f"{name}@example.org", given=name))
    sign_in(page, base, make_staff(Role.ANALYST, posting=posting).email)
    page.goto(f"{base}/admin/screening/application/export/")
    page.get_by_label("Comma-separated values (CSV)").check()
    look(page)
    page.get_by_role("button", name="Make the file").click()
    page.get_by_text("Being made", exact=True).wait_for()
    look(page)
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Nothing was taken out.").wait_for()
    page.goto(f"{base}/admin/screening/application/export/")
    page.get_by_role("button", name="Make the file").click()
    page.get_by_text("Being made", exact=True).wait_for()
    assert pool_file.make_due(clock=now) == 1
    page.set_viewport_size({"width": 375, "height": 800})
    page.reload()
    look(page)
    with page.expect_download() as given:
        page.get_by_role("link", name="Download").click()
    assert given.value.suggested_filename.endswith(".xlsx")
