"""The pages of a correction: what is asked, each fault at its field, late said before it is sent, nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from screening.city_time import now
from screening.domain import decision as decisions
from screening.enums import Role
from screening.models import Application, User
from tests.factories import make_evaluated_application, make_job, make_posting, make_staff

JOB = {
    "employer": "Sweetwater Water",
    "title": "Agent",
    "start_month": "1",
    "start_day": "1",
    "start_year": "2023",
    "end_month": "6",
    "end_day": "30",
    "end_year": "2024",
    "hours_per_week": "37.5",
    "kind": "regular",
    "city_employee": "no",
    "duty_clerical": "yes",
    "duty_call_center": "yes",
    "version": "1",
    "certified_name": "Rosa Park",
}


def told(applicant: User, *, days: int = 2) -> Application:
    at = now() - timedelta(days=days)
    jobs = [make_job(end="2023-02-28")]
    application = make_evaluated_application(make_posting(), applicant, jobs=jobs, at=at)
    analyst = make_staff(Role.ANALYST, posting=application.posting)
    decisions.confirm(actor=analyst, application_id=application.pk, at=at)
    return application


def send(client: Client, application: Application, what: str = "job-1", **changes: str) -> Any:
    address = reverse("applicant:correct", args=[application.pk, what])
    return client.post(address, JOB | changes, follow=True)


def test_a_job_is_corrected_and_both_versions_stand_on_the_status_page(
    signed_in: Client, applicant: User
) -> None:
    application = told(applicant)
    status = signed_in.get(reverse("applicant:application", args=[application.pk])).content.decode()
    overview = reverse("applicant:corrections", args=[application.pk])
    assert overview in status
    assert (
        reverse("applicant:correct", args=[application.pk, "job-1"])
        in signed_in.get(overview).content.decode()
    )
    page = send(signed_in, application).content.decode()
    assert "We have your correction." in page and "What you corrected" in page
    assert "January 1, 2023 to June 30, 2024" in page and "January 1, 2023 to February 28, 2023" in page
    assert application.submissions.count() == 2


def test_a_job_that_was_left_out_is_added(signed_in: Client, applicant: User) -> None:
    application = told(applicant)
    assert send(signed_in, application, "job-new", employer="Bank").status_code == 200
    assert '"employer":"Bank"' in application.submissions.get(number=2).facts


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"certified_name": " "}, "certified_name", "Type your full name to sign."),
        ({"certified_name": "x" * 201}, "certified_name", "Shorten your name to at most 200 characters."),
        ({"hours_per_week": "169"}, "hours_per_week", "A week has 168 hours. Enter your usual hours a week."),
        ({"hours_per_week": ""}, "hours_per_week", "Fill this in, or go back to leave it as it was."),
        ({"duty_clerical": "of course"}, "duty_clerical", "Choose one of the answers."),
        ({"duty_clerical": ""}, "duty_clerical", "Fill this in, or go back to leave it as it was."),
        ({"end_year": "", "end_month": "", "end_day": ""}, "end", "Say when you left, or that you still work here."),
        ({"employer": "a\x00b"}, "employer", "Null characters are not allowed."),
    ],
)  # fmt: skip
def test_each_fault_is_said_at_its_field_and_nothing_is_sent(
    signed_in: Client, applicant: User, changes: dict[str, str], field: str, words: str
) -> None:
    application = told(applicant)
    answer = send(signed_in, application, **changes)
    assert (answer.status_code, answer.context["form"].errors[field]) == (400, [words])
    assert application.submissions.count() == 1


@pytest.mark.parametrize("version", ["", "7", "-1", "x", "9" * 30])
def test_a_page_that_showed_another_version_sends_nothing(
    signed_in: Client, applicant: User, version: str
) -> None:
    application = told(applicant)
    assert send(signed_in, application, version=version).status_code == 400
    assert application.submissions.count() == 1


def test_late_is_said_before_it_is_sent_and_stands_beside_it(signed_in: Client, applicant: User) -> None:
    application = told(applicant, days=30)
    page = signed_in.get(reverse("applicant:corrections", args=[application.pk])).content.decode()
    assert "Your correction will be marked as late" in page
    assert "We keep it all the same." in send(signed_in, application).content.decode()


def test_what_is_not_there_is_not_found(signed_in: Client, stranger: Client, applicant: User) -> None:
    application = told(applicant)
    for what in ("job-0", "job-2", "job--1", "answers", "score"):
        assert send(signed_in, application, what).status_code == 404
    assert send(stranger, application).status_code == 404
    address = reverse("applicant:correct", args=[application.pk, "job-1"])
    assert signed_in.delete(address).status_code == 405
    assert application.submissions.count() == 1


def test_the_analyst_sees_both_versions_side_by_side(signed_in: Client, applicant: User) -> None:
    application = told(applicant, days=30)
    send(signed_in, application)
    analyst = Client()
    analyst.force_login(User.objects.get(roles__role=Role.ANALYST))
    page = analyst.get(f"/admin/screening/application/{application.pk}/change/").content.decode()
    assert "Corrected by the applicant" in page and "certified by Rosa Park" in page
    assert "<td>40</td><td>37.5</td>" in page
    assert "It came after the last day" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_status_page_asks_the_same_for_many_corrections(
    signed_in: Client, applicant: User, count: int, django_assert_num_queries: Any
) -> None:
    application = told(applicant)
    for number in range(count):
        send(signed_in, application, hours_per_week=str(10 + number), version=str(1 + number))
    assert application.submissions.count() == 1 + count
    address = reverse("applicant:application", args=[application.pk])
    signed_in.get(address)
    with django_assert_num_queries(24):
        assert signed_in.get(address).status_code == 200


@pytest.mark.parametrize(
    ("what", "tree", "section", "given", "words"),
    [
        (
            "typing",
            {
                "id": "typing",
                "label": "Typing 30 words a minute",
                "typing": {"net_wpm": 30, "accept": ["self_reported"]},
            },
            {"typing": {"source": "self_reported", "net_wpm": 25}},
            {"source": "self_reported", "net_wpm": "35"},
            "Corrected words a minute",
        ),
        (
            "education",
            {"id": "diploma", "label": "High school diploma", "education": {"level": "high_school"}},
            {"education": {"education": []}},
            {
                "education_0_level": "high_school",
                "education_0_completed_on_month": "6",
                "education_0_completed_on_year": "2012",
            },
            "High school diploma or equivalent, June 2012",
        ),
    ],
)
def test_typing_and_education_are_corrected_on_a_page_of_their_own(
    signed_in: Client, applicant: User, what: str, tree: Any, section: Any, given: dict[str, str], words: str
) -> None:
    at = now()
    application = make_evaluated_application(make_posting("other", tree=tree), applicant, at=at, **section)
    decisions.confirm(
        actor=make_staff(Role.SUPERVISING_ANALYST, "s@example.org"), application_id=application.pk, at=at
    )
    address = reverse("applicant:correct", args=[application.pk, what])
    assert address in signed_in.get(reverse("applicant:corrections", args=[application.pk])).content.decode()
    assert signed_in.post(address, given | {"version": "1"}).status_code == 400  # not signed
    said = signed_in.post(address, given | {"version": "1", "certified_name": "Rosa Park"}, follow=True)
    assert ("We have your correction." in said.content.decode(), words in said.content.decode()) == (
        True,
        True,
    )
    other = "education" if what == "typing" else "typing"
    assert signed_in.get(reverse("applicant:correct", args=[application.pk, other])).status_code in (302, 404)
