"""The task list: what is done, when it was saved, how long the rest takes, and how much time is left."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from postings.city_time import clock_in_words, time_left
from screening.models import Application, User
from tests.factories import FILED_AT, make_application, make_job, make_posting

NOW = datetime(2026, 11, 2, 5, 14, tzinfo=UTC)  # Sunday, November 1, 9:14 p.m. in San Diego


def words_of(client: Client, application: Application, page: str = "application") -> str:
    answer = client.get(reverse(f"applicant:{page}", args=[application.pk]))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_each_section_says_when_it_was_saved_and_how_long_it_takes(
    signed_in: Client, applicant: User
) -> None:
    posting = make_posting(closes_at=FILED_AT + timedelta(days=2, hours=5, minutes=9))
    application = make_application(posting, applicant, at=FILED_AT - timedelta(minutes=30))
    application.sections.filter(section="questions").delete()
    with time_machine.travel(FILED_AT, tick=False):
        page = words_of(signed_in, application)
    assert "Time left now: 2 days and 5 hours." in page
    assert "2 of 3 sections are done." in page
    assert page.count(f"Saved {clock_in_words(FILED_AT - timedelta(minutes=30), now=FILED_AT)} ") == 2
    assert "About 2 minutes." in page


def test_what_was_not_begun_says_how_long_a_job_takes(signed_in: Client, draft: Application) -> None:
    draft.sections.filter(section="work_history").delete()
    assert "About 4 minutes a job." in words_of(signed_in, draft)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "today at 9:14 p.m."),
        (timedelta(hours=21), "today at 1:14 a.m."),
        (timedelta(hours=23), "yesterday at 11:14 p.m."),
        (timedelta(days=3), "on October 29, 2026 at 10:14 p.m."),
    ],
)
def test_when_it_was_is_said_by_the_citys_clock(ago: timedelta, words: str) -> None:
    assert clock_in_words(NOW - ago, now=NOW) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=3, hours=5, minutes=40), "3 days and 5 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=2, minutes=1), "2 hours and 1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(0), "less than a minute"),
        (-timedelta(seconds=1), ""),
    ],
)
def test_the_time_left_is_never_said_longer_than_it_is(left: timedelta, words: str) -> None:
    assert time_left(NOW + left, now=NOW) == words


def test_jobs_are_folded_on_the_check_page_and_can_all_be_shown(signed_in: Client, applicant: User) -> None:
    jobs = [make_job(f"job{number}") for number in range(3)] + [make_job("job3", kind="")]
    application = make_application(make_posting(), applicant, jobs=jobs, at=FILED_AT)
    address = reverse("applicant:check", args=[application.pk])
    page = signed_in.get(address).content.decode()
    assert (page.count("<details"), len(re.findall(r"<details[^>]* open>", page))) == (4, 0)
    assert "January 1, 2023 to June 30, 2024; 40 hours a week; 2 of 2 questions about duties answered" in page
    whole = signed_in.get(f"{address}?open=all").content.decode()
    assert len(re.findall(r"<details[^>]* open>", whole)) == 4
    for number in range(4):
        for name in ("job", "duties"):
            assert reverse(f"applicant:{name}", args=[application.pk, f"job{number}"]) in page


def test_what_is_missing_stands_before_the_answers(signed_in: Client, draft: Application) -> None:
    draft.sections.filter(section="questions").delete()
    page = words_of(signed_in, draft, "check")
    assert page.index("Before you can send") < page.index("Given names")
