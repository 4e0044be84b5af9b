"""A posting, an applicant who is signed in, and a draft with every section filled in."""

import pytest
from django.test import Client

from postings.models import Posting
from screening.city_time import now
from screening.models import Application, User
from tests.factories import make_application, make_posting, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def posting(db: None) -> Posting:
    return make_posting()


@pytest.fixture
def applicant(db: None) -> User:
    return make_user()


@pytest.fixture
def draft(posting: Posting, applicant: User) -> Application:
    return make_application(posting, applicant, at=now())


@pytest.fixture
def signed_in(client: Client, applicant: User) -> Client:
    client.force_login(applicant, backend=BACKEND)
    return client


@pytest.fixture
def stranger(db: None) -> Client:
    client = Client()
    client.force_login(make_user("stranger@example.org"), backend=BACKEND)
    return client
