"""The pages that anybody may read."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from django.utils.html import strip_tags

from postings.data_file import read_data_file
from postings.domain.cancel import cancel_posting
from postings.models import Posting
from tests.factories_postings import make_posting, make_published_posting
from tests.postings.data_files import load, load_and_publish, own_file, small

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_november_day():
    with time_machine.travel(NOW, tick=False):
        yield


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def words(html: str) -> str:
    """The words of a page as they are read, without its navigation and footer."""
    main = re.search(r"<main.*</main>", html, re.DOTALL)
    assert main is not None
    return " ".join(unescape(strip_tags(main[0].replace("<", " <"))).split())


def printed(data: object) -> list[str]:
    """Every text of a data file's sections."""
    if isinstance(data, str):
        return [data]
    return [text for value in (data.values() if isinstance(data, dict) else data) for text in printed(value)]


def test_without_an_open_job_the_list_says_so(client: Client) -> None:
    make_posting()
    assert "No jobs are open right now" in words(page(client, "/"))


def test_an_open_job_is_listed_with_its_department_and_its_closing_time(client: Client) -> None:
    make_published_posting(closes_at=datetime(2026, 12, 5, 1, tzinfo=UTC))
    html = page(client, "/")
    assert '<a class="card__link" href="/postings/clerk/">Clerk</a>' in html
    assert (
        "Clerk Public Utilities Closes Friday, December 4, 2026 at 5:00 p.m. Pacific, in 12 days."
        in words(html)
    )


def test_a_continuous_job_is_marked(client: Client) -> None:
    make_published_posting()
    assert "Continuous Open until further notice. We say so at least 5 days before we close it." in words(
        page(client, "/")
    )


@pytest.mark.parametrize("name", ["customer-services-representative", "bus-driver", "database-administrator"])
def test_a_postings_page_shows_every_word_of_its_text(client: Client, name: str) -> None:
    data = read_data_file(own_file(name))
    load_and_publish(data)
    shown = words(page(client, f"/postings/{name}/"))
    texts = [
        line.strip().removeprefix("- ") for text in printed(data["sections"]) for line in text.splitlines()
    ]
    assert [text for text in texts if " ".join(text.split()) not in shown] == []
    assert [text for text in data["requirement_sentences"] if " ".join(text.split()) not in shown] == []


def test_a_postings_page_costs_the_same_whatever_its_revisions(
    client: Client, django_assert_num_queries
) -> None:
    load_and_publish(small())
    page(client, "/postings/clerk/")
    with django_assert_num_queries(5):
        page(client, "/postings/clerk/")
    load_and_publish(small(eligible_list={"days": 90}))
    load_and_publish(small(eligible_list={"days": 60}))
    page(client, "/postings/clerk/")
    with django_assert_num_queries(5):
        page(client, "/postings/clerk/")


def test_the_wage_of_each_date_is_shown_where_a_base_is_entered(client: Client) -> None:
    load_and_publish(small())
    shown = words(page(client, "/postings/clerk/"))
    assert "The wage is $24.50 to $29.52 per hour before these increases." in shown
    assert "July 1, 2025 in effect 5% general wage increase $25.73 to $31.00" in shown


def test_without_a_base_the_dated_increases_are_shown(client: Client) -> None:
    load_and_publish(read_data_file(own_file("customer-services-representative")))
    shown = words(page(client, "/postings/customer-services-representative/"))
    assert (
        "July 1, 2025 in effect 5% general wage increase January 1, 2026 in effect 5% special salary wage"
        in shown
    )


def test_the_lists_days_are_counted_for_the_reader(client: Client) -> None:
    load_and_publish(small())
    with time_machine.travel(datetime(2025, 5, 1, 19, tzinfo=UTC), tick=False):
        shown = words(page(client, "/postings/clerk/"))
    assert "a list established on May 1, 2025 is good through October 28, 2025, the whole day" in shown


