"""One's own account: a copy of everything, and deleting it."""

from functools import partial
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from screening.answers_in_words import contact_label
from screening.city_time import city_day
from screening.domain import contact as contacts
from screening.domain import own_account
from screening.domain.queries import applications_of
from screening.enums import ApplicationState
from screening.errors import OlderVersion
from screening.forms.account import DeleteAccountForm
from screening.forms.applicant.contact import ContactForm
from screening.sent_pdf import issue
from screening.views.applicant.sections import compared
from screening.views.personal import personal_page
from screening.zip_file import zip_file

SHOWN = 50


@require_safe
@personal_page
def data(request: HttpRequest) -> HttpResponse:
    """What the City holds, and what can be done with it."""
    return render(request, "account/data.html", _counts(request))


@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def contact(request: HttpRequest) -> HttpResponse:
    """How the City reaches this person, for every application at once, and what changed when."""
    saved = contacts.contact_of(request.user.pk)
    content = saved.content if saved else {}
    conflict: dict[str, Any] = {}
    if request.method == "POST":
        form = ContactForm(request.POST)
        if form.is_valid():
            try:
                contacts.save_contact(
                    actor=request.user,
                    person=request.user,
                    content=form.content(),
                    version=form.opened_with,
                    at=request.arrived_at,
                )
            except OlderVersion as older:
                conflict = {"conflict": str(older), "rows": compared(form, ContactForm, older)}
            else:
                messages.success(request, _("Saved. It holds for all your applications from now on."))
                return redirect("own_contact")
    else:
        form = ContactForm(initial={**content, "version": saved.version if saved else 0})
    changes = [
        {
            "at": each.changed_at,
            "fields": [
                (contact_label(name), each.before.get(name), value) for name, value in each.after.items()
            ],
        }
        for each in contacts.changes_of(request.user)[:SHOWN]
    ]
    context = {"form": form, "saved": saved, "changes": changes, **conflict}
    status = 409 if conflict else 400 if form.errors else 200
    return render(request, "account/contact.html", context, status=status)


@require_safe
@personal_page
@reauthentication_required
def download(request: HttpRequest) -> FileResponse:
    """Everything as one ZIP file."""
    files = own_account.copy_of_everything(request.user, typeset=partial(issue, at=request.arrived_at))
    return zip_file(files, name=f"my-data-{city_day(request.arrived_at).isoformat()}.zip")


@require_http_methods(["GET", "HEAD", "POST"])
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
