"""The hiring manager's door: signed in, with a role that opens it; everything else is not found."""

from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase

from screening.errors import Refused
from screening.permissions import authorise, departments_of
from screening.views.personal import P, View, personal_page


def hiring_page(view: View[P]) -> View[P]:
    """A personal page that whoever has no hiring role does not find."""

    @personal_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        authorise(request.user, "enter_hiring")
        request.may_open_vacancy = bool(departments_of(request.user))  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded


def say_why_not(request: HttpRequest, refused: Refused) -> None:
    """Show a verb's own words at the top of the next page."""
    messages.error(request, str(refused))
