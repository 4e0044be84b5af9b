"""What an analyst fills in before a verb. The rules are the verbs'; a form only reads what was typed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from screening.enums import AppealState, DecisionReason, DocumentVerdict, Finding

WHY = [
    choice
    for choice in DecisionReason.choices
    if choice[0] not in (DecisionReason.AS_EVALUATED, DecisionReason.APPEAL_GRANTED)
]


def needed(words: str) -> dict[str, str]:
    """The error of an empty field: what to do, not that it is required."""
    return {"required": words}


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReviewForm(forms.Form):
    """Remembers which evaluation was on the screen, so that a newer one is noticed."""

    use_required_attribute = False
    evaluation = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ConfirmForm(ReviewForm):
    """Nothing to fill in: the page says what will be confirmed."""


class WhyForm(ReviewForm):
    requirement = forms.ChoiceField(
        label="Requirement that is not met",
        required=False,
        help_text="Needed when the finding is that a requirement is not met.",
    )
    reason = forms.ChoiceField(
        label="Reason", choices=[("", "Choose a reason"), *WHY], error_messages=needed("Choose the reason.")
    )
    note = forms.CharField(
        label="Note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=needed("Write why you decide so."),
        help_text="Say why, so that it holds up in an appeal. When a requirement is not met, the applicant reads this note.",
    )

    def __init__(self, *args: Any, requirements: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"].choices = [("", "Choose a requirement"), *requirements.items()]  # type: ignore[attr-defined]


class DecideForm(WhyForm):
    field_order = ("finding", "requirement", "reason", "note")
    finding = forms.ChoiceField(
        label="Your finding",
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages=needed("Choose what you find."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("finding") == Finding.NOT_QUALIFIED and not cleaned.get("requirement"):
            self.add_error("requirement", "Choose the requirement that is not met.")
        return cleaned


class ReverseForm(WhyForm):
    """Reverses one decision; a requirement is asked for only where the new finding is against the applicant."""

    decision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, against: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if against:
            self.fields["requirement"].required = True
            self.fields["requirement"].help_text = ""
            self.fields["requirement"].error_messages |= needed("Choose the requirement that is not met.")
        else:
            del self.fields["requirement"]


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label="Code on the cover sheet",
        max_length=40,
        error_messages=needed("Type the code, or scan the square on the sheet."),
        help_text="Eight signs in two groups, for example 7KQ2-M4TX. A scanner may type it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AppealDecisionForm(forms.Form):
    use_required_attribute = False
    outcome = forms.ChoiceField(
        label="Your decision",
        choices=[
            (AppealState.GRANTED, "Grant the appeal: the applicant qualifies"),
            (AppealState.UPHELD, "The finding stands"),
        ],
        widget=forms.RadioSelect,
        error_messages=needed("Choose what you decide."),
    )
    reasons = forms.CharField(
        label="Reasons",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=needed("Say why. The applicant reads this."),
        help_text="The applicant reads this.",
    )


class AskForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(label="Document", error_messages=needed("Choose the document."))
    job_key = forms.ChoiceField(label="For which job", required=False)
    due_on = forms.DateField(
        label="Last day",
        widget=DateInput(),
        error_messages=needed("Enter the last day for the document."),
        help_text="The whole day still counts.",
    )
    note = forms.CharField(
        label="What it must show",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The applicant reads this.",
    )

    def __init__(
        self, *args: Any, kinds: list[tuple[str, str]], jobs: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds if len(kinds) == 1 else [("", "Choose a document"), *kinds]  # type: ignore[attr-defined]
        self.fields["job_key"].choices = [("", "No particular job"), *jobs]  # type: ignore[attr-defined]


class DocumentReviewForm(forms.Form):
    use_required_attribute = False
    verdict = forms.ChoiceField(
        label="Your finding", choices=DocumentVerdict.choices, widget=forms.RadioSelect
    )
    start = forms.DateField(label="First day stated", required=False, widget=DateInput())
    end = forms.DateField(label="Last day stated", required=False, widget=DateInput())
    total_hours = forms.DecimalField(
        label="Total qualifying hours stated",
        required=False,
        min_value=0,
        max_value=100_000,
        max_digits=8,
        decimal_places=2,
    )
    note = forms.CharField(
        label="Note",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="When the document is not accepted, say what would mend it: the applicant reads this.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error(
                "end", "The last day stated is before the first. Enter the days as the paper states them."
            )
        return cleaned

    def states(self) -> dict[str, str | int | float]:
        """What the paper says, as the facts hold it: dates as text, hours as a number."""
        found: dict[str, str | int | float] = {}
        for key in ("start", "end", "total_hours"):
            value = self.cleaned_data.get(key)
            if isinstance(value, date):
                found[key] = value.isoformat()
            elif isinstance(value, Decimal):
                found[key] = int(value) if value == value.to_integral_value() else float(value)
        return found
