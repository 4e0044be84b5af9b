"""What a worried person reads: what happens next, what to send, and, once a person decided, why."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from screening.city_time import city_day
from screening.domain import decision as decisions
from screening.domain import document_request, eligible_list, evaluation
from screening.enums import ApplicationState, DecisionReason, Finding, Role
from screening.models import Application, EligibleList, User
from tests.factories import FILED_AT, make_evaluated_application, make_job, make_posting, make_staff

CITY_JOB = make_job(kind="out_of_class", city_employee=True, employer="City of San Diego")
SHORT = make_job(start="2024-06-01", end="2025-03-31")
OUTCOMES = ("Not met", "Met<", "counted", "undetermined", "does not meet", "You meet")


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(FILED_AT, tick=False):
        yield


@pytest.fixture
def analyst(db: None) -> User:
    return make_staff(Role.SUPERVISING_ANALYST)


def evaluated(applicant: User, **draft: object) -> Application:
    return make_evaluated_application(make_posting(), applicant, **draft)


def status(client: Client, application: Application) -> str:
    page = client.get(reverse("applicant:application", args=[application.pk])).content.decode()
    return re.sub(r"\s+", " ", page)


@pytest.mark.parametrize("job", [make_job(), SHORT, CITY_JOB])
def test_no_outcome_is_shown_before_a_person_decided(signed_in: Client, applicant: User, job: dict) -> None:
    application = evaluated(applicant, jobs=[job])
    page = status(signed_in, application)
    assert "A person in the Personnel Department looks at your application now." in page
    assert [word for word in OUTCOMES if word in page] == []


def test_what_is_not_met_is_said_with_who_why_until_when_and_a_picture(
    signed_in: Client, applicant: User, analyst: User
) -> None:
    application = evaluated(applicant, jobs=[SHORT])
    decisions.confirm(actor=analyst, application_id=application.pk, at=FILED_AT)
    page = status(signed_in, application)
    assert f"{analyst} of the Personnel Department decided this on Thursday, May 1, 2025" in page
    assert "not met: <strong>One year of full-time clerical experience</strong>" in page
    assert "send it to us by <strong>May 11, 2025</strong>" in page
    assert "10.0 of 12 months counted." in page
    assert '<td data-label="Needed">12 months</td><td data-label="On your record">10.0 months</td>' in page
    assert '<td data-label="Needed">6 months</td><td data-label="On your record">10.0 months</td>' in page
    assert "unless you send what was missing by May 11, 2025 or appeal by" in page
    assert page.count("<svg") == 2 and page.count("<table") == 3
    assert '<td data-label="When">June 1, 2024 to March 31, 2025</td>' in page
    assert '<td data-label="Counted">304 full-time days</td>' in page
    assert "What is missing: 60 more full-time days" in page


def test_what_is_met_is_said_with_what_counted(signed_in: Client, applicant: User, analyst: User) -> None:
    application = evaluated(applicant)
    decisions.confirm(actor=analyst, application_id=application.pk, at=FILED_AT)
    page = status(signed_in, application)
    assert "You meet the minimum requirements." in page
    assert "What you can do" not in page
    assert "January 1, 2023 to June 30, 2024" in page


def test_a_person_who_decided_otherwise_is_read_in_their_own_words(
    signed_in: Client, applicant: User, analyst: User
) -> None:
    application = evaluated(applicant)
    decisions.decide_otherwise(
        actor=analyst,
        application_id=application.pk,
        finding=Finding.NOT_QUALIFIED,
        reason=DecisionReason.DUTIES_DO_NOT_QUALIFY,
        requirement="customer_service",
        note="The calls were <b>inside</b> the company.",
        at=FILED_AT,
    )
    page = status(signed_in, application)
    assert "The calls were &lt;b&gt;inside&lt;/b&gt; the company." in page
    assert "This is not what the automated evaluation found below." in page


def test_a_document_is_asked_for_sent_and_evaluated_again(
    signed_in: Client, applicant: User, analyst: User
) -> None:
    application = evaluated(applicant, jobs=[CITY_JOB])
    document_request.ask(
        actor=analyst,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        due_on=city_day(FILED_AT) + timedelta(days=10),
        note="It must show the hours.",
        at=FILED_AT,
    )
    page = status(signed_in, application)
    assert "Send this by May 11, 2025: Out-of-class assignment documentation." in page
    assert "Please send: Out-of-class assignment documentation" in page
    assert "It is about this job: Call Center Agent, City of San Diego." in page
    assert "The last day is <strong>May 11, 2025</strong>." in page and "It must show the hours." in page
    address = re.findall(r'href="([^"]*documents/add/[^"]*)"', page)[0].replace("&amp;", "&")
    pdf = SimpleUploadedFile("oca.pdf", b"%PDF-1.4\ntrailer<<>>\n%%EOF\n")
    assert signed_in.post(address, {"job_key": "job1", "file": pdf}).status_code == 302
    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert "Please send: " not in status(signed_in, application)
    evaluation.evaluate_due(clock=lambda: FILED_AT)
    application.refresh_from_db()
    assert (application.state, application.reasons) == (ApplicationState.IN_REVIEW, ["document_unreviewed"])


def test_a_last_day_that_has_passed_is_said(signed_in: Client, applicant: User, analyst: User) -> None:
    application = evaluated(applicant, jobs=[CITY_JOB])
    due = city_day(FILED_AT) + timedelta(days=10)
    document_request.ask(
        actor=analyst,
        application_id=application.pk,
        kind="oca_documentation",
        job_key="job1",
        due_on=due,
        at=FILED_AT,
    )
    with time_machine.travel(FILED_AT + timedelta(days=11), tick=False):
        signed_in.force_login(applicant, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert "The last day was <strong>May 11, 2025</strong>." in status(signed_in, application)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Its last day is <strong>October 28, 2025</strong>. 180 days are left after today."),
        (179, "Its last day is <strong>October 28, 2025</strong>. 1 day is left after today."),
        (180, "Its last day is <strong>October 28, 2025</strong>. That is today."),
        (181, "Its last day was <strong>October 28, 2025</strong>. That day has passed"),
    ],
)
def test_the_list_is_in_force_through_its_last_day(
    signed_in: Client, applicant: User, analyst: User, days: int, words: str
) -> None:
    application = evaluated(applicant)
    decisions.confirm(actor=analyst, application_id=application.pk, at=FILED_AT)
    eligible_list.establish(actor=analyst, posting_id=application.posting_id, at=FILED_AT)
    assert EligibleList.objects.count() == 1
    with time_machine.travel(FILED_AT + timedelta(days=days), tick=False):
        signed_in.force_login(applicant, backend="allauth.account.auth_backends.AuthenticationBackend")
        page = status(signed_in, application)
    assert words in page
    assert ("Hiring departments may contact you" in page) == (days <= 180)


def test_my_papers_and_notices_are_on_the_page(signed_in: Client, applicant: User) -> None:
    application = evaluated(applicant)
    page = status(signed_in, application)
    notice = applicant.notices.get()
    assert f'<a href="{reverse("applicant:notice", args=[notice.pk])}">{notice.subject}</a>' in page
    assert notice.read_at is None
    assert "Not opened yet" in page and "The e-mail is not sent yet." in page
    assert f'href="{reverse("applicant:everything", args=[application.pk])}"' in page
    assert page.count("<h1") == 1 and "What you must do</h2> <p>Nothing now.</p>" in page
    signed_in.get(reverse("applicant:notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == FILED_AT
