"""The analysts' view of postings: who sees which, what is shown, and the verbs behind its pages."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from postings.data_file import read_data_file
from postings.enums import PostingState
from postings.models import Posting
from screening.enums import Role
from tests.factories import make_staff, make_user
from tests.postings.data_files import load, load_and_publish, own_file, small
from tests.postings.test_views import words

pytestmark = pytest.mark.django_db

LIST = "/admin/postings/posting/"
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_november_day():
    with time_machine.travel(NOW, tick=False):
        yield


def another(slug: str) -> dict[str, Any]:
    data = small()
    data["posting"] = data["posting"] | {"slug": slug, "title": slug.capitalize()}
    return data


def signed_in(role: Role, **scope: Any) -> Client:
    client = Client()
    client.force_login(
        make_staff(role, **scope), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return words(response.content.decode())


def pages_of(posting: Posting) -> list[str]:
    here = f"{LIST}{posting.pk}/"
    return [f"{here}{page}/" for page in ("change", "close", "cancel", "revisions/3", "revisions/3/publish")]


def test_an_analyst_sees_the_postings_they_work_on_and_no_other() -> None:
    own = load_and_publish(small()).posting
    other = load_and_publish(another("typist")).posting
    analyst = signed_in(Role.ANALYST, posting=own)
    shown = page(analyst, LIST)
    assert ("Clerk" in shown, "Typist" in shown) == (True, False)
    page(analyst, f"{LIST}{own.pk}/change/")
    for path in pages_of(other):
        page(analyst, path, status=404)


@pytest.mark.parametrize("role", [Role.SUPERVISING_ANALYST, Role.AUDITOR])
def test_supervising_analysts_and_auditors_see_all(role: Role) -> None:
    load_and_publish(small())
    load(another("typist"))
    shown = page(signed_in(role), LIST)
    assert ("Clerk" in shown, "Typist" in shown) == (True, True)


def test_nobody_else_finds_the_room() -> None:
    posting = load_and_publish(small()).posting
    applicant = Client()
    applicant.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    people = [
        applicant,
        signed_in(Role.HIRING_MANAGER, department=posting.department),
        signed_in(Role.SYSTEM_ADMINISTRATOR),
    ]
    for client in people:
        for path in [LIST, *pages_of(posting)]:
            assert (path, client.get(path).status_code, client.post(path).status_code) == (path, 404, 404)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR])
@pytest.mark.parametrize("verb", ["close", "cancel", "revisions/3/publish"])
def test_only_a_supervising_analyst_finds_the_pages_of_the_verbs(role: Role, verb: str) -> None:
    posting = load(small(closing="continuous")).revision.posting
    client = signed_in(role, **({"posting": posting} if role == Role.ANALYST else {}))
    path = f"{LIST}{posting.pk}/{verb}/"
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    posting.refresh_from_db()
    assert (posting.state, posting.closes_at) == (PostingState.DRAFT, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(django_assert_num_queries, count: int) -> None:
    for number in range(count):
        load_and_publish(another(f"clerk{number}"))
    client = signed_in(Role.SUPERVISING_ANALYST)
    page(client, LIST)
    with django_assert_num_queries(5):
        shown = page(client, LIST)
    assert shown.count("Rev. 3") == count


def test_a_revision_is_shown_with_its_requirements_examples_and_wages() -> None:
    posting = load_and_publish(read_data_file(own_file("customer-services-representative"))).posting
    shown = page(signed_in(Role.AUDITOR), f"{LIST}{posting.pk}/revisions/8/")
    assert "You need all of these One year of full-time clerical experience" in shown
    assert shown.count("Agrees") == len(posting.current_revision.worked_examples)
    assert shown.count("Differs") == 0
    assert (
        "July 1, 2025 5% general No base entered January 1, 2026 5% special salary No base entered" in shown
    )
    assert "by the operator. It cannot change any more." in shown


def test_a_revision_with_a_base_shows_the_wage_of_each_date() -> None:
    posting = load_and_publish(small()).posting
    shown = page(signed_in(Role.AUDITOR), f"{LIST}{posting.pk}/revisions/3/")
    assert "July 1, 2025 5% general $25.73 to $31.00 per hour" in shown


def test_a_draft_that_cannot_be_published_says_why_and_has_no_button() -> None:
    data = small()
    data["worked_examples"][1]["expected"] = {"outcome": "met"}
    posting = load(data).revision.posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    shown = page(client, f"{LIST}{posting.pk}/revisions/3/")
    assert "It cannot be published yet Worked example 'no_work' does not come out as expected" in shown
    assert "Publish this revision" not in shown
    response = client.post(f"{LIST}{posting.pk}/revisions/3/publish/")
    assert response.status_code == 409
    assert "Worked example 'no_work' does not come out as expected" in words(response.content.decode())


def test_a_supervising_analyst_publishes_a_draft() -> None:
    posting = load(small()).revision.posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    assert "Publish this revision" in page(client, f"{LIST}{posting.pk}/revisions/3/")
    response = client.post(f"{LIST}{posting.pk}/revisions/3/publish/")
    assert (response.status_code, response["Location"]) == (302, f"{LIST}{posting.pk}/revisions/3/")
    posting.refresh_from_db()
    assert (posting.state, posting.current_revision.published_by.email) == (
        PostingState.PUBLISHED,
        "supervising_analyst@example.org",
    )


def test_a_supervising_analyst_gives_notice_that_a_continuous_posting_closes() -> None:
    posting = load_and_publish(small(closing="continuous")).posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    path = f"{LIST}{posting.pk}/close/"
    assert "closes at the end of Friday, November 27, 2026, after 5 days of notice" in page(client, path)
    assert client.post(path).status_code == 302
    shown = page(client, f"{LIST}{posting.pk}/change/")
    assert "Closes Friday, November 27, 2026 at 11:59 p.m. Pacific, in 5 days." in shown


def test_an_announced_closing_is_refused_in_the_verbs_own_words() -> None:
    posting = load_and_publish(small()).posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    response = client.post(f"{LIST}{posting.pk}/close/")
    assert response.status_code == 409
    assert "Clerk has been announced to close on Friday, December 4, 2026 at 5:00 p.m. Pacific" in words(
        response.content.decode()
    )


def test_a_supervising_analyst_cancels_a_recruitment() -> None:
    posting = load_and_publish(small()).posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    assert client.post(f"{LIST}{posting.pk}/cancel/").status_code == 302
    posting.refresh_from_db()
    assert posting.state == PostingState.CANCELLED


def test_looking_changes_nothing() -> None:
    posting = load(small()).revision.posting
    client = signed_in(Role.SUPERVISING_ANALYST)
    for path in pages_of(posting):
        page(client, path)
    for path in [LIST, f"{LIST}{posting.pk}/change/", f"{LIST}{posting.pk}/revisions/3/"]:
        assert client.post(path).status_code == 405
    for path in [f"{LIST}add/", f"{LIST}{posting.pk}/delete/", f"{LIST}{posting.pk}/history/"]:
        assert client.get(path).status_code == 404
    posting.refresh_from_db()
    assert (posting.state, posting.current_revision) == (PostingState.DRAFT, None)
