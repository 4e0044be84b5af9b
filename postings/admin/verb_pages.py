"""The page before a verb: what it will do, one button, and the verb's own words when it refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from postings.admin.revision_page import revision_of
from postings.city_time import city_day, day_in_words
from postings.domain.cancel import cancel_posting
from postings.domain.close import close_posting
from postings.domain.publish import publish_revision
from postings.errors import Refused
from postings.models import Posting


def publish(model_admin: Any, request: Any, posting: Posting, *, number: int) -> HttpResponse:
    revision = revision_of(posting, number)
    back = reverse("admin:postings_posting_revision", args=[posting.pk, number])
    return _verb_page(
        model_admin,
        request,
        posting,
        verb="publish_revision",
        act=lambda: publish_revision(actor=request.user, revision_id=revision.pk, at=request.arrived_at),
        title=f"Publish {revision.label}",
        will=[
            "Applications that are started from now on are judged by this revision.",
            "Those filed before stay under the revision they were filed under.",
            "Once it is published, neither its text nor its rules can change. A correction is the next revision.",
        ],
        button="Publish",
        said=f"{revision.label} is published.",
        back=back,
    )


def close(model_admin: Any, request: Any, posting: Posting) -> HttpResponse:
    will = ["The posting is recorded as closed. It stays readable."]
    said = f"{posting.title} is closed."
    if posting.closes_at is None and posting.current_revision is not None:
        days = posting.current_revision.closing_notice_days
        last = day_in_words(city_day(request.arrived_at) + timedelta(days=days), weekday=True)
        will = [
            f"The posting says from now on that it closes at the end of {last}, after {days} days of notice.",
            "Applications are taken until then. It cannot be taken back.",
        ]
        said = f"{posting.title} closes at the end of {last}."
    return _verb_page(
        model_admin,
        request,
        posting,
        verb="close_posting",
        act=lambda: close_posting(actor=request.user, posting_id=posting.pk, at=request.arrived_at),
        title=f"Close {posting.title}",
        will=will,
        button="Close",
        said=said,
    )


def cancel(model_admin: Any, request: Any, posting: Posting) -> HttpResponse:
    return _verb_page(
        model_admin,
        request,
        posting,
        verb="cancel_posting",
        act=lambda: cancel_posting(actor=request.user, posting_id=posting.pk, at=request.arrived_at),
        title=f"Cancel {posting.title}",
        will=[
            "No more applications are taken, and drafts cannot be sent any more.",
            "The posting stays readable and says that it was cancelled. It cannot be taken back.",
        ],
        button="Cancel this recruitment",
        said=f"{posting.title} is cancelled.",
        dangerous=True,
    )


def _verb_page(
    model_admin: Any,
    request: Any,
    posting: Posting,
    *,
    verb: str,
    act: Callable[[], object],
    title: str,
    will: list[str],
    button: str,
    said: str,
    back: str = "",
    dangerous: bool = False,
) -> HttpResponse:
    """Show the page; on POST act and go back. A refusal is shown on the same page (409)."""
    if not model_admin.door.may(request.user, verb, posting):
        raise Http404
    back = back or reverse("admin:postings_posting_change", args=[posting.pk])
    problems: list[str] = []
    if request.method == "POST":
        try:
            act()
        except Refused as refused:
            problems = str(refused).splitlines()
        else:
            messages.success(request, said)
            return redirect(back)
    context = {
        "title": title,
        "opts": model_admin.opts,
        "posting": posting,
        "will": will,
        "button": button,
        "back": back,
        "dangerous": dangerous,
        "problems": problems,
    }
    return TemplateResponse(
        request,
        "admin/postings/verb.html",
        model_admin.admin_site.each_context(request) | context,
        status=409 if problems else 200,
    )
