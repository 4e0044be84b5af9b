"""Asking to hear when a class opens: an address and a class, nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.models import JobClass
from screening.forms.switching import KeepsTyped


class InterestForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    job_class = forms.ModelChoiceField(
        JobClass.objects.all(),
        to_field_name="slug",
        label=_("Which class of jobs?"),
        empty_label=_("- Select -"),
        error_messages={
            "required": _("Choose a class of jobs."),
            "invalid_choice": _("Choose one of the classes in the list."),
        },
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We use it for this alone. You do not need an account."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.com."),
        },
    )
