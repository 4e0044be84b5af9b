"""The real posting, a server, and the people of a journey."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from postings.models import Posting
from screening.enums import Role
from screening.models import User
from tests.factories import make_staff, make_user
from tests.journeys.steps import SLUG


@pytest.fixture
def posting(transactional_db: None) -> Posting:
    call_command("load_posting", f"postings/data/{SLUG}.yaml", stdout=StringIO())
    return Posting.objects.get(slug=SLUG)


@pytest.fixture
def applicant(transactional_db: None) -> User:
    return make_user("rosa@example.org", given="Rosa", family="O’Brien")


@pytest.fixture
def analyst(posting: Posting) -> User:
    return make_staff(Role.ANALYST, "analyst@example.org", posting=posting)


@pytest.fixture
def manager(posting: Posting) -> User:
    return make_staff(Role.HIRING_MANAGER, "manager@example.org", department=posting.department)


@pytest.fixture
def base(live_server: Any, posting: Posting) -> str:
    return str(live_server.url)
