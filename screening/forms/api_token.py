"""What a token of the read API is made of."""

from typing import Any

from django import forms

from postings.models import Department
from screening.api_scopes import ApiScope
from screening.forms.review import DateInput, needed


class ApiTokenForm(forms.Form):
    """Which system, of which department, may read what, and until when. The rules are the verb's."""

    use_required_attribute = False
    purpose = forms.CharField(
        label="What it is for",
        help_text="The system that uses it, for example: nightly copy for the department’s staffing report.",
        max_length=120,
        error_messages=needed("Say which system uses the token, and what for."),
    )
    department = forms.ModelChoiceField(
        Department.objects.order_by("name"),
        label="Department",
        help_text="Nothing of another department can be read with it.",
        empty_label="Choose a department",
        error_messages=needed("Choose the department whose system it is."),
    )
    scopes = forms.MultipleChoiceField(
        label="What it may read",
        choices=ApiScope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=needed("Choose at least one thing that it may read."),
    )
    last_day = forms.DateField(
        label="Last day",
        help_text="At most one year from today.",
        widget=DateInput(),
        error_messages=needed("Choose the last day on which it may be used.")
        | {"invalid": "This is not a date. Type it as 2026-12-31."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
