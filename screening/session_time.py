"""How long a session still lasts: it ends some time after the last page, and a page can ask for more."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

SEEN = "seen_at"
NOTED_EVERY = 60  # seconds: not every request writes its session


class SessionTimeMiddleware:
    """Lets each request of a signed-in person but a mere question after the time begin the time anew.

    ``request.session_left`` is the number of seconds that the session lasts from now.
    """

    ASKS = "/session/"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and SEEN in request.session:
            only_asks = request.path == self.ASKS and request.method != "POST"
            if (
                not only_asks
                and left(request, request.arrived_at) < settings.SESSION_COOKIE_AGE - NOTED_EVERY
            ):
                begin(request, request.arrived_at)
            request.session_left = left(request, request.arrived_at)  # type: ignore[attr-defined]
        return self.get_response(request)


def begin(request: HttpRequest, at: datetime) -> None:
    """Let the time of a session begin: at its sign-in, and with each later page."""
    request.session[SEEN] = int(at.timestamp())


def left(request: HttpRequest, at: datetime) -> int:
    """Seconds until the session ends; 0 when its time was never noted."""
    seen = request.session.get(SEEN, 0)
    return max(0, seen + settings.SESSION_COOKIE_AGE - int(at.timestamp()))
