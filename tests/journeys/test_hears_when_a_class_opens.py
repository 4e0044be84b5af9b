"""From a posting to the mailbox, the confirmation, the news of a job, and the end by one click."""

import re
from typing import Any

from django.core import mail
from django.utils import timezone

from screening.domain import letter
from screening.models import InterestCard
from screening.tasks import sweep
from tests.journeys.steps import look
from tests.postings.data_files import load_and_publish, small


def newest_link(base: str) -> str:
    letter.send_due(at=timezone.now())
    found = re.findall(r"/tell-me/(?:confirm|end)/\S+", str(mail.outbox[-1].body))
    return base + found[-1]


def test_somebody_without_an_account_is_told_and_ends_it(base: str, page: Any) -> None:
    page.goto(f"{base}/postings/customer-services-representative/")
    page.get_by_role("link", name="Tell me when this class opens").first.click()
    look(page)
    page.get_by_role("button", name="Tell me").click()
    look(page)  # the address is missing, and said to be
    page.fill("[name=address]", "rosa@example.org")
    page.get_by_role("button", name="Tell me").click()
    page.get_by_role("heading", name="Check your mail").wait_for()
    look(page)
    page.goto(newest_link(base))
    look(page)
    page.get_by_role("button", name="Yes, write to me").click()
    page.get_by_role("heading", name="Confirmed").wait_for()
    look(page)
    same_class = {"slug": "customer-services-representative", "title": "Customer Services Representative"}
    load_and_publish(small(posting={**small()["posting"], "class": same_class}), at=timezone.now())
    sweep()
    assert mail.outbox[-1].subject == "New job posted: Clerk"
    page.goto(newest_link(base))
    look(page)
    page.get_by_role("button", name="End these messages").click()
    page.get_by_role("heading", name="Ended").wait_for()
    look(page)
    assert InterestCard.objects.count() == 0
