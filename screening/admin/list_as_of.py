"""A list as it stood on a day: who was on it, in which order, and why."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from screening.city_time import city_day
from screening.domain import list_as_of
from screening.forms.day import DayField
from screening.models import EligibleList

NAMES_A_PAGE = 100


class DayForm(forms.Form):
    """The day to look at; the present day is looked at as it is so far."""

    day = DayField(
        label="The list as of",
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": "This is not a day of the calendar. Enter it as year-month-day, for example 2025-05-01.",
            "required": "Enter the day to look at.",
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError("This day is still to come. Enter today or an earlier day.")
        return day


def page(model_admin: ModelAdmin, request: HttpRequest, eligible_list: EligibleList) -> HttpResponse:
    """Today's names unless another day is asked for."""
    today = city_day(request.arrived_at)
    asked = request.GET if "day" in request.GET else {"day": today.isoformat()}
    form = DayForm(asked, today=today)
    day = form.cleaned_data["day"] if form.is_valid() else None
    names = list_as_of.stood_on(eligible_list, day) if day else []
    return TemplateResponse(
        request,
        "admin/screening/list_as_of.html",
        model_admin.admin_site.each_context(request)
        | {
            "title": f"{eligible_list.posting}: the list as of a day",
            "opts": model_admin.opts,
            "list": eligible_list,
            "form": form,
            "day": day,
            "in_force": day is not None and eligible_list.is_in_force_on(day),
            "page": Paginator(names, NAMES_A_PAGE).get_page(request.GET.get("page")),
        },
        status=200 if day else 400,
    )
