"""Typing speed: as the applicant knows it, or as a certificate states it, with the arithmetic shown."""

from decimal import Decimal
from typing import Any

from django import forms

from screening.forms.applicant.draft import DraftForm
from screening.forms.applicant.job import YES_NO
from screening.forms.applicant.questions import NumberField

SOURCES = (
    ("self_reported", "I know my corrected speed myself"),
    ("certificate", "I have a typing certificate"),
)


def _number(label: str, hint: str, most: int) -> NumberField:
    return NumberField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=most,
        max_digits=6,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--4", "autocomplete": "off"}),
        error_messages={
            "invalid": "Enter a number with the digits 0 to 9, for example 35.",
            "min_value": "Enter 0 or more.",
            "max_value": f"Enter {most} or less.",
            "max_digits": f"Enter {most} or less.",
            "max_whole_digits": f"Enter {most} or less.",
            "max_decimal_places": "Enter at most two digits after the point.",
        },
    )


class TypingForm(DraftForm):
    source = forms.ChoiceField(
        label="How do you know your typing speed?", choices=SOURCES, widget=forms.RadioSelect
    )
    net_wpm = _number(
        "Corrected words a minute",
        "Your speed after errors are taken off. If you have a certificate, leave this empty: we reckon it below.",
        300,
    )
    gross_wpm = _number("Certificate: words a minute before errors are taken off (gross)", "", 300)
    errors = _number("Certificate: errors", "", 1000)  # type: ignore[assignment]  # a field, apart from the form's own errors
    minutes = _number("Certificate: length of the test in minutes", "", 120)
    supervised = forms.ChoiceField(
        label="Certificate: was the test supervised in person and signed?",
        help_text="The City does not accept certificates from internet tests.",
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    def content(self) -> dict[str, Any]:
        typing = super().content()
        for name in ("net_wpm", "gross_wpm", "errors", "minutes"):
            if name in typing:
                value: Decimal = typing[name]
                typing[name] = int(value) if value == value.to_integral_value() else float(value)
        if "supervised" in typing:
            typing["supervised"] = typing["supervised"] == "yes"
        if typing.get("source") == "self_reported":
            typing = {name: typing[name] for name in ("source", "net_wpm") if name in typing}
        return typing

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        supervised = {True: "yes", False: "no"}.get(content.get("supervised"))  # type: ignore[arg-type]
        return {**content, "supervised": supervised}
