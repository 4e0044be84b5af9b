"""How the City reaches the applicant. None of it is read by the evaluation."""

from typing import Any

from django import forms

from screening.forms.applicant.draft import DraftForm, text


class ContactForm(DraftForm):
    given_names = text("Given names", hint="As you want us to write them.", autocomplete="given-name")
    family_names = text("Family names", autocomplete="family-name")
    email = forms.EmailField(
        label="E-mail address",
        help_text="We write to this address about your application.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an e-mail address such as name@example.com."},
    )
    phone = forms.CharField(
        label="Phone number",
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "input--20"}),
        error_messages={"max_length": "Shorten this to at most 40 characters."},
    )
    address1 = text("Street address", autocomplete="address-line1")
    address2 = text("Apartment, suite or unit", autocomplete="address-line2")
    city = text("City", most=100, autocomplete="address-level2")
    state = text("State", most=40, autocomplete="address-level1")
    postal_code = text("ZIP code", most=12, autocomplete="postal-code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address2"].required = False
