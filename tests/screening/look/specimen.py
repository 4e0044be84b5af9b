"""A page for these tests alone: every kind of field and every part of a page, with and without mistakes."""

from pathlib import Path
from typing import Any

from crispy_forms.bootstrap import InlineRadios, PrependedAppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Column, Field, Fieldset, Layout, Row, Submit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines

from screening.forms.memorable_date import MemorableDateField

YES_NO_UNSURE = [("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure")]


class SpecimenForm(forms.Form):
    """One field of each kind the product asks."""

    employer = forms.CharField(label="Employer", help_text="Use the name on your pay stub.", max_length=100)
    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    middle_name = forms.CharField(label="Middle name", required=False)
    hours = forms.DecimalField(
        label="Hours a week", help_text="Usual hours, without overtime.", max_value=168
    )
    pay = forms.DecimalField(label="Hourly pay in dollars", required=False)
    kind = forms.ChoiceField(
        label="Kind of work",
        choices=[("", "- Select -"), ("regular", "Regular job"), ("volunteer", "Volunteer work")],
    )
    duties = forms.CharField(label="What you did", help_text="A few sentences.", widget=forms.Textarea)
    clerical = forms.ChoiceField(
        label="Did you do clerical work in this job?",
        help_text="For example filing, data entry or handling mail.",
        choices=YES_NO_UNSURE,
        widget=forms.RadioSelect,
    )
    city_employee = forms.ChoiceField(
        label="Do you work for the City now?", choices=YES_NO_UNSURE[:2], widget=forms.RadioSelect
    )
    option = forms.ChoiceField(
        label="Which option do you qualify under?",
        choices=[
            ("call_center", "I worked in a call center making inbound and outbound calls."),
            ("remittance", "I processed remittance payments in a centralized billing system."),
            ("functions", "At least two of the customer service functions were my primary duties."),
        ],
        widget=forms.RadioSelect,
    )
    systems = forms.MultipleChoiceField(
        label="Which systems have you used?",
        help_text="Check all that apply.",
        choices=[
            ("Phone systems", [("aspect", "Aspect"), ("connect", "Amazon Connect")]),
            ("Office", [("excel", "Microsoft Excel"), ("word", "Microsoft Word")]),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    started = MemorableDateField(label="First day", help_text="For example: March 15 2021.")
    ended = MemorableDateField(label="Last month", day="none", required=False)
    proof = forms.FileField(label="Proof of the assignment", help_text="PDF, up to 10 MB.")
    certify = forms.BooleanField(label="I certify that everything here is true.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset("The job", "employer", "email", "middle_name", Row(Column("hours"), Column("kind"))),
            PrependedAppendedText("pay", "$", "an hour"),
            "duties",
            "clerical",
            InlineRadios("city_employee"),
            Field("option", template="uswds/layout/tiles.html"),
            "systems",
            Row("started", "ended"),
            "proof",
            "certify",
            "token",
            ButtonHolder(
                Submit("save", "Save and continue"),
                HTML('<a class="usa-button usa-button--outline" href="/">Back</a>'),
            ),
        )
        return helper


class SchoolForm(forms.Form):
    """An entry of a formset."""

    school = forms.CharField(label="School")
    degree = forms.CharField(label="Degree", required=False)

    @property
    def entry_label(self) -> str:
        return f"School {int((self.prefix or 'form-0').rsplit('-', 1)[-1]) + 1}"


SchoolFormSet = forms.formset_factory(SchoolForm, extra=2)

TREE = [
    {
        "label": "One year of full-time clerical experience",
        "join": "all",
        "outcome": "undetermined",
        "measure": "11.2 to 12.4 of 12 months",
        "children": [
            {
                "label": "Six months of it in a high-volume customer services section",
                "join": "any",
                "outcome": "met",
                "cite": "which MUST include a minimum of six months of full-time customer service experience",
                "children": [
                    {"label": "In a call center making inbound and outbound calls", "outcome": "not_met"},
                    {
                        "label": "Processing remittance payments in a centralized billing system",
                        "outcome": "not_met",
                    },
                    {
                        "label": "Primary duties in one job",
                        "join": "at_least",
                        "count": 2,
                        "outcome": "met",
                        "notes": [
                            "Job 1 counted for 212 days.",
                            "Retail work in job 2 qualifies only this way.",
                        ],
                        "children": [
                            {"label": "Providing utility information to the public"},
                            {"label": "Researching, reconciling and resolving billing inquiries"},
                            {"label": "Performing initial delinquent accounts collection work"},
                        ],
                    },
                ],
            },
        ],
    },
    {"label": "Type at a corrected speed of 30 words a minute", "outcome": "met"},
]

PARTS: dict[str, Any] = {
    "trail": [{"text": "Open jobs", "url": "/"}, {"text": "Specimen"}],
    "tree": TREE,
    "tasks": [
        {"title": "Your contact information", "url": "/", "status": "Completed", "tone": "success"},
        {"title": "Work history", "url": "/", "status": "In progress", "tone": "info", "hint": "2 jobs"},
        {"title": "Check and send", "status": "Cannot start yet", "tone": "quiet"},
    ],
    "rows": [
        {"key": "Name", "value": "Ana O’Brien 王", "url": "/"},
        {"key": "Address", "value": "12 Long Street\nSan Diego", "url": "/"},
        {"key": "Systems used", "lines": ["Aspect", "Microsoft Excel"], "url": "/"},
        {"key": "Hours a week", "value": 40},
        {"key": "Last day", "value": "", "missing": True, "url": "/", "action": "Answer"},
        {"key": "Middle name", "value": ""},
    ],
    "steps": [
        {"label": "Contact", "state": "complete"},
        {"label": "Work history", "state": "current"},
        {"label": "Questions", "state": "pending"},
        {"label": "Check and send", "state": "pending"},
    ],
    "pages": [
        {"number": 1, "url": "?page=1"},
        {"gap": True},
        {"number": 4, "current": True},
        {"number": 5, "url": "?page=5"},
    ],
}


def specimen(request: HttpRequest) -> HttpResponse:
    """The form as it first comes, or with its mistakes once it was sent."""
    form = SpecimenForm(request.POST, request.FILES) if request.method == "POST" else SpecimenForm()
    source = (Path(__file__).parent / "specimen.html").read_text()
    return HttpResponse(engines["django"].from_string(source).render({**PARTS, "form": form}, request))
