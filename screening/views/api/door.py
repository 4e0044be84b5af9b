"""The door of the read API: a bearer token with the right scope, and not too often."""

from http import HTTPStatus

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from screening.api_scopes import ApiScope
from screening.city_time import city_day
from screening.domain import api_token
from screening.models import ApiToken
from screening.rate import too_often

MOST, SECONDS = 60, 60


class TooOften(Exception):
    """Answered by 429; ``wait`` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(wait)


class Token(HttpBearer):
    """``Authorization: Bearer`` with a token that opens one scope. What it lacks is said to whoever holds it."""

    def __init__(self, scope: ApiScope) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        at = request.arrived_at
        found = api_token.holding(token)
        if found is None:
            return None
        if found.revoked_at is not None:
            raise HttpError(
                HTTPStatus.UNAUTHORIZED, "This token was revoked. Ask the Personnel Department for a new one."
            )
        if not found.is_open_on(city_day(at)):
            raise HttpError(
                HTTPStatus.UNAUTHORIZED,
                f"This token's last day was {found.last_day}. Ask the Personnel Department for a new one.",
            )
        minute, second = divmod(int(at.timestamp()), SECONDS)
        if too_often("api", f"{found.pk}:{minute}", most=MOST, seconds=SECONDS):
            raise TooOften(SECONDS - second)
        if self.scope not in found.scopes:
            raise HttpError(
                HTTPStatus.FORBIDDEN,
                f"This token may not read this: it lacks the scope {self.scope}. Ask the Personnel Department for a "
                "token that has it.",
            )
        api_token.note_use(found, at=at)
        return found
