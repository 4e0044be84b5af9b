"""Pausing and withdrawing on the applicant's pages: what is said, what is refused at its field, what managers then see."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from postings.models import Posting
from screening.enums import ApplicationState
from screening.models import Application, StandingChange, User
from tests.factories import make_evaluated_application
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list
from tests.factories_hiring import issue_list, make_manager, make_vacancy

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def listed(applicant: User) -> Application:
    return make_entry(make_list(make_class_posting()), "Rosa Park", 1, person=applicant).application


def page(name: str, application: Application) -> str:
    return reverse(f"applicant:{name}", args=[application.pk])


def status(client: Client, application: Application) -> str:
    return " ".join(client.get(page("application", application)).content.decode().split())


def until(year: object, month: object, day: object) -> dict[str, object]:
    return {"until_year": year, "until_month": month, "until_day": day}


def test_a_pause_is_said_on_the_status_page_and_ended_there(signed_in: Client, listed: Application) -> None:
    said = signed_in.post(page("pause", listed), until(2025, 6, 30), follow=True).content.decode()
    assert "No department gets your name until June 30, 2025." in said
    assert "Your name rests on the eligible list" in status(signed_in, listed)
    assert StandingChange.objects.get().until == date(2025, 6, 30)
    said = signed_in.post(page("return_early", listed), follow=True).content.decode()
    assert "You are available again." in said
    assert "Your name is on the eligible list." in status(signed_in, listed)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (until("", "", ""), "Enter the date."),
        (until(2025, 2, 30), "has no day 30"),
        (until(2025, 5, 11), "This day has passed. Choose today or a later day."),
        (until(2025, 10, 28), "Your time on the eligible list ends on October 28, 2025."),
    ],
)
def test_a_day_that_does_not_do_is_refused_at_its_field(
    signed_in: Client, listed: Application, given: dict[str, object], words: str
) -> None:
    answer = signed_in.post(page("pause", listed), given)
    assert (answer.status_code, words in answer.content.decode()) == (400, True)
    assert StandingChange.objects.count() == 0


def test_changing_the_language_pauses_nothing_and_keeps_the_day(
    signed_in: Client, listed: Application
) -> None:
    answer = signed_in.post(page("pause", listed), until(2025, 6, 29) | {"switch_language": "es"})
    assert (answer.status_code, 'value="29"' in answer.content.decode()) == (200, True)
    assert StandingChange.objects.count() == 0


def test_leaving_the_list_can_be_undone_for_a_day(signed_in: Client, listed: Application) -> None:
    assert "Withdraw from the eligible list?" in signed_in.get(page("withdraw", listed)).content.decode()
    signed_in.post(page("withdraw", listed), {"from": "list"})
    said = status(signed_in, listed)
    assert "You can undo this until <strong>Tuesday, May 13, 2025 at 10:00 a.m. Pacific</strong>" in said
    assert page("pause", listed) not in said
    signed_in.post(page("undo_withdrawal", listed))
    listed.refresh_from_db()
    assert listed.state == ApplicationState.LISTED


def test_after_the_day_there_is_nothing_to_press(signed_in: Client, listed: Application) -> None:
    signed_in.post(page("withdraw", listed), {"from": "list"})
    with time_machine.travel(AT + timedelta(hours=25), tick=False):
        signed_in.force_login(listed.applicant, backend=BACKEND)
        assert page("undo_withdrawal", listed) not in status(signed_in, listed)
        said = signed_in.post(page("undo_withdrawal", listed), follow=True).content.decode()
    assert "This withdrawal could be undone until" in said


def test_an_application_is_withdrawn_before_a_decision(
    signed_in: Client, posting: Posting, applicant: User
) -> None:
    application = make_evaluated_application(posting, applicant)
    assert "Withdraw your application?" in signed_in.get(page("withdraw", application)).content.decode()
    signed_in.post(page("withdraw", application), {"from": "application"})
    said = status(signed_in, application)
    assert "You withdrew your application." in said and "Undo my withdrawal" in said
    assert "There is nothing to withdraw now." in signed_in.get(
        page("withdraw", application), follow=True
    ).content.decode()  # fmt: skip


def test_a_draft_has_no_standing(signed_in: Client, draft: Application) -> None:
    assert signed_in.get(page("withdraw", draft)).status_code == 404
    assert [
        signed_in.post(page(name, draft)).status_code for name in ("undo_withdrawal", "return_early")
    ] == [404, 404]


def test_the_hiring_manager_reads_it_on_the_list_the_print_and_the_file(
    client: Client, listed: Application, applicant: User
) -> None:
    manager = make_manager()
    entry = listed.list_entries.get()
    vacancy = make_vacancy(manager, entry.eligible_list.posting.job_class)
    issued = issue_list(manager, vacancy, entry.eligible_list)
    client.force_login(applicant, backend=BACKEND)
    client.post(page("withdraw", listed), {"from": "list"})
    client.force_login(manager, backend=BACKEND)
    for address in ("", "print/", "csv/"):
        answer = client.get(f"/hiring/interview-lists/{issued.pk}/{address}")
        assert (address, "Withdrew on May 12, 2025." in answer.content.decode()) == (address, True)
    assert "Withdrew on May 12, 2025." in client.get(
        f"/hiring/referrals/{issued.referrals.get().pk}/"
    ).content.decode()  # fmt: skip
