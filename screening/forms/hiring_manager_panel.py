"""The form with which a hiring manager changes who sits on the panel of one interview time."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from screening.domain.interview_panel import MOST_WORDS
from screening.models import User


class PanelForm(forms.Form):
    """Who sits there, with the panel as the page showed it. ``panel`` has the user numbers that sit there now."""

    members = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who sits on the panel",
        help_text="Tick who joins, and take the tick from who leaves. Both are told.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one person for the panel.",
            "invalid_choice": "Choose people from the list.",
            "invalid_pk_value": "Choose people from the list.",
        },
    )
    why = forms.CharField(
        label="Why somebody leaves",
        help_text=(
            "Say it if anybody does, for example: cannot come, knows the candidate. "
            "Leave out anything about health. It is kept with the list."
        ),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: QuerySet[User], panel: list[int], **kwargs: Any) -> None:
        shown = ",".join(str(member) for member in sorted(panel))
        super().__init__(*args, **kwargs)
        self.initial = {"members": panel, "seen": shown}
        self.fields["members"].queryset = people  # type: ignore[attr-defined]

    def seen_panel(self) -> list[int]:
        """The panel that the page showed. Only for a valid form."""
        parts = self.cleaned_data["seen"].split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 19]
