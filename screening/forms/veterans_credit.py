"""What a person saw that entitles an applicant to veterans' credit."""

from django import forms

from screening.enums import VeteranStatus
from screening.forms.review import needed


class VeteransCreditForm(forms.Form):
    use_required_attribute = False
    status = forms.ChoiceField(
        label="Which credit",
        choices=VeteranStatus.choices,
        widget=forms.RadioSelect,
        error_messages=needed("Choose one."),
    )
    basis = forms.CharField(
        label="Which paper you saw",
        help_text="For example: DD-214, honorable discharge. Nothing about a disability beyond its class.",
        max_length=200,
        error_messages=needed("Write which paper you saw."),
    )
