"""Check yourself first: the same engine, nearest ways, and nothing kept."""

import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from http.cookiejar import CookieJar
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.html import strip_tags

from postings.data_file import read_data_file
from postings.models import Posting
from screening.models import Application, Submission
from tests.postings.data_files import load_and_publish, own_file
from tests.processes import RunningProcess

SLUG = "customer-services-representative"
URL = f"/postings/{SLUG}/check-yourself/"
JOB = {
    "title": "Agent",
    "start_month": "1", "start_day": "1", "start_year": "2023",
    "end_month": "12", "end_day": "31", "end_year": "2024",
    "hours_per_week": "40", "kind": "regular", "city_employee": "no",
}  # fmt: skip
CALLS = {
    "clerical": "yes", "high_volume_section": "yes", "strictly_customer_service": "yes",
    "retail_or_general_contact": "no", "call_center_inbound": "yes", "call_center_outbound": "yes",
    "remittance_centralized_billing": "no", "utility_information": "no", "billing_inquiries": "no",
    "delinquent_collection": "no", "service_applications": "no", "technical_troubleshooting": "no",
    "public_inquiries_complaints": "no",
}  # fmt: skip
TYPES = {"source": "self_reported", "net_wpm": "40"}


@pytest.fixture
def posting(db: None) -> Posting:
    return load_and_publish(read_data_file(own_file(SLUG)), at=datetime.now(UTC)).posting


class Walk:
    """One person's way through the pages, whichever client carries the POSTs."""

    def __init__(self, post: Callable[[dict[str, str]], str]) -> None:
        self.send, self.page = post, ""

    def go(self, **fields: str) -> str:
        state = re.search(r'name="so_far" value="([^"]+)"', self.page)
        self.page = self.send({**({"so_far": state[1]} if state else {}), **fields})
        return self.page

    def whole(self, job: dict[str, str] = JOB, duties: dict[str, str] = CALLS) -> str:
        self.go(go="after-")
        self.go(page="job", **job)
        self.go(page="duties", job="0", **duties)
        self.go(go="after-jobs")
        return self.go(page="typing", **TYPES)


@pytest.fixture
def walk(client: Client, posting: Posting) -> Walk:
    return Walk(lambda fields: client.post(URL, fields).content.decode())


def words(page: str) -> str:
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    return " ".join(unescape(strip_tags(main[0].replace("<", " <"))).split()) if main else ""


def test_who_covers_everything_is_told_so_and_led_to_apply(walk: Walk) -> None:
    page = walk.whole()
    assert "What you entered covers every minimum requirement This is not a decision." in words(page)
    assert "The nearest way" not in page
    assert f'href="/postings/{SLUG}/apply/"' in page


def test_who_lacks_something_sees_the_nearest_way_and_just_what_it_lacks(walk: Walk) -> None:
    page = words(walk.whole(duties={**CALLS, "call_center_inbound": "no", "call_center_outbound": "no"}))
    assert "What you entered does not cover every minimum requirement yet" in page
    assert "The nearest way to qualify Six months of full-time customer service experience" in page
    assert "Typing at a corrected speed of 30 words per minute Met" in page


def test_what_is_open_goes_to_a_person_and_is_no_no(walk: Walk) -> None:
    page = words(walk.whole(duties={**CALLS, "call_center_inbound": "unsure"}))
    assert (
        "A person would look at some of what you entered This is not a decision, and it is not a no." in page
    )
    assert "Find out what you marked as not sure or left open." in page


def test_several_jobs_are_added_changed_and_removed(walk: Walk) -> None:
    walk.go(go="after-")
    walk.go(page="job", **JOB)
    walk.go(page="duties", job="0", **CALLS)
    walk.go(page="job", **{**JOB, "title": "Second"})
    both = walk.go(page="duties", job="1", **CALLS)
    assert re.findall(r'card__heading">(\w+)<', both) == ["Agent", "Second"]
    walk.go(page="job", job="0", **{**JOB, "title": "First"})
    assert 'value="yes" ' in walk.page  # its duties are as they were answered
    changed = walk.go(go="jobs")
    assert re.findall(r'card__heading">(\w+)<', changed) == ["First", "Second"]
    assert re.findall(r'card__heading">(\w+)<', walk.go(go="remove-0")) == ["Second"]


