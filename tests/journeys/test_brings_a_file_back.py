"""A manager fills in the list's own spreadsheet and brings it back: a mistake is mended, then all of it is recorded."""

import csv
import io
from typing import Any

from postings.models import Posting
from screening.city_time import city_day, now
from screening.models import Disposition, User
from tests.factories_hiring import issue_list, make_vacancy
from tests.journeys.pool import establish
from tests.journeys.steps import look, sign_in


def test_the_spreadsheet_goes_out_and_comes_back(
    page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    eligible_list = establish(posting, analyst, {"Ada": ["sap"], "Ben": []})
    vacancy = make_vacancy(manager, posting.job_class, department=posting.department, at=now())
    issued = issue_list(manager, vacancy, eligible_list, at=now())
    page.set_viewport_size({"width": 375, "height": 800})
    sign_in(page, base, manager.email)
    page.goto(f"{base}/hiring/interview-lists/{issued.pk}/")
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV file").click()
    text = taken.value.path().read_text(encoding="utf-8-sig")
    page.get_by_role("link", name="Bring a file back").click()
    look(page)

    bring(page, filled(text, {"Ada Person": ("Not selected", "", "")}))
    assert "Nothing was recorded" in page.inner_text("main")
    assert "enter the day on which it happened" in page.inner_text("main")
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    today = city_day(now())
    day = f"{today.month}/{today.day}/{today.year}"
    bring(
        page,
        filled(text, {"Ada Person": ("Interview set", day, "Tuesday"), "Ben Person": ("No reply", day, "")}),
    )
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    with page.expect_navigation():
        page.get_by_role("button", name="Record for 2 names").click()
    assert "Recorded for 2 names." in page.inner_text("main")
    assert [row.kind for row in Disposition.objects.order_by("pk")] == ["interview_set", "no_reply"]


def filled(text: str, cells: dict[str, tuple[str, str, str]]) -> bytes:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        if row["Name"] in cells:
            row["Disposition"], row["On"], row["Note"] = cells[row["Name"]]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def bring(page: Any, content: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": "list.csv", "mimeType": "text/csv", "buffer": content})
    with page.expect_navigation():
        page.get_by_role("button", name="Look at the file").click()
