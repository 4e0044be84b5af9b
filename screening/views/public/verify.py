"""Anybody who holds a printed application can ask whether the City knows it, and learns nothing else."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from postings.domain.spoken import spoken
from screening.domain import sent_copy
from screening.forms.verify import VerifyForm
from screening.middleware import address_of
from screening.models import SentCopy
from screening.rate import too_often

TRIES, SECONDS = 20, 600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Type the code; where the file is sent along, whether it is one that was handed out, byte for byte."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or form.only_switches:
        return render(request, "public/verify.html", {"form": form})
    if too_often("verify", address_of(request), most=TRIES, seconds=SECONDS):
        form = VerifyForm()
        return render(request, "public/verify.html", {"form": form, "too_often": True}, status=429)
    form.is_bound = True
    if not form.is_valid():
        return render(request, "public/verify.html", {"form": form}, status=400)
    copy = sent_copy.look_up(form.cleaned_data["code"])
    if copy is None:
        form.add_error(
            "code",
            _(
                "No application belongs to this code. Compare each sign with the paper. If it is the same, the paper "
                "is not from the City."
            ),
        )
        return render(request, "public/verify.html", {"form": form}, status=404)
    return render(request, "public/verify.html", {"form": VerifyForm(), **_found(form, copy)})


def _found(form: VerifyForm, copy: SentCopy) -> dict[str, object]:
    file = form.cleaned_data["file"]
    known = None
    if file is not None:
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        known = sent_copy.was_issued(copy, digest.hexdigest())
    return {
        "copy": copy,
        "posting": copy.submission.application.posting,
        "revision": spoken(copy.submission.revision),
        "fingerprint": sent_copy.fingerprint(copy),
        "file_is_ours": known,
    }
