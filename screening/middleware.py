"""What happens around every request: the instant it arrived, the second factor, and refusals turned into pages."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    UnreadablePostError,
)
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views.defaults import bad_request, page_not_found

from screening.arrival import arrival
from screening.errors import Gone, NotAllowed, Refused

Next = Callable[[HttpRequest], HttpResponseBase]


class ArrivalMiddleware:
    """Sets ``request.arrived_at``: deadlines compare the instant at which a request arrived, not when it was served."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.arrived_at = arrival()  # type: ignore[attr-defined]
        return self.get_response(request)


class ReadableMiddleware:
    """A request that is not UTF-8 text, or whose address has a NUL, is answered by 400: no view could read or store it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        address = request.path_info + request.META.get("QUERY_STRING", "")
        if charset not in ("utf-8", "utf8") or "\0" in address or "%00" in address:
            return bad_request(request, BadRequest("not readable"))
        return self.get_response(request)


class WholeMiddleware:
    """A form that was cut off on its way is answered by 400 in words before any view sees a part of it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            request.POST  # noqa: B018  (reads what was sent, as the next middleware would)
        except UnreadablePostError:
            words = _(
                "The connection was cut while you were sending. Nothing was kept or changed. Send it again."
            )
            if request.headers.get("accept") == "application/json":
                return JsonResponse({"taken": False, "words": words}, status=400)
            return HttpResponse(get_template("cut_off.html").render({"words": words}), status=400)
        return self.get_response(request)


class PrivateMiddleware:
    """What is shown to somebody who is signed in is kept by no browser: the next person at a shared computer presses Back."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class ErrorsMiddleware:
    """What is not yours is 404; what a verb refuses is a page (409) with the verb's own words."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotAllowed):
            return page_not_found(request, Http404())
        if isinstance(error, Refused):
            if request.headers.get("x-autosave") == "1":
                return JsonResponse({"words": str(error)}, status=409)
            page = error.page if isinstance(error, Gone) else ""
            return render(request, "refused.html", {"reason": str(error), "page": page}, status=409)
        return None


class SecondFactorMiddleware:
    """Where it is required, a staff member without a second factor can only set one up or sign out."""

    OPEN = ("/accounts/", "/static/", "/healthz")

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.must_set_up(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def must_set_up(self, request: HttpRequest) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR_FOR_STAFF or request.path.startswith(self.OPEN):
            return False
        user: Any = request.user
        staff = user.is_authenticated and (user.is_staff or user.is_superuser or user.roles.exists())
        return staff and not is_mfa_enabled(user)


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """The name somebody tried to sign in with, in one spelling, for counting failed tries (django-axes)."""
    given = dict(credentials or {})
    name = given.get("email") or given.get("username") or (request and request.POST.get("login"))
    return str(name).strip().lower()[:254] if name else None


def address_of(request: HttpRequest) -> str:
    """The visitor's address, for counting tries: of X-Forwarded-For only the part that our own proxies wrote is believed."""
    forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
    if 0 < settings.PROXIES <= len(forwarded):
        try:
            return str(ip_address(forwarded[-settings.PROXIES]))
        except ValueError:
            pass
    return str(request.META.get("REMOTE_ADDR", ""))
