"""Checking a printed application: its code, and the file where somebody has it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.switching import KeepsTyped


class VerifyForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands at the foot of each page, for example 7KQ2-M4TX-9RWD-BC8N. Hyphens do not matter."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"class": "input--20", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Enter the code that stands at the foot of the paper."),
            "max_length": _("A code has 16 letters and digits. Enter only the code."),
        },
    )  # fmt: skip
    file = forms.FileField(
        label=_("The PDF file"),
        help_text=_("If you have it. It is compared and not kept."),
        required=False,
        max_length=300,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={
            "max_length": _("The name of this file is too long. Give it a shorter name and choose it again."),
        },
    )
