"""In which language a person reads: chosen in the header, kept on the account, and asked of the browser before that."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from screening.domain.account import choose_language

SWITCH = "switch_language"
"""The name of the header's button. A form that is sent by it is shown again as it was typed, and not judged."""
STAFF = ("/admin/", "/hiring/", "/interviews/", "/accommodation-requests/", "/api/")
"""Rooms that speak English alone."""
GOVERNS = "en"
"""The language whose text of a posting is binding."""

Next = Callable[[HttpRequest], HttpResponseBase]


class LanguageMiddleware:
    """Serves each request in its reader's language, and takes a choice of another one wherever it is sent."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or GOVERNS)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        chosen = getattr(request, "language_chosen", "")
        if chosen:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
            if response.status_code == 400:  # a form that is only shown again is no mistake
                response.status_code = 200
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """After the check for forged requests: the choice holds from this page on."""
        chosen = request.POST.get(SWITCH, "") if request.method == "POST" else ""
        if chosen not in dict(settings.LANGUAGES):
            return
        request.language_chosen = chosen  # type: ignore[attr-defined]
        translation.activate(chosen)
        if request.user.is_authenticated:
            choose_language(actor=request.user, language=chosen)


def language_of(request: HttpRequest) -> str:
    """The account's language, else what was chosen in this browser, else what the browser asks for."""
    if request.path.startswith(STAFF):
        return GOVERNS
    kept: str = getattr(request.user, "language", "")
    return kept or translation.get_language_from_request(request)


def languages(request: HttpRequest) -> dict[str, Any]:
    """The template context of the header's switch: the other language, and the page to come back to."""
    now = translation.get_language() or GOVERNS
    others = [{"code": code, "name": name} for code, name in settings.LANGUAGES if code != now]
    if request.path.startswith(STAFF):
        others = []
    return {"LANGUAGE_CODE": now, "OTHER_LANGUAGES": others, "language_next": _page_of(request)}


def _page_of(request: HttpRequest) -> str:
    """The address of this page; where it answers a sent form, the page that the form stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(came_from)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return reverse("postings:list")
