"""How a person signs an offer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.domain.offer_answer import MOST_NAME
from screening.forms.switching import KeepsTyped


class SignForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=_("Type your full name to sign"),
        max_length=MOST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Type your full name to sign."),
            "max_length": _("Shorten the name to 120 characters."),
        },
    )
    agrees = forms.BooleanField(
        label=_("I read the letter, and I accept the offer with its conditions."),
        error_messages={"required": _("Tick this to accept the offer.")},
    )
