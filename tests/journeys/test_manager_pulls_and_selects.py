"""A manager opens a vacancy, pulls an interview list, downloads it, and selects one person."""

import csv
from typing import Any

from postings.models import Posting
from screening.models import InterviewList, Selection, User
from tests.journeys.pool import establish
from tests.journeys.steps import look, sign_in


def test_from_the_vacancy_to_the_selection(
    page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    establish(posting, analyst, {"Ada": ["sap", "aspect"], "Ben": [], "Cy": ["sap"]})
    sign_in(page, base, manager.email)
    page.goto(f"{base}/home/")
    look(page)
    page.get_by_role("link", name="Open a vacancy").first.click()
    look(page)
    page.select_option("[name=job_class]", label="Customer Services Representative")
    page.fill("[name=requisition]", "WB-2026-014")
    page.get_by_role("button", name="Open").click()
    page.wait_for_load_state()
    look(page)
    page.get_by_role("link", name="Ask for an interview list").first.click()
    look(page)
    page.fill("[name=names]", "2")
    page.get_by_role("button", name="See how many names this leaves").click()
    page.wait_for_load_state()
    look(page)
    page.get_by_role("button", name="Issue interview list 1 with 2 names").click()
    page.wait_for_load_state()
    look(page)
    issued = InterviewList.objects.get()
    names = [referral.entry.application.name for referral in issued.referrals.order_by("order")]
    assert names == ["Ada Person", "Cy Person"]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    rows = list(csv.reader(open(download.value.path(), encoding="utf-8-sig")))  # noqa: SIM115
    assert [row for row in rows if any("Ada" in cell for cell in row)] != []
    page.goto(f"{base}/hiring/interview-lists/{issued.pk}/print/")
    look(page)
    first = issued.referrals.order_by("order")[0]
    page.goto(f"{base}/hiring/referrals/{first.pk}/")
    look(page)
    for kind in ("interview_set", "interviewed", "selected"):
        page.select_option("[name=kind]", kind)
        page.get_by_role("button", name="Record").click()
        page.wait_for_load_state()
        look(page)
    assert Selection.objects.get(ended_at__isnull=True).person == first.entry.person
