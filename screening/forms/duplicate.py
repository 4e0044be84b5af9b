"""What a supervising analyst says of two accounts that may be one person."""

from typing import Any

from django import forms

from screening.domain.duplicate import MOST_WORDS
from screening.enums_duplicate import DuplicateFinding, Likeness
from screening.forms.day import DayField


class DuplicateForm(forms.Form):
    use_required_attribute = False
    finding = forms.ChoiceField(
        label="What you find",
        choices=DuplicateFinding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you find."},
    )
    until = DayField(
        label="Look at it again on",
        help_text="For later: a day after today and within a year.",
        required=False,
        error_messages={"invalid": "Enter a day, for example 2026-05-01."},
    )
    reason = forms.CharField(
        label="Why",
        help_text="Needed to keep two people apart. Colleagues read it, the applicants do not.",
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.MultipleChoiceField(choices=Likeness.choices, widget=forms.MultipleHiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        finding = cleaned.get("finding")
        if finding == DuplicateFinding.LATER and "until" not in self.errors and not cleaned.get("until"):
            self.add_error("until", "Choose the day on which it waits again.")
        if finding == DuplicateFinding.APART and not cleaned.get("reason"):
            self.add_error("reason", "Say why they are two different people.")
        return cleaned
