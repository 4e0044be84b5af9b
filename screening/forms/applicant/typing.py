"""Typing speed: as the applicant knows it, or as a certificate states it, with the arithmetic shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.forms.applicant.draft import DraftForm, Group
from screening.forms.applicant.job import YES_NO
from screening.forms.applicant.number import NumberField, plain

SOURCES = (
    ("self_reported", _("I know my corrected speed myself")),
    ("certificate", _("I have a typing certificate")),
)
SELF_REPORTED = ("net_wpm",)
CERTIFICATE = ("gross_wpm", "errors", "minutes", "supervised")


class TypingForm(DraftForm):
    needed_sometimes = (*SELF_REPORTED, *CERTIFICATE)

    source = forms.ChoiceField(
        label=_("How do you know your typing speed?"), choices=SOURCES, widget=forms.RadioSelect
    )
    net_wpm = NumberField(
        label=_("Corrected words a minute"),
        help_text=_("Your speed after errors are taken off."),
        most=300,
        example="35",
        required=False,
    )
    gross_wpm = NumberField(
        label=_("Words a minute before errors are taken off (gross)"), most=300, example="40", required=False
    )
    errors = NumberField(label=_("Errors"), most=1000, example="3", required=False)  # type: ignore[assignment]  # a field, apart from the form's own errors
    minutes = NumberField(label=_("Length of the test in minutes"), most=120, example="5", required=False)
    supervised = forms.ChoiceField(
        label=_("Was the test supervised in person and signed?"),
        help_text=_("The City does not accept certificates from internet tests."),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )

    @property
    def groups(self) -> list[Group]:
        return [
            Group("", [self["source"]]),
            Group(_("If you know it yourself"), [self[name] for name in SELF_REPORTED]),
            Group(_("If you have a certificate"), [self[name] for name in CERTIFICATE]),
        ]

    def content(self) -> dict[str, Any]:
        """What belongs to the chosen source; the speed of a certificate is reckoned from what it states."""
        typing = super().content()
        asked = {"self_reported": SELF_REPORTED, "certificate": CERTIFICATE}.get(
            typing.get("source", ""), (*SELF_REPORTED, *CERTIFICATE)
        )
        typing = {name: value for name, value in typing.items() if name == "source" or name in asked}
        for name in typing.keys() & {"net_wpm", "gross_wpm", "errors", "minutes"}:
            typing[name] = plain(typing[name])
        if "supervised" in typing:
            typing["supervised"] = typing["supervised"] == "yes"
        return typing

    @classmethod
    def initial_of(cls, content: dict[str, Any]) -> dict[str, Any]:
        supervised = {True: "yes", False: "no"}.get(content.get("supervised"))  # type: ignore[arg-type]
        return {**content, "supervised": supervised}
