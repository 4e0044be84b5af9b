"""Tries are counted over all web processes, outlive a restart, and need no broker."""

import urllib.error
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from screening.city_time import now
from screening.shared_cache import forget_expired
from tests.faults.browserless import Visitor

MOST_LETTERS = 5
"""allauth: five letters a minute to one address."""


@pytest.fixture(autouse=True)
def nobody_tried_yet(transactional_db: None) -> None:
    cache.clear()


def ask_for_a_letter(base: str) -> int:
    """Ask for a password letter to one address as a new visitor; the status of the answer."""
    try:
        Visitor(base).post("/accounts/password/reset/", {"email": "rosa@example.org"})
    except urllib.error.HTTPError as error:
        return error.code
    return 200


def test_a_limit_counts_over_two_web_servers_and_outlives_both(
    web_process: Callable[..., Any], tmp_path: Any
) -> None:
    env = {"RATE_LIMITS": "yes", "REDIS_URL": f"unix://{tmp_path}/nobody-listens.sock?db=0"}
    first, second = web_process(env=env), web_process(env=env)
    asked = [ask_for_a_letter(web.url) for web in (first, second, first, second, first)]
    assert asked == [200] * MOST_LETTERS
    assert [ask_for_a_letter(second.url), ask_for_a_letter(first.url)] == [429, 429]
    first.kill()
    second.kill()
    assert ask_for_a_letter(web_process(env=env).url) == 429


def test_what_ran_out_is_deleted_and_nothing_else() -> None:
    cache.set("runs-out", 1, timeout=60)
    cache.set("stays", 1, timeout=3600)
    assert forget_expired(at=now() + timedelta(minutes=2)) == 1
    assert (cache.get("runs-out"), cache.get("stays")) == (None, 1)