def test_a_job_without_dates_is_asked_again_with_what_to_mend(walk: Walk) -> None:
    walk.go(go="after-")
    page = words(walk.go(page="job", title="Agent"))
    assert "There are 5 problems" in page
    assert "Enter the month and year when you started." in page


def test_an_education_posting_asks_what_its_requirements_read(client: Client, db: None) -> None:
    load_and_publish(read_data_file(own_file("bus-driver")), at=datetime.now(UTC))
    walk = Walk(lambda f: client.post("/postings/bus-driver/check-yourself/", f).content.decode())
    walk.go(go="after-")
    assert "Education, licenses and records" in walk.go(go="after-jobs")
    questions = words(walk.go(page="education"))
    assert "A few questions" in questions
    assert "(optional)" not in questions
    assert "does not cover every minimum requirement yet" in words(walk.go(page="questions", english="yes"))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"so_far": "forged", "go": "result"}, 400),
        ({"go": "moon"}, 400),
        ({"page": "moon"}, 400),
        ({"page": "duties", "job": "7"}, 400),
        ({"page": "duties", "job": "-1"}, 400),
        ({"page": "job", "title": "x" * 201}, 400),
        ({"page": "job", **JOB, "hours_per_week": "169"}, 400),
        ({"page": "job", **JOB, "start_year": "10000"}, 400),
        ({"page": "typing", "source": "moon"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_read_gets_a_page_and_not_an_error(
    client: Client, posting: Posting, fields: dict[str, str], status: int
) -> None:
    assert client.post(URL, fields).status_code == status


def test_answers_for_an_older_text_begin_again(walk: Walk, client: Client) -> None:
    walk.go(go="after-")
    walk.go(page="job", **JOB)
    load_and_publish({**read_data_file(own_file(SLUG)), "eligible_list": {"days": 90}}, at=datetime.now(UTC))
    assert "The City changed this posting while you answered." in walk.go(go="result")


def test_changing_the_language_keeps_what_was_typed(walk: Walk) -> None:
    walk.go(go="after-")
    assert 'value="Typed"' in walk.go(page="job", title="Typed", switch_language="es")
    walk.go(page="job", **JOB)
    walk.go(page="duties", job="0", **CALLS)
    assert "Agent" in walk.go(at="jobs", switch_language="en")
    walk.go(go="after-jobs")
    walk.go(page="typing", **TYPES)
    assert "What you entered covers" in walk.go(at="result", switch_language="en")


CANARY = "Kanarienvogel7391"
HOURS = "137.39"  # three digits: no instant's seconds and their fraction look like it


def test_it_keeps_nothing_in_the_database_the_log_or_a_cookie(
    web_process: Callable[..., RunningProcess], posting: Posting
) -> None:
    """Through a real web server: canaries in every answer that takes text, then every text of every table is read."""
    web = web_process()
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    headers: list[Any] = []

    def post(fields: dict[str, str]) -> str:
        with opener.open(web.url + URL) as first:
            token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', first.read().decode())
        assert token is not None
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        with opener.open(urllib.request.Request(web.url + URL, body, {"Referer": web.url + URL})) as answer:
            headers.append(answer.headers)
            assert answer.url == web.url + URL
            return answer.read().decode()

    walk = Walk(post)
    page = walk.whole(job={**JOB, "title": CANARY, "hours_per_week": HOURS})
    assert CANARY in page
    assert "What you entered covers" in page
    assert {head["Cache-Control"] for head in headers} == {"no-store, private"}
    assert [cookie.name for cookie in jar] == ["csrftoken"]
    kept = [f"{cookie.name}={cookie.value}" for cookie in jar] + [str(head) for head in headers]
    web.stop()
    assert [text for text in [*kept, web.words()] if CANARY in text or HOURS in text] == []
    assert tables_with(CANARY) == tables_with(HOURS) == []
    assert tables_with("Customer Services Representative") != []  # the search does find what is there
    assert (Application.objects.count(), Submission.objects.count()) == (0, 0)


def tables_with(text: str) -> list[str]:
    """Every table of the database, sessions and the rest, with a row in which the text stands in any column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s LIMIT 1', [f"%{text}%"])
            found += [table] if cursor.fetchone() else []
    return found
