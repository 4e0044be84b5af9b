"""A request that was cut off is refused before a view sees a part of it, whatever it carries."""

import io
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from screening.whole_request import whole_requests

BODY = b"login=rosa%40example.org&password=correct"


@pytest.mark.parametrize(("came", "status"), [(BODY, "403 Forbidden"), (BODY[:20], "400 Bad Request")])
def test_half_a_form_is_no_form(db: None, came: bytes, status: str) -> None:
    """The whole one goes on to be refused for its missing token, the half one is told apart from it."""
    environ = RequestFactory().post("/accounts/login/", BODY, "application/x-www-form-urlencoded").environ
    said: list[str] = []

    def start_response(line: str, headers: Any, fault: Any = None) -> None:
        said.append(line)

    environ["wsgi.input"] = io.BytesIO(came)
    page = b"".join(whole_requests(WSGIHandler())(environ, start_response)).decode()
    assert said == [status]
    assert ("The connection was cut while you were sending." in page) == (came != BODY)
