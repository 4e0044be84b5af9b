"""Too many failed tries to sign in: until when a password waits, and what else one may do."""

from datetime import datetime, timedelta
from typing import Any

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from screening.city_time import now
from screening.views import held_text


def locked(
    request: HttpRequest, answer: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page for a known and an unknown address alike; text that was typed beside the sign-in comes back with it."""
    until = _open_again(request, credentials)
    if "beside-login" in request.POST:
        return held_text.locked_out(request, until)
    return render(request, "account/locked.html", {"until": until}, status=429)


def _open_again(request: HttpRequest, credentials: dict[str, Any] | None) -> datetime:
    """The last counted try and the pause after it, up to the whole minute that can be said."""
    tries = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
    )
    last = tries.aggregate(last=Max("attempt_time"))["last"] or now()
    end: datetime = last + (get_cool_off(request) or timedelta())
    return (end + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)
