"""A form that arrived after its session ended, or with a token from before: the typed text is given back, never kept.

It stands in the page that answers, as hidden fields that the next button sends again. Nothing is written on the server
or in the browser, so nothing personal is left for the next person at a shared computer.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.csrf import csrf_failure as plain_csrf_failure

from screening.forms.account import SignInBesideForm

NOT_TYPED = {"csrfmiddlewaretoken", "version", "language"}
SENT_ALONG = {"csrfmiddlewaretoken", "language"}


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """What answers a form that was sent without a session; None when its sender has just signed in with it."""
    form = SignInBesideForm(request.POST if "beside-login" in request.POST else None, request=request)
    second_step = False
    if form.is_bound and form.is_valid():
        answer = form.login(request)
        if request.user.is_authenticated:
            return None
        second_step = "/2fa/" in answer.headers.get("Location", "")
    return _page(request, "account/session_ended.html", status=401, form=form, second_step=second_step)


def locked_out(request: HttpRequest, until: datetime) -> HttpResponse:
    """Too many tries beside the typed text: it stays, and so does the way in by a code or a passkey."""
    form = SignInBesideForm(request=request)
    return _page(request, "account/session_ended.html", status=429, form=form, until=until)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in elsewhere gives a browser a new token: a page from before brings its text back under the new one.

    Only for our own pages: what another site sends here gets no button that would send it again.
    """
    if not _from_us(request) or not _applicants(request.path):
        return plain_csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return _page(
            request, "account/session_ended.html", status=403, form=SignInBesideForm(request=request)
        )
    return _page(request, "account/send_again.html", status=403)


def _page(request: HttpRequest, template: str, *, status: int, **context: object) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in SENT_ALONG and not name.startswith("beside-")
        for value in values
    ]
    typed = [value for name, value in sent if name not in NOT_TYPED and value.strip()]
    context |= {
        "sent": sent,
        "typed": typed,
        "files": [file.name for _name, files in request.FILES.lists() for file in files],
    }
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _from_us(request: HttpRequest) -> bool:
    origin = request.headers.get("origin") or request.headers.get("referer", "")
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def _applicants(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return match.app_name == "applicant" or match.url_name == "own_contact"
