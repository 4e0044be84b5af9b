"""WCAG 2.2 AA on every page of the applicant's and the public side in Spanish: narrow and wide, with mistakes shown."""

from collections.abc import Callable
from typing import Any

from tests.journeys.stumbles import faults_everywhere


def test_every_page_in_every_state(
    new_page: Callable[..., Any], live_server: Any, transactional_db: None
) -> None:
    assert faults_everywhere(new_page, live_server.url, "es") == []
