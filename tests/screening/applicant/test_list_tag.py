"""The tag of a listed application says whether the name is on the list today, on both pages that show it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from screening.models import Application, EligibleListEntry, User
from tests.factories_eligible_list import AT, make_class_posting, make_entry, make_list
from tests.screening.domain.test_removal import AFTER, decide, propose

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ON, OFF = "On the eligible list", "No longer on the eligible list"


@pytest.fixture(autouse=True)
def _on_the_day() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def entry(applicant: User) -> EligibleListEntry:
    return make_entry(make_list(make_class_posting()), "Rosa Park", 1, person=applicant)


def tags(client: Client, application: Application, at: datetime) -> list[str]:
    """What the status page and the list of one's applications say."""
    with time_machine.travel(at, tick=False):
        client.force_login(application.applicant, backend=BACKEND)
        pages = (
            reverse("applicant:application", args=[application.pk]),
            reverse("applicant:applications"),
        )
        shown = [client.get(page).content.decode() for page in pages]
    return [next(words for words in (OFF, ON) if f"{words}</" in page) for page in shown]


def test_it_follows_the_last_whole_day(client: Client, entry: EligibleListEntry) -> None:
    zone = ZoneInfo(settings.CITY_TIME_ZONE)
    last = datetime.combine(entry.last_day, time(23, 59), tzinfo=zone)
    assert tags(client, entry.application, last) == [ON, ON]
    assert tags(client, entry.application, last + timedelta(minutes=1)) == [OFF, OFF]


def test_it_follows_a_removal(client: Client, entry: EligibleListEntry) -> None:
    row = propose(entry)
    assert tags(client, entry.application, AT) == [ON, ON]
    decide(row, remove=True)
    assert tags(client, entry.application, AFTER) == [OFF, OFF]
