"""The page before a verb: what will happen, what to fill in, and the verb's own words when it refuses."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from screening.admin.application_page import around, page_url
from screening.errors import Refused
from screening.models import Application

Act = Callable[[dict[str, Any]], str]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was filled in; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def verb_page(
    model_admin: ModelAdmin,
    request: HttpRequest,
    application: Application,
    *,
    form: forms.Form,
    act: Act,
    title: str,
    button: str,
    template: str = "verb",
    dangerous: bool = False,
    leaves: bool = False,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the page; on POST call ``act`` with the cleaned form, which gives the sentence to say afterwards.

    A refusal is shown on the same page (409) with everything that was typed. 'Then open the next' keeps the queue.
    ``leaves``: afterwards this person sees the application no more.
    """
    status = 200
    _, after = around(model_admin, request, application)
    if request.method == "POST":
        if form.is_valid():
            try:
                said = act(form.cleaned_data)
            except Refused as refused:
                form.add_error(None, str(refused))
                status = 409
            else:
                messages.success(request, said)
                if leaves:
                    return redirect("admin:screening_application_changelist")
                onward = after if after is not None and "then_next" in request.POST else application
                return redirect(page_url(request, onward.pk))
        else:
            status = 400
    return TemplateResponse(
        request,
        f"admin/screening/{template}.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": title,
            "opts": model_admin.opts,
            "application": application,
            "back": page_url(request, application.pk),
            "has_next": after is not None and not leaves,
            "form": form,
            "button": button,
            "dangerous": dangerous,
        }
        | (context or {}),
        status=status,
    )
