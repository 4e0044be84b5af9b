"""What the applicant is asked to say, why, and until when."""

from typing import Any

from django import forms

from screening.domain.open_facts import ANSWERS
from screening.forms.review import DateInput, needed


class AskForFactsForm(forms.Form):
    use_required_attribute = False
    what = forms.ChoiceField(
        label="About what", widget=forms.RadioSelect, error_messages=needed("Choose what you ask about.")
    )
    questions = forms.MultipleChoiceField(
        label="Which questions, if you ask about answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label="What is open, and what would settle it",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The applicant reads this. Say it in plain words.",
        error_messages=needed("Say what is open and what would settle it. The applicant reads this."),
    )
    due_on = forms.DateField(
        label="Last day",
        widget=DateInput(),
        help_text="The whole day still counts.",
        error_messages=needed("Enter the last day for the answer."),
    )

    def __init__(
        self, *args: Any, entries: list[tuple[str, str]], questions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = entries  # type: ignore[attr-defined]
        self.fields["questions"].choices = questions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("what") == ANSWERS and not given.get("questions"):
            self.add_error("questions", "Choose which questions the applicant shall answer.")
        return given
