"""A day of the calendar on the analyst's pages: the browser's own picker, sent as year-month-day."""

from django import forms


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
