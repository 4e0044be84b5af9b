"""One's own account: a copy of everything, and deleting it."""

import tempfile
import zipfile

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from screening.city_time import city_day
from screening.domain import own_account
from screening.domain.queries import applications_of
from screening.enums import ApplicationState
from screening.forms.account import DeleteAccountForm
from screening.views.personal import personal_page

IN_MEMORY = 1_000_000


@require_GET
@personal_page
def data(request: HttpRequest) -> HttpResponse:
    """What the City holds, and what can be done with it."""
    return render(request, "account/data.html", _counts(request))


@require_GET
@personal_page
@reauthentication_required
def download(request: HttpRequest) -> FileResponse:
    """Everything as one ZIP file; spooled to disk when it is large."""
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the response closes it)
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in own_account.copy_of_everything(request.user):
            archive.writestr(name, content)
    spool.seek(0)
    name = f"my-data-{city_day(request.arrived_at).isoformat()}.zip"
    return FileResponse(spool, as_attachment=True, filename=name, content_type="application/zip")


@require_http_methods(["GET", "POST"])
@personal_page
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, ask once more, then delete."""
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        counts = _counts(request)
        own_account.delete(actor=request.user, at=request.arrived_at)
        logout(request)
        return render(request, "account/deleted.html", counts)
    status = 400 if form.is_bound else 200
    return render(request, "account/delete.html", {**_counts(request), "form": form}, status=status)


def _counts(request: HttpRequest) -> dict[str, int]:
    drafts = applications_of(request.user).filter(state=ApplicationState.DRAFT).count()
    return {"drafts": drafts, "sent": applications_of(request.user).count() - drafts}
