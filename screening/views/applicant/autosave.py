"""Saving as one types: the form's own address, asked by static/js/autosave.js; what cannot be read yet is left out."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from screening.city_time import zone
from screening.domain.draft import Saved
from screening.errors import OlderVersion, Refused
from screening.forms.applicant.draft import DraftForm

HEADER = "X-Autosave"


def autosaves(request: HttpRequest) -> bool:
    """Whether the page saves by itself, so that nothing is asked and nothing shouted."""
    return request.headers.get(HEADER) == "1"


def autosaved(
    request: HttpRequest,
    form: DraftForm,
    save: Callable[[], Saved],
    differences: Callable[[OlderVersion], list[dict[str, Any]]],
) -> HttpResponse:
    """What the page shows in its line of state: when it was saved, or both values where another window was newer.

    Answers 200 with the new version, 409 with the comparison, 400 with words for what cannot be saved at all.
    """
    if "version" in form.errors:
        return JsonResponse({"words": _("Not saved. Open this page again.")}, status=400)
    try:
        saved = save()
    except OlderVersion as older:
        compared = {"conflict": str(older), "rows": differences(older), "path": request.path}
        return JsonResponse(
            {
                "words": _("Not saved: you saved this in another window."),
                "version": older.saved.version,
                "compare": render_to_string("applicant/conflict.html", compared),
            },
            status=409,
        )
    except Refused as refused:
        return JsonResponse({"words": str(refused)}, status=400)
    return JsonResponse({"words": _saved_words(saved, form), "version": saved.version})


def _saved_words(saved: Saved, form: DraftForm) -> str:
    words = _("Saved at %(time)s") % {"time": format_date(saved.saved_at.astimezone(zone()), "P")}
    unread = [str(form.fields[name].label) for name in form.errors if name in form.fields]
    if unread:
        words = (
            words.removesuffix(".") + ". " + _("Not finished yet: %(fields)s") % {"fields": "; ".join(unread)}
        )
    return words
