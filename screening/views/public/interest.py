"""Tell me when this class opens: asking, saying yes from the mailbox, and ending it by one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from screening.domain import interest
from screening.forms.interest import InterestForm
from screening.middleware import address_of
from screening.rate import too_often

ASKS, SECONDS = 10, 3600
LETTERS = 3
"""Letters that one address gets in that time, whoever asks; the page says the same."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """The form; then the same answer whether or not the address is known."""
    if request.method != "POST":
        form = InterestForm(initial={"job_class": request.GET.get("class", "")})
        return render(request, "public/interest/ask.html", {"form": form})
    form = InterestForm(request.POST)
    if not form.is_valid():
        return render(request, "public/interest/ask.html", {"form": form}, status=400)
    if too_often("interest", address_of(request), most=ASKS, seconds=SECONDS):
        return render(request, "public/interest/ask.html", {"form": form, "too_often": True}, status=429)
    address, job_class = form.cleaned_data["address"], form.cleaned_data["job_class"]
    if not too_often("interest-letter", address.lower(), most=LETTERS, seconds=SECONDS):
        interest.ask(
            address=address,
            job_class=job_class,
            language=get_language() or "en",
            at=request.arrived_at,  # type: ignore[attr-defined]  # set by ArrivalMiddleware
        )
    return render(request, "public/interest/asked.html", {"address": address, "job_class": job_class})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, and then yes: mail programs that only look at a link confirm nothing."""
    if request.method != "POST":
        return render(request, "public/interest/confirm.html", {"ends": False})
    card = interest.confirm(token=token, at=request.arrived_at)  # type: ignore[attr-defined]
    context = {"card": card, "job_class": card and card.job_class}
    return render(request, "public/interest/confirmed.html", context, status=200 if card else 410)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest, token: str) -> HttpResponse:
    """One click. A mail provider sends the POST itself, without a page of ours before it (RFC 8058)."""
    if request.method != "POST":
        return render(request, "public/interest/confirm.html", {"ends": True})
    if not interest.end(token=token):
        return render(request, "public/interest/confirmed.html", {"card": None}, status=400)
    return render(request, "public/interest/ended.html")
