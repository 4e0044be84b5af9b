"""The form with which a hiring manager opens a vacancy."""

from typing import Any

from django import forms

from postings.models import Department, JobClass
from screening.domain.vacancy import MOST_POSITIONS
from screening.models import User, Vacancy
from screening.permissions import departments_of


class VacancyForm(forms.Form):
    """Class, requisition number, positions, location; the department too for whoever hires for several."""

    department = forms.ModelChoiceField(
        Department.objects.none(),
        empty_label="- Select -",
        error_messages={
            "required": "Choose the department that hires.",
            "invalid_choice": "Choose one of your departments.",
        },
    )
    job_class = forms.ModelChoiceField(
        JobClass.objects.none(),
        label="Class",
        help_text="The kind of job, as the posting names it.",
        empty_label="- Select -",
        error_messages={"required": "Choose the class.", "invalid_choice": "Choose a class from the list."},
    )
    requisition = forms.CharField(
        label="Requisition number",
        help_text="The number your department gave this request to hire, for example WB-2025-014.",
        max_length=Vacancy._meta.get_field("requisition").max_length,
        widget=forms.TextInput(attrs={"class": "input--20", "autocomplete": "off"}),
        error_messages={"required": "Enter the requisition number."},
    )
    positions = forms.IntegerField(
        label="How many people do you want to hire?",
        min_value=1,
        max_value=MOST_POSITIONS,
        initial=1,
        widget=forms.TextInput(attrs={"class": "input--2", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": "Enter how many people you want to hire.",
            "invalid": "Enter how many people you want to hire as a whole number, for example 2.",
            "min_value": "Enter 1 or more.",
            "max_value": f"Enter {MOST_POSITIONS} or fewer.",
        },
    )
    location = forms.CharField(
        label="Where the job is",
        help_text="Where people would work. It is shown on your lists.",
        required=False,
        max_length=Vacancy._meta.get_field("location").max_length,
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Department.objects.filter(pk__in=departments_of(actor))
        self.fields["department"].queryset = mine  # type: ignore[attr-defined]
        classes = JobClass.objects.filter(postings__isnull=False).distinct()
        self.fields["job_class"].queryset = classes  # type: ignore[attr-defined]
        only = list(mine[:2])
        if len(only) == 1:
            self.fields["department"].initial = only[0].pk
            self.fields["department"].widget = forms.HiddenInput()
