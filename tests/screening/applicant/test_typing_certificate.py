"""A typing certificate: its arithmetic is shown at once beside what is asked, and the engine alone decides."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from screening.city_time import now
from screening.domain import application as applications
from screening.domain import evaluation
from screening.enums import Section
from screening.models import Application, User
from tests.factories import make_application, make_posting

TYPING: dict[str, Any] = {
    "id": "typing",
    "label": "Typing at a corrected speed of 30 words per minute",
    "typing": {
        "net_wpm": 30,
        "accept": ["self_reported", "certificate"],
        "certificate": {"minutes": 5, "max_errors": 5, "supervised": True, "penalty_per_error": 2},
    },
}
GOOD = {"source": "certificate", "gross_wpm": "40", "errors": "5", "minutes": "5", "supervised": "yes"}


@pytest.fixture
def typist(applicant: User) -> Application:
    posting = make_posting(tree={"all": [TYPING]}, out_of_class_document=None, duties=[])
    return make_application(posting, applicant, jobs=[], at=now())


def save(client: Client, application: Application, **typed: str) -> str:
    address = reverse("applicant:section", args=[application.pk, "typing"])
    answer = client.post(address, {"version": "0", **typed}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "shown", "outcome"),
    [
        (GOOD, "40 − 2 × 5 = 30 words a minute net; the posting asks 30", "met"),
        (GOOD | {"gross_wpm": "41", "errors": "6"}, "41 − 2 × 6 = 29 words a minute net; the posting asks 30", "not_met"),
        (GOOD | {"gross_wpm": "52", "errors": "6"}, "52 − 2 × 6 = 40 words a minute net; the posting asks 30", "not_met"),
        (GOOD | {"gross_wpm": "39.9"}, "39.9 − 2 × 5 = 29.9 words a minute net; the posting asks 30", "not_met"),
        (GOOD | {"minutes": "4"}, "40 − 2 × 5 = 30 words a minute net; the posting asks 30", "not_met"),
        (GOOD | {"supervised": "no"}, "40 − 2 × 5 = 30 words a minute net; the posting asks 30", "not_met"),
        ({"source": "self_reported", "net_wpm": "29.9"}, "", "not_met"),
        ({"source": "self_reported", "net_wpm": "30"}, "", "met"),
    ],
)  # fmt: skip
def test_the_arithmetic_is_shown_and_the_engine_decides(
    signed_in: Client, typist: Application, typed: dict[str, str], shown: str, outcome: str
) -> None:
    page = save(signed_in, typist, **typed)
    assert ("words a minute net; the posting asks" in page) == bool(shown)
    assert shown in page
    assert "not met" not in page.lower()
    applications.submit(
        actor=typist.applicant, application_id=typist.pk, certified_name="Rosa Park", arrived_at=now()
    )
    evaluation.evaluate_due(clock=now)
    typist.refresh_from_db()
    assert typist.outcome == outcome


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"gross_wpm": "40", "errors": "5"}, "40 − 2 × 5 = 30 words a minute net; the posting asks 30"),
        ({"gross_wpm": "8", "errors": "5"}, "8 − 2 × 5 = 0 words a minute net; the posting asks 30"),
        ({"gross_wpm": "40"}, ""),
        ({"gross_wpm": "forty", "errors": "5"}, ""),
        ({"gross_wpm": "NaN", "errors": "1e400"}, ""),
    ],
)
def test_it_is_reckoned_while_it_is_typed_and_nothing_is_kept(
    signed_in: Client, typist: Application, query: dict[str, Any], words: str
) -> None:
    answer = signed_in.get(reverse("applicant:arithmetic", args=[typist.pk]), query)
    assert answer.json() == {"words": words}
    assert not typist.sections.filter(section=Section.TYPING).exists()


def test_what_an_error_costs_is_the_postings_own_everywhere(signed_in: Client, applicant: User) -> None:
    cheaper = {
        **TYPING["typing"],
        "certificate": {**TYPING["typing"]["certificate"], "penalty_per_error": 1},
    }
    posting = make_posting(
        tree={"all": [{**TYPING, "typing": cheaper}]}, out_of_class_document=None, duties=[]
    )
    application = make_application(posting, applicant, jobs=[], at=now())
    words = "40 − 1 × 5 = 35 words a minute net; the posting asks 30"
    assert words in save(signed_in, application, **GOOD)
    check = signed_in.get(reverse("applicant:check", args=[application.pk])).content.decode()
    assert words in check
    page = signed_in.get(reverse("applicant:section", args=[application.pk, "typing"])).content.decode()
    assert "give 40 − 1 × 5 = 35." in page
    assert "a test of at least 5 minutes and at most 5 errors." in page
