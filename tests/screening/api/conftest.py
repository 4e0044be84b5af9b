"""The scene of the read API: two departments' lists, with two minutes gone since, and a token for one of them."""

from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.test import Client

from screening.enums import DispositionKind as Kind
from screening.models import ApiToken, InterviewList
from tests.factories_eligible_list import AT, make_analyst, make_class_posting, make_entry, make_list
from tests.factories_hiring import issue_list, make_manager, make_vacancy, record
from tests.factories_postings import make_department
from tests.screening.api.addresses import make_token

NAMES = ("Ada Cole", "Ben Diaz", "Cy Eng")
LATER = AT + timedelta(minutes=2)


class Scene(NamedTuple):
    ours: InterviewList
    theirs: InterviewList
    token: ApiToken
    secret: str


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(AT, tick=False)
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    for place, name in enumerate(NAMES, start=1):
        make_entry(eligible_list, name, place, points=5)
    ours = issue_list(manager, make_vacancy(manager, posting.job_class, positions=3), eligible_list)
    for name in NAMES:
        record(manager, ours, name, Kind.CONTACTED)
    library = make_department("library", "Library")
    librarian = make_manager("Otto Kern", library)
    vacancy = make_vacancy(librarian, posting.job_class, "LIB-1", department=library)
    theirs = issue_list(librarian, vacancy, eligible_list)
    record(librarian, theirs, "Ada Cole", Kind.CONTACTED)
    token, secret = make_token(make_analyst(), make_department(), at=AT)
    time_machine.move_to(LATER, tick=False)
    return Scene(ours, theirs, token, secret)


@pytest.fixture
def ask(scene: Scene) -> Any:
    """Ask an address below /api/v1/ with the token, or with another secret."""

    def asked(path: str, secret: str = scene.secret, **given: Any) -> Any:
        return Client().get(f"/api/v1/{path}", given, headers={"Authorization": f"Bearer {secret}"})

    return asked