def test_an_open_posting_can_be_applied_for(client: Client) -> None:
    load_and_publish(small())
    html = page(client, "/postings/clerk/")
    assert (
        html.count('href="/postings/clerk/apply/"') == 3
    )  # at the top, at the side, in the bar on small screens
    assert "Closes Friday, December 4, 2026 at 5:00 p.m. Pacific, in 12 days." in words(html)


def test_a_closed_posting_says_so_and_stays_readable(client: Client) -> None:
    load_and_publish(small())
    with time_machine.travel(datetime(2026, 12, 5, 1, 0, 0, 1, tzinfo=UTC), tick=False):
        html = page(client, "/postings/clerk/")
    assert "This posting closed on Friday, December 4, 2026 at 5:00 p.m. Pacific." in words(html)
    assert "Answers letters." in words(html)
    assert html.count("/apply/") == 0


def test_a_cancelled_posting_says_so_and_stays_readable(client: Client) -> None:
    cancel_posting(actor=None, posting_id=load_and_publish(small()).posting_id, at=NOW)
    html = page(client, "/postings/clerk/")
    assert "This recruitment was cancelled." in words(html)
    assert "Answers letters." in words(html)
    assert html.count("/apply/") == 0


def test_before_it_opens_a_posting_says_from_when_to_apply(client: Client) -> None:
    load_and_publish(small(opening="2026-11-30 08:00"))
    html = page(client, "/postings/clerk/")
    assert "You can apply from Monday, November 30, 2026 at 8:00 a.m. Pacific." in words(html)
    assert html.count("/apply/") == 0


def test_a_past_revision_stays_readable_and_leads_to_the_current_one(client: Client) -> None:
    load_and_publish(small())
    load_and_publish(small(sections={"job_information": "Answers telephones."}), at=NOW)
    past = page(client, "/postings/clerk/revisions/3/")
    assert "This is a past revision" in words(past)
    assert "Answers letters." in words(past)
    assert past.count("/apply/") == 0
    current = page(client, "/postings/clerk/")
    assert "Answers telephones." in words(current)
    assert (
        '<a href="/postings/clerk/revisions/3/">Rev. 3 - April 18, 2025 (New Recruitment Date)</a>' in current
    )


@pytest.mark.parametrize(
    "path",
    [
        "/postings/clerk/",
        "/postings/clerk/revisions/3/",
        "/postings/nobody/",
        "/postings/nobody/revisions/1/",
    ],
)
def test_a_draft_and_an_unknown_posting_are_not_there(client: Client, path: str) -> None:
    load(small())
    page(client, path, status=404)


@pytest.mark.parametrize("number", [1, 4, 99999999999])
def test_a_draft_revision_and_an_unknown_one_are_not_there(client: Client, number: int) -> None:
    load_and_publish(small())
    load(small(eligible_list={"days": 90}))
    page(client, f"/postings/clerk/revisions/{number}/", status=404)


def test_how_applications_are_evaluated_is_a_page_of_its_own(client: Client) -> None:
    shown = words(page(client, "/how-we-evaluate/"))
    for heading in ("What the automated evaluation does", "What it does not do", "How to be heard"):
        assert heading in shown


@pytest.mark.parametrize(
    "path", ["/", "/postings/clerk/", "/postings/clerk/revisions/3/", "/how-we-evaluate/"]
)
def test_these_pages_are_only_read(client: Client, path: str) -> None:
    load_and_publish(small())
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_text_of_a_data_file_is_shown_as_text(client: Client) -> None:
    load_and_publish(small(sections={"job_information": "<script>alert(1)</script> & more"}))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page(client, "/postings/clerk/")
    assert Posting.objects.count() == 1


def test_the_days_left_are_the_citys(client: Client) -> None:
    make_published_posting(closes_at=datetime(2026, 12, 5, 1, tzinfo=UTC))
    with time_machine.travel(NOW + timedelta(days=12), tick=False):
        assert "at 5:00 p.m. Pacific, today." in words(page(client, "/"))
