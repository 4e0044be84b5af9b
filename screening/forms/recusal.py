"""What somebody fills in who keeps out of an application, and who names somebody else for it."""

from typing import Any

from django import forms

from screening.enums_conflict import ConflictKind
from screening.forms.review import needed
from screening.models import User


class RecuseForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(
        label="Why you keep out of it",
        choices=ConflictKind.choices,
        widget=forms.RadioSelect,
        error_messages=needed("Choose the reason."),
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed for another reason. Your supervisors and the auditors read it, the applicant does not.",
    )


class GiveForm(forms.Form):
    use_required_attribute = False
    to = forms.ModelChoiceField(
        label="Who takes it over",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages=needed("Choose who takes it over."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
