"""The list's last day is a whole day; on day 181 no name is sent from it, whether or not a task has run."""

from datetime import datetime, time, timedelta
from typing import Any

import time_machine

from postings.models import Posting
from screening.city_time import zone
from screening.domain import vacancy
from screening.models import EligibleListExpiry, InterviewList, User
from screening.tasks import nightly
from tests.journeys.pool import establish
from tests.journeys.steps import look, sign_in


def test_on_the_last_day_a_list_is_issued_and_on_the_next_none(
    page: Any, base: str, posting: Posting, analyst: User, manager: User
) -> None:
    placed = establish(posting, analyst, {"Ada": [], "Ben": []})
    last = datetime.combine(placed.expires_on, time(12), tzinfo=zone())
    with time_machine.travel(last):
        opened = vacancy.open_vacancy(
            actor=manager,
            department_id=posting.department_id,
            job_class_id=posting.job_class_id,
            requisition="WB-1",
            positions=1,
            location="",
            at=last,
        )
        sign_in(page, base, manager.email)
        page.goto(f"{base}/hiring/vacancies/{opened.pk}/interview-list/")
        look(page)
        page.fill("[name=names]", "1")
        page.get_by_role("button", name="See how many names this leaves").click()
        page.wait_for_load_state()
    with time_machine.travel(last + timedelta(days=1)):
        page.context.clear_cookies()
        sign_in(page, base, manager.email)
        page.goto(f"{base}/hiring/vacancies/{opened.pk}/interview-list/")
        look(page)
        assert "No eligible list of this class is in force" in page.inner_text("main")
        nightly()
    assert InterviewList.objects.count() == 0
    assert EligibleListExpiry.objects.get().eligible_list == placed
