"""What the second reviewer and the third person fill in."""

from typing import Any

from django import forms

from screening.domain.second_look import ANSWERS
from screening.enums import Finding
from screening.forms.review import needed


class FindingForm(forms.Form):
    """A finding; a requirement where it is against the applicant."""

    use_required_attribute = False
    finding = forms.ChoiceField(
        label="Your finding on the whole",
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages=needed("Choose what you find."),
    )
    requirement = forms.ChoiceField(
        label="Requirement that is not met",
        required=False,
        help_text="Needed when the finding is that a requirement is not met.",
    )

    def __init__(self, *args: Any, named: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].choices = [("", "Choose a requirement"), *named.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("finding") == Finding.NOT_QUALIFIED and not cleaned.get("requirement"):
            self.add_error("requirement", "Choose the requirement that is not met.")
        return cleaned


class SecondLookForm(FindingForm):
    """A finding for each requirement, then the whole."""

    note = forms.CharField(
        label="Note", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, asked: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {f"asked_{number}": key for number, key in enumerate(asked)}
        for name, key in self.asked.items():
            self.fields[name] = forms.ChoiceField(
                label=asked[key],
                choices=list(ANSWERS.items()),
                widget=forms.RadioSelect,
                error_messages=needed("Say what you found of this requirement."),
            )
        self.order_fields([*self.asked, "finding", "requirement", "note"])

    def findings(self) -> dict[str, str]:
        """Requirement id → what was found."""
        return {key: self.cleaned_data[name] for name, key in self.asked.items()}


class EndForm(FindingForm):
    note = forms.CharField(
        label="Note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=needed("Write why you decide so."),
        help_text="Two people found differently, so say why. When a requirement is not met, the applicant reads this note.",
    )
