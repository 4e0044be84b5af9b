"""The applicant's door: signed in; one's own applications only; nothing personal stays in a shared computer's cache."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from screening.domain.queries import applications_of
from screening.enums import ApplicationState
from screening.models import Application

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def applicant_page(view: View[P]) -> View[P]:
    """Anonymous people sign in first. What stands there is for one person: never cached."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded  # type: ignore[return-value]


def own(request: HttpRequest, pk: int) -> Application:
    """One's own application, or 404."""
    return get_object_or_404(applications_of(request.user), pk=pk)


def own_draft(request: HttpRequest, pk: int) -> Application:
    """One's own application while it can still be changed, or 404."""
    return get_object_or_404(applications_of(request.user), pk=pk, state=ApplicationState.DRAFT)
