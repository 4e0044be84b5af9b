"""The addresses of the read API and of its tokens, and who opens them. What needs a token opens to nobody who signs in."""

from datetime import timedelta
from typing import Any

from postings.models import Department
from screening.api_scopes import ApiScope
from screening.city_time import city_day, now
from screening.domain import api_token
from screening.models import User
from tests.screening.addresses import EVERYONE, NOBODY

_TOKENS = "admin/screening/apitoken/"
_SUPERVISOR = frozenset({"supervisor"})

API: dict[str, tuple[str, frozenset[str]]] = {
    "api/v1/": ("api/v1/", NOBODY),
    "api/v1/reference/": ("api/v1/reference/", EVERYONE),
    "api/v1/openapi.json": ("api/v1/openapi.json", EVERYONE),
    "api/v1/eligible-lists/": ("api/v1/eligible-lists/", NOBODY),
    "api/v1/interview-lists/": ("api/v1/interview-lists/", NOBODY),
    "api/v1/interview-lists/<int:interview_list>/names/": ("api/v1/interview-lists/{list}/names/", NOBODY),
    "api/v1/dispositions/": ("api/v1/dispositions/", NOBODY),
    _TOKENS: (_TOKENS, frozenset({"supervisor", "auditor"})),
    f"{_TOKENS}make/": (f"{_TOKENS}make/", _SUPERVISOR),
    f"{_TOKENS}<int:object_id>/revoke/": (f"{_TOKENS}{{token}}/revoke/", NOBODY),
}


def make_token(
    actor: User, department: Department, *scopes: ApiScope, at: Any = None, days: int = 30
) -> tuple[Any, str]:
    """A token and its secret; without scopes, of all."""
    at = at or now()
    return api_token.make(
        actor=actor,
        department=department,
        purpose="Nightly copy",
        scopes=[scope.value for scope in scopes or ApiScope],
        last_day=city_day(at) + timedelta(days=days),
        at=at,
    )
