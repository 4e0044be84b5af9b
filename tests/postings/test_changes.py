"""What changed between two revisions, as anybody may read it."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client
from django.utils.html import strip_tags

from tests.postings.data_files import load_and_publish, small

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, tzinfo=UTC)
URL = "/postings/clerk/changes/3/4/"


def words(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    said = " ".join(unescape(strip_tags(main[0].replace("<", " <"))).split())
    return re.sub(r"\s*]", "]", said)


def twelve_to(months: int) -> dict:
    requirements = small()["minimum_requirements"]
    requirements["tree"]["experience"]["months"] = months
    return requirements


def test_each_part_says_what_changed_in_it(client: Client) -> None:
    load_and_publish(small())
    questions = small()["questions"]
    load_and_publish(
        small(
            closing="2026-12-11 17:00",
            eligible_list={"days": 90},
            sections={"job_information": "Answers long letters.", "highly_desirable": "Patience."},
            questions=[questions[0], {**questions[1], "text": "How many full months?"}],
            documents=[],
            minimum_requirements=twelve_to(6),
        ),
        at=AT,
    )
    page = words(client)
    for said in (
        "The eligible list lasts [removed: 180] days Now: The eligible list lasts [added: 90] days",
        "Before: Closes: Friday, December [removed: 4,] 2026",
        "Job information Changed Before: Answers letters. Now: Answers [added: long] letters.",
        "Highly desirable Added Patience.",
        "Now: How many [added: full] months?",
        "Documents Taken out Proof of employment (not required, may follow later).",
        "Not changed Questions about each job, Points for highly desirable qualifications.",
    ):
        assert said in page
    assert "What you must meet Changed Before: [removed: 1 year] of full-time experience" in page


def test_text_of_a_posting_is_text_here_too(client: Client) -> None:
    load_and_publish(small())
    load_and_publish(small(sections={"job_information": "<script>alert(1)</script>"}), at=AT)
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in client.get(URL).content.decode()


def test_the_posting_and_its_revisions_lead_to_the_comparison(client: Client) -> None:
    load_and_publish(small())
    assert "/changes/" not in client.get("/postings/clerk/").content.decode()
    load_and_publish(small(eligible_list={"days": 90}), at=AT)
    load_and_publish(small(eligible_list={"days": 60}), at=AT)
    assert 'href="/postings/clerk/changes/4/5/"' in client.get("/postings/clerk/").content.decode()
    assert (
        'href="/postings/clerk/changes/3/4/"' in client.get("/postings/clerk/revisions/4/").content.decode()
    )
    assert "lasts [removed: 180] days" in words(client, "/postings/clerk/changes/3/5/")


@pytest.mark.parametrize("pair", ["3/3", "4/3", "3/5", "1/4", "3/99999999999"])
def test_what_cannot_be_compared_is_not_there(client: Client, pair: str) -> None:
    load_and_publish(small())
    load_and_publish(small(eligible_list={"days": 90}), at=AT)
    assert client.get(f"/postings/clerk/changes/{pair}/").status_code == 404
    assert client.post(URL).status_code == 405


def test_a_comparison_costs_the_same_whatever_the_number_of_revisions(
    client: Client, django_assert_num_queries
) -> None:
    for days in (180, 90, 60, 30):
        load_and_publish(small(eligible_list={"days": days}), at=AT)
    client.get(URL)
    with django_assert_num_queries(5):
        client.get(URL)
