"""Two applicants whose papers come by fax, and the people who work the tray."""

from datetime import timedelta

import pytest

from postings.models import Posting
from screening.city_time import now
from screening.enums import Role
from screening.models import Application, User
from tests.factories import DOCUMENTS, make_evaluated_application, make_posting, make_staff, make_user

CERTIFICATE = {"slug": "typing_certificate", "label": "Typing certificate", "needed": "helpful"}


@pytest.fixture
def clerks(db: None) -> Posting:
    return make_posting(opens_at=now() - timedelta(days=3), documents=(*DOCUMENTS, CERTIFICATE))


@pytest.fixture
def rosa(clerks: Posting) -> Application:
    return make_evaluated_application(clerks, make_user("rosa@example.org"), at=now() - timedelta(days=1))


@pytest.fixture
def analyst(clerks: Posting) -> User:
    return make_staff(Role.ANALYST, posting=clerks)


def sent_to(posting: Posting, given: str, family: str) -> Application:
    person = make_user(f"{given.lower()}@example.org", given=given, family=family)
    return make_evaluated_application(posting, person, at=now() - timedelta(days=1))
