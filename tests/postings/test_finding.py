"""Finding a job: the search, and the open jobs as programs read them."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from postings.domain.cancel import cancel_posting
from postings.models import JobClass, Posting
from tests.factories_postings import make_department, make_published_posting
from tests.postings.data_files import load_and_publish, small

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 28, 1, tzinfo=UTC)
LATER = datetime(2026, 12, 12, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_november_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def three_jobs() -> None:
    """A clerk that closes soon, a driver that closes later, a librarian without a closing date."""
    make_published_posting("clerk", "Clerk", closes_at=FRIDAY, sections={"job_information": "Answers calls."})
    driver = make_published_posting(
        "driver", "Bus Driver", closes_at=LATER, sections={"job_information": "Drives buses of the city."}
    )
    library = make_published_posting("librarian", "Librarian", sections={"job_information": ["Lends books."]})
    Posting.objects.filter(pk=driver.pk).update(
        job_class=JobClass.objects.create(slug="driver", title="Driver")
    )
    Posting.objects.filter(pk=library.pk).update(department=make_department("library", "Public Library"))


def found(client: Client, query: str, status: int = 200) -> list[str]:
    response = client.get(f"/?{query}")
    assert response.status_code == status
    return re.findall(r'card__link" href="/postings/([^/]+)/"', response.content.decode())


@pytest.mark.usefixtures("three_jobs")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["clerk", "driver", "librarian"]),
        ("q=call", ["clerk"]),  # the text says calls
        ("q=LIBR", ["librarian"]),  # part of a title
        ("q=public+books", ["librarian"]),  # one word in the department, one in the text
        ("q=clerk+buses", []),
        ("q=drives+of+the+city", ["driver"]),
        ("q=job_information", []),  # the name of a section is no word of the posting
        ("q=-driver%2A", ["driver"]),
        ("q=%27%22%3A%26%7C%21%28", ["clerk", "driver", "librarian"]),
        ("job_class=driver", ["driver"]),
        ("department=library", ["librarian"]),
        ("closing=week", ["clerk"]),
        ("closing=month", ["clerk", "driver"]),
        ("closing=continuous", ["librarian"]),
        ("q=bus&closing=month&department=public-utilities&job_class=driver", ["driver"]),
    ],
)
def test_jobs_are_found_by(client: Client, query: str, expected: list[str]) -> None:
    assert found(client, query) == expected


@pytest.mark.usefixtures("three_jobs")
@pytest.mark.parametrize("query", ["department=moon", "job_class=moon", "closing=moon", "q=" + "x" * 101])
def test_what_cannot_be_searched_for_is_said(client: Client, query: str) -> None:
    assert found(client, query, status=400) == ["clerk", "driver", "librarian"]
    assert "There is a problem" in client.get(f"/?{query}").content.decode()


@pytest.mark.usefixtures("three_jobs")
def test_a_search_without_a_result_says_what_to_do(client: Client) -> None:
    page = client.get("/?q=astronaut").content.decode()
    assert "No open job matches your search" in page
    assert 'value="astronaut"' in page


def test_pages_keep_the_search(client: Client) -> None:
    for number in range(45):
        make_published_posting(f"clerk-{number:02}", f"Clerk {number:02}")
    first = client.get("/?q=clerk").content.decode()
    assert found(client, "q=clerk") == [f"clerk-{number:02}" for number in range(20)]
    assert "45 jobs found" in first
    assert 'href="?q=clerk&amp;page=2" rel="next"' in first
    assert found(client, "q=clerk&page=3") == [f"clerk-{number:02}" for number in range(40, 45)]
    assert len(found(client, "page=99")) == 5
    assert len(found(client, "page=-1")) == 5
    assert len(found(client, "page=x")) == 20


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_search_costs_the_same_whatever_its_length(
    client: Client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_published_posting(f"clerk-{number}", f"Clerk {number}")
    with django_assert_num_queries(4):  # classes, departments, how many, one page
        assert len(found(client, "q=clerk&closing=continuous")) == min(count, 20)


def data_of(page: str) -> dict:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == 1
    return json.loads(blocks[0])


def test_search_engines_read_the_posting_as_data(client: Client) -> None:
    load_and_publish(small())
    data = data_of(client.get("/postings/clerk/").content.decode())
    assert (data["@type"], data["title"], data["validThrough"], data["directApply"]) == (
        "JobPosting",
        "Clerk",
        "2026-12-05T01:00:00+00:00",
        True,
    )
    assert data["datePosted"] == "2025-04-18T16:00:00+00:00"
    assert data["description"] == "<h2>Job information</h2><p>Answers letters.</p>"
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "minValue": 24.5,
        "maxValue": 29.52,
        "unitText": "HOUR",
    }
    assert data["jobLocation"]["address"]["addressLocality"] == "San Diego"


def test_no_text_of_a_posting_ends_the_data(client: Client) -> None:
    words = "</script><script>alert(1)</script> <!-- & more"
    load_and_publish(small(sections={"job_information": words}))
    page = client.get("/postings/clerk/").content.decode()
    assert unescape(data_of(page)["description"]) == f"<h2>Job information</h2><p>{words}</p>"
    assert page.count("alert(1)</script>") == 0


def test_only_the_posting_that_can_be_applied_for_is_data(client: Client) -> None:
    revision = load_and_publish(small())
    assert "ld+json" not in client.get("/postings/clerk/revisions/3/").content.decode()
    cancel_posting(actor=None, posting_id=revision.posting_id, at=NOW)
    assert "ld+json" not in client.get("/postings/clerk/").content.decode()


@pytest.mark.usefixtures("three_jobs")
def test_the_feed_names_the_open_jobs(client: Client) -> None:
    response = client.get("/jobs.atom")
    text = response.content.decode()
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert sorted(re.findall(r"<title>(.*?)</title>", text)) == [
        "Bus Driver",
        "Clerk",
        "Librarian",
        "Open jobs",
    ]
    assert "Closes Friday, November 27, 2026 at 5:00 p.m. Pacific, in 5 days." in text


@pytest.mark.usefixtures("three_jobs")
def test_the_sitemap_names_the_pages_and_robots_name_the_sitemap(client: Client, settings) -> None:
    text = client.get("/sitemap.xml").content.decode()
    assert sorted(re.findall(r"<loc>http://testserver(.*?)</loc>", text)) == [
        "/",
        "/how-we-evaluate/",
        "/postings/clerk/",
        "/postings/driver/",
        "/postings/librarian/",
    ]
    robots = client.get("/robots.txt").content.decode()
    assert f"\nSitemap: {settings.SITE_URL}/sitemap.xml\n" in robots
    assert "Disallow: /applications/\n" in robots


@pytest.mark.usefixtures("three_jobs")
def test_the_calendar_holds_each_closing_instant(client: Client) -> None:
    response = client.get("/closing-dates.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(response.content).walk("VEVENT")
    assert [(str(event["summary"]), event.decoded("dtstart")) for event in events] == [
        ("Last moment to apply: Clerk", FRIDAY),
        ("Last moment to apply: Bus Driver", LATER),
    ]


def test_one_job_goes_into_a_calendar_while_it_is_open(client: Client) -> None:
    load_and_publish(small())
    make_published_posting("librarian", "Librarian")
    page = client.get("/postings/clerk/").content.decode()
    assert page.count('href="/postings/clerk/closing-date.ics"') == 2  # at the top and at the side
    events = Calendar.from_ical(client.get("/postings/clerk/closing-date.ics").content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [datetime(2026, 12, 5, 1, tzinfo=UTC)]
    assert client.get("/postings/librarian/closing-date.ics").status_code == 404
    with time_machine.travel(LATER, tick=False):
        assert client.get("/postings/clerk/closing-date.ics").status_code == 404


@pytest.mark.parametrize("path", ["jobs.atom", "closing-dates.ics", "sitemap.xml"])
@pytest.mark.parametrize("count", [1, 3])
def test_what_programs_read_costs_the_same_whatever_its_length(
    client: Client, django_assert_num_queries, path: str, count: int
) -> None:
    for number in range(count):
        make_published_posting(f"clerk-{number}", f"Clerk {number}", closes_at=LATER)
    with django_assert_num_queries(2 if path == "sitemap.xml" else 1):
        client.get(f"/{path}")
