"""What a hiring manager fills in when a candidate called about the interview."""

from collections.abc import Iterable
from typing import Any

from django import forms

from screening.domain.interview_by_phone import MOST_NOTE
from screening.forms.applicant.interview import words
from screening.models import InterviewSlot


class ByPhoneForm(forms.Form):
    """``what``: the number of a time, or 'cancel' where one is set."""

    use_required_attribute = False
    what = forms.ChoiceField(
        label="What the candidate asked for",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a time, or that it is canceled.",
            "invalid_choice": "This time is no longer free. Choose another one.",
        },
    )
    note = forms.CharField(
        label="What the candidate told you, and when",
        help_text="For example: Called on Monday at 10; works in the mornings.",
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write what the candidate told you, and when."},
    )

    def __init__(self, *args: Any, slots: Iterable[InterviewSlot], may_cancel: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        times = [(str(slot.pk), words(slot)) for slot in slots]
        cancel = [("cancel", "Cancel the interview")] if may_cancel else []
        self.fields["what"].choices = [*times, *cancel]  # type: ignore[attr-defined]
