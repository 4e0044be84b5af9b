"""List pages ask the same number of queries for one row and for three."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from postings.domain.queries import compiled
from screening.city_time import now
from screening.models import Application, User
from tests.factories import make_application, make_job, make_posting, make_submitted_application
from tests.screening.applicant.papers import receive_papers

SIGNED_IN = 3  # the session, its user, and how many notices wait to be read


@pytest.mark.parametrize("count", [1, 3])
def test_my_applications(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_application(make_posting(f"clerk-{number}", title=f"Clerk {number}"), applicant, at=now())
    with django_assert_num_queries(SIGNED_IN + 1):
        page = signed_in.get(reverse("applicant:applications")).content.decode()
    assert page.count('<li class="card">') == count


@pytest.mark.parametrize("count", [1, 3])
def test_my_notices(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_submitted_application(
            make_posting(f"clerk-{number}", title=f"Clerk {number}"), applicant, at=now()
        )
    with django_assert_num_queries(SIGNED_IN + 2):
        page = signed_in.get(reverse("applicant:notices")).content.decode()
    assert page.count('<li class="card">') == count


@pytest.mark.parametrize("count", [1, 3])
def test_my_jobs(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    jobs = [make_job(f"job{number}") for number in range(count)]
    application: Application = make_application(make_posting(), applicant, jobs=jobs, at=now())
    address = reverse("applicant:work_history", args=[application.pk])
    signed_in.get(address)  # the rules of a revision are read once a process
    with django_assert_num_queries(SIGNED_IN + 11):
        page = signed_in.get(address).content.decode()
    assert page.count('<li class="card">') == count


@pytest.mark.parametrize("count", [1, 3])
def test_my_papers(
    signed_in: Client, draft: Application, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    receive_papers(draft, count)
    compiled(draft.revision)  # read once a process
    with django_assert_num_queries(SIGNED_IN + 4):
        page = signed_in.get(reverse("applicant:documents", args=[draft.pk])).content.decode()
    assert page.count(">Download<") == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_task_list(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    jobs = [make_job(f"job{number}") for number in range(count)]
    application = make_application(make_posting(), applicant, jobs=jobs, at=now())
    address = reverse("applicant:application", args=[application.pk])
    signed_in.get(address)
    with django_assert_num_queries(SIGNED_IN + 14):
        assert signed_in.get(address).status_code == 200
