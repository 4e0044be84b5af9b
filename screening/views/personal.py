"""Pages that stand there for one person: signed in, and never kept by a shared computer."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from screening.views.held_text import signed_out

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def personal_page(view: View[P]) -> View[P]:
    """Anonymous people sign in first; what they typed comes back to them, and what they are shown is never cached."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            ended = (
                signed_out(request)
                if request.method == "POST"
                else redirect_to_login(request.get_full_path())
            )
            if ended is not None:
                return ended
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded  # type: ignore[return-value]
