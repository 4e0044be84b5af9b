"""How many notices wait to be read, for the navigation of an applicant's pages."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from screening.domain.queries import unread_notices_of


def unread(request: HttpRequest) -> dict[str, Any]:
    """The template context ``unread_notices``: a number, counted (one query) only where a page shows it."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    return unread_notices_of(user).count() if user is not None and user.is_authenticated else 0
