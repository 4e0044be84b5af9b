"""Somebody who applied, the officer, and a request that no page but theirs may show."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from screening.domain import accommodation
from screening.enums import AccommodationStep, Role
from screening.models import AccommodationRequest, Application, User
from tests.factories import FILED_AT, make_evaluated_application, make_posting, make_staff, make_user

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NEED = "Canary-need: large print, screen reader"
REACH = "Canary-reach: text 619-555-0177"
WORDS = "Canary-words: we send it by mail"
PANEL = "Canary-panel: thirty more minutes"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def person(db: None) -> User:
    return make_user()


@pytest.fixture
def application(person: User) -> Application:
    return make_evaluated_application(make_posting(), person)


@pytest.fixture
def officer(db: None) -> User:
    return make_staff(Role.ACCOMMODATION_OFFICER)


@pytest.fixture
def asked(application: Application, person: User, officer: User) -> AccommodationRequest:
    return accommodation.ask(
        actor=person,
        step=AccommodationStep.TEST,
        need=NEED,
        reach=REACH,
        posting_id=application.posting_id,
        at=FILED_AT,
    )


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in
