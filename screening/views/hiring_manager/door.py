"""The hiring manager's door: signed in, with a role that opens it; everything else is not found."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from screening.errors import Refused
from screening.permissions import authorise, departments_of

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def hiring_page(view: View[P]) -> View[P]:
    """Anonymous people sign in first; whoever has no hiring role gets 404. What stands there is for one person: never cached."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        authorise(request.user, "enter_hiring")
        request.may_open_vacancy = bool(departments_of(request.user))  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded  # type: ignore[return-value]


def say_why_not(request: HttpRequest, refused: Refused) -> None:
    """Show a verb's own words at the top of the next page."""
    messages.error(request, str(refused))
