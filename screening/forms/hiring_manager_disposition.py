"""The form that records what became of one certified name, or of several at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from screening.domain.disposition import MOST_NOTE, NewDisposition
from screening.enums import DispositionKind
from screening.forms.memorable_date import MemorableDateField

EMPTY = ("", "- Select -")


class DispositionForm(forms.Form):
    """Kind, day, note. ``kinds`` are those that the table allows now."""

    kind = forms.ChoiceField(
        label="What happened",
        error_messages={
            "required": "Choose what happened.",
            "invalid_choice": "This cannot be recorded now. Choose one from the list.",
        },
    )
    happened_on = MemorableDateField(
        label="When", help_text="For an interview that is set: the day you agreed on it."
    )
    note = forms.CharField(
        label="Note",
        help_text=(
            "For 'Not selected': the reason, about the job. For an interview that is set: its day and time. "
            "The note is kept with the record."
        ),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"The note is too long. {MOST_NOTE} characters fit."},
    )

    def __init__(self, *args: Any, kinds: Iterable[DispositionKind], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"happened_on": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [EMPTY, *((kind.value, kind.label) for kind in kinds)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == DispositionKind.NOT_SELECTED and not (cleaned.get("note") or "").strip():
            self.add_error("note", "Write why the person was not selected. The reason must be about the job.")
        return cleaned

    def for_name(self, referral_id: int, seen: int) -> NewDisposition:
        """What to record of one name. Only for a valid form."""
        return NewDisposition(
            referral_id=referral_id,
            kind=DispositionKind(self.cleaned_data["kind"]),
            happened_on=date.fromisoformat(self.cleaned_data["happened_on"]),
            note=self.cleaned_data["note"],
            seen=seen,
        )


class OneDispositionForm(DispositionForm):
    """For one name; ``seen`` is the last disposition that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SeveralDispositionsForm(DispositionForm):
    """For the ticked names; each tick carries the name and the last disposition that the page showed."""

    name = forms.MultipleChoiceField(
        label="Names",
        error_messages={
            "required": "Tick at least one name in the list above.",
            "invalid_choice": "Something else was recorded of a name since you opened this page. Look at the list again.",
        },
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("name", "kind", "happened_on", "note")

    def __init__(self, *args: Any, names: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = list(names)  # type: ignore[attr-defined]

    def for_names(self) -> list[NewDisposition]:
        """What to record of each ticked name. Only for a valid form."""
        pairs = (value.split("-") for value in self.cleaned_data["name"])
        return [self.for_name(int(referral), int(seen)) for referral, seen in pairs]
