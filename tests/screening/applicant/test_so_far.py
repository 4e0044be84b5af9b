"""What the jobs give so far, in words, by the engine; warnings that block nothing."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from screening.domain.so_far import gaps, overlaps
from screening.models import Application, User
from screening.so_far_in_words import feedback
from tests.factories import make_application, make_job, make_posting

pytestmark = pytest.mark.django_db
DAY = date(2025, 5, 1)


def test_the_work_history_says_what_the_jobs_give_and_never_a_verdict(
    signed_in: Client, draft: Application
) -> None:
    for name in ("work_history", "so_far"):
        page = signed_in.get(reverse(f"applicant:{name}", args=[draft.pk])).content.decode()
        assert "Six months of it in a call center: these jobs give 18 months; 6 are needed." in page
        assert "qualif" not in page.lower() and "not met" not in page


def test_what_is_open_gives_a_range(applicant: User) -> None:
    jobs = [make_job(start="2024-01", end="2024-06", duties={"clerical": "yes"})]
    draft = make_application(make_posting(), applicant, jobs=jobs)
    assert feedback(draft, jobs, on=DAY).lines == [
        "One year of full-time clerical experience: these jobs give 4.1 to 6 months; 12 are needed. Exact dates and every "
        "answer make the number exact.",
        "Six months of it in a call center: these jobs give 0 to 6 months; 6 are needed. Exact dates and every answer "
        "make the number exact.",
    ]


def test_a_job_half_filled_in_is_no_error(signed_in: Client, applicant: User) -> None:
    for number, job in enumerate(({"key": "a"}, make_job(start="2023-02", end=None, hours_per_week=1))):
        draft = make_application(make_posting(f"p{number}", title=f"P{number}"), applicant, jobs=[job])
        assert signed_in.get(reverse("applicant:work_history", args=[draft.pk])).status_code == 200


def test_gaps_and_overlaps_are_said() -> None:
    jobs = [
        make_job("a", title="A", start="2020-01-01", end="2020-12-31"),
        make_job("b", title="B", start="2020-06-01", end="2021-01-31"),
        make_job("c", title="C", start="2022-01", end=None),
    ]
    assert [(s.first.isoformat(), s.last.isoformat()) for s in gaps(jobs, on=DAY)] == [
        ("2021-01-31", "2022-01-01")
    ]
    assert [(s.jobs, s.first.isoformat(), s.last.isoformat()) for s in overlaps(jobs, on=DAY)] == [
        (("A", "B"), "2020-06-01", "2020-12-31")
    ]
