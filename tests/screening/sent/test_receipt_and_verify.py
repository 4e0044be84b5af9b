"""The receipt, the file of what was sent, and the public page that knows a code and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from screening.city_time import now
from screening.domain import sent_copy
from screening.models import SentCopy, User
from screening.readable_code import new_code
from screening.views.public.verify import TRIES
from tests.factories import make_application, make_posting, make_submitted_application, make_user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UNKNOWN = "No application belongs to this code."


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def applicant() -> User:
    return make_user("siobhan@example.org", given="Siobhán", family="Canarywharf")


@pytest.fixture
def copy(applicant: User) -> SentCopy:
    application = make_submitted_application(make_posting(), applicant, at=now() - timedelta(minutes=1))
    return sent_copy.copy_of(applicant, application)


@pytest.fixture
def signed_in(applicant: User) -> Client:
    client = Client()
    client.force_login(applicant, backend=BACKEND)
    return client


def page_of(client: Client, **given: Any) -> tuple[int, str]:
    answer = client.post(reverse("verify"), given)
    return answer.status_code, answer.content.decode()


def downloaded(client: Client, copy: SentCopy) -> bytes:
    answer = client.get(reverse("applicant:receipt_pdf", args=[copy.submission.application_id]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith('attachment; filename="application-')
    assert "no-store" in answer["Cache-Control"]
    return bytes(answer.content)


def test_the_receipt_shows_the_code_and_leads_to_the_file(signed_in: Client, copy: SentCopy) -> None:
    page = signed_in.get(reverse("applicant:receipt", args=[copy.submission.application_id])).content.decode()
    assert copy.code in page
    assert reverse("applicant:receipt_pdf", args=[copy.submission.application_id]) in page


def test_a_draft_has_no_file(signed_in: Client, applicant: User) -> None:
    draft = make_application(make_posting(), applicant, at=now())
    assert signed_in.get(reverse("applicant:receipt_pdf", args=[draft.pk])).status_code == 404


def test_the_file_is_not_made_without_end(signed_in: Client, copy: SentCopy) -> None:
    address = reverse("applicant:receipt_pdf", args=[copy.submission.application_id])
    assert [signed_in.get(address).status_code for _ in range(21)][-2:] == [200, 429]


def test_a_code_tells_posting_day_and_fingerprint_and_nobody(client: Client, copy: SentCopy) -> None:
    status, page = page_of(client, code=copy.code.lower())
    assert status == 200
    assert "The City knows this code" in page
    assert "Utility Clerk, Rev. 1 - April 18, 2025" in page
    assert sent_copy.fingerprint(copy) in page
    application = copy.submission.application
    for secret in (
        "Siobh",
        "Canarywharf",
        "siobhan@",
        "Market Street",
        str(application.receipt),
        "Sweetwater",
    ):
        assert secret not in page


def test_a_file_as_it_was_handed_out_is_known(client: Client, signed_in: Client, copy: SentCopy) -> None:
    made = SimpleUploadedFile("a.pdf", downloaded(signed_in, copy))
    assert "exactly as the City made it" in page_of(client, code=copy.code, file=made)[1]


@pytest.mark.parametrize(
    "forge", [lambda made: made.replace(b"Utility", b"Futilit", 1) + b" ", lambda made: b""]
)
def test_a_forged_file_shows_although_its_code_is_real(
    client: Client, signed_in: Client, copy: SentCopy, forge: Any
) -> None:
    made = SimpleUploadedFile("a.pdf", forge(downloaded(signed_in, copy)))
    page = page_of(client, code=copy.code, file=made)[1]
    assert "This file is not as the City made it" in page
    assert "exactly as the City" not in page


def test_a_true_file_of_another_application_does_not_fit_the_code(client: Client, copy: SentCopy) -> None:
    other = make_user("other@example.org")
    sent = make_submitted_application(make_posting("other"), other, at=now())
    owner = Client()
    owner.force_login(other, backend=BACKEND)
    made = SimpleUploadedFile("a.pdf", downloaded(owner, sent_copy.copy_of(other, sent)))
    assert "not as the City made it" in page_of(client, code=copy.code, file=made)[1]


def test_a_mistyped_code_and_one_never_given_are_answered_alike(client: Client, copy: SentCopy) -> None:
    answers = [page_of(client, code=code) for code in (new_code(), copy.code[:-1] + "?", "x", copy.code[:-5])]
    assert [status for status, _ in answers] == [404] * 4
    assert [page.count(UNKNOWN) for _, page in answers] == [answers[0][1].count(UNKNOWN)] * 4


def test_whoever_guesses_is_braked(client: Client, copy: SentCopy) -> None:
    tried = [page_of(client, code=new_code())[0] for _ in range(TRIES)]
    assert set(tried) == {404}
    status, page = page_of(client, code=copy.code)
    assert (status, "Too many tries" in page) == (429, True)
    assert "Utility Clerk" not in page


def test_without_a_code_it_says_where_the_code_stands(client: Client) -> None:
    status, page = page_of(client, code="")
    assert (status, "Enter the code that stands at the foot of the paper." in page) == (400, True)
