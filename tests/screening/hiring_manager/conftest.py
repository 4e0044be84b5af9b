"""The scene of the hiring manager's tests: one morning, one manager, one vacancy, three names on a list."""

import pytest

from tests.factories_eligible_list import AT, make_class_posting, make_list, make_names
from tests.factories_hiring import make_manager, make_vacancy


@pytest.fixture
def today(time_machine):
    """The morning of 12 May 2025 in the city."""
    time_machine.move_to(AT, tick=False)
    return AT


@pytest.fixture
def scene(today, client):
    manager, posting = make_manager(), make_class_posting()
    eligible_list = make_list(posting)
    make_names(eligible_list, "Ada Cole", "Ben Diaz", "Cy Eng")
    client.force_login(manager)
    return manager, make_vacancy(manager, posting.job_class), eligible_list
