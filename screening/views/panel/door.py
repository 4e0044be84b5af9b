"""The door of an interview panel: signed in, with a role that may sit on one; everything else is not found."""

from functools import wraps

from django.http import HttpRequest, HttpResponseBase

from screening.permissions import authorise
from screening.views.personal import P, View, personal_page


def panel_page(view: View[P]) -> View[P]:
    """A personal page that nobody finds who may not sit on a panel."""

    @personal_page
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        authorise(request.user, "enter_panel")
        return view(request, *args, **kwargs)

    return guarded
