"""How the City reaches the applicant, beside the account's own address for mail. None of it is read by the evaluation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.applicant.draft import DraftForm, text


class ContactForm(DraftForm):
    given_names = text(_("Given names"), hint=_("As you want us to write them."), autocomplete="given-name")
    family_names = text(_("Family names"), autocomplete="family-name")
    phone = forms.CharField(
        label=_("Phone number"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "input--20"}),
        error_messages={"max_length": _("Shorten this to at most 40 characters.")},
    )
    address1 = text(_("Street address"), autocomplete="address-line1")
    address2 = text(_("Apartment, suite or unit"), autocomplete="address-line2")
    city = text(_("City"), most=100, autocomplete="address-level2")
    state = text(_("State"), most=40, autocomplete="address-level1")
    postal_code = text(_("ZIP code"), most=12, autocomplete="postal-code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address2"].required = False
