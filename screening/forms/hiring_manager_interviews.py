"""The form with which a hiring manager makes a row of interview times."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from postings.city_time import SPOKEN
from screening.domain.interview_slot import LONGEST, MOST_SLOTS, SHORTEST, ZONES, NewSlots
from screening.forms.memorable_date import MemorableDateField
from screening.models import InterviewSlot, User

_NUMBER = {"class": "input--4", "inputmode": "numeric", "autocomplete": "off"}
_CLOCKS = ("%I:%M %p", "%I %p", "%H:%M")


def _number(label: str, least: int, most: int, initial: int, help_text: str = "") -> forms.IntegerField:
    words = f"Enter a whole number from {least} to {most}."
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=least,
        max_value=most,
        initial=initial,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
    )


class SlotsForm(forms.Form):
    """Day, first time, length, pause, how many, zone, where, who sits on the panel."""

    use_required_attribute = False
    day = MemorableDateField(label="Day")
    begins = forms.CharField(
        label="When the first interview begins",
        help_text="For example 9:30 a.m. or 1:30 p.m.",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input--10", "autocomplete": "off"}),
        error_messages={"required": "Enter when the first interview begins."},
    )
    zone = forms.ChoiceField(
        label="Time zone", error_messages={"invalid_choice": "Choose a time zone from the list."}
    )
    minutes = _number("How long one interview takes, in minutes", SHORTEST, LONGEST, 45)
    pause = _number("Minutes between two interviews", 0, LONGEST, 15, "For the panel to finish its scores.")
    count = _number("How many interviews in a row", 1, MOST_SLOTS, 4)
    place = forms.CharField(
        label="Room and address",
        help_text="For example Room 4B, 202 C Street. Candidates see it. One room holds one interview at a time.",
        required=False,
        max_length=InterviewSlot._meta.get_field("place").max_length,
        error_messages={"max_length": "Shorten this to at most 200 characters."},
    )
    link = forms.URLField(
        label="Link for a video interview",
        help_text="Leave it empty if candidates come to the room.",
        required=False,
        max_length=InterviewSlot._meta.get_field("link").max_length,
        assume_scheme="https",
        error_messages={"invalid": "Enter a whole web address, for example https://example.org/room."},
    )
    panel = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who sits on the panel",
        help_text="They see the names and qualifications of these interviews, and nothing else.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one person for the panel.",
            "invalid_choice": "Choose people from the list.",
            "invalid_pk_value": "Choose people from the list.",
        },
    )

    def __init__(self, *args: Any, panel: Any, city_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [city_zone] if city_zone in ZONES else []
        zones = [*first, *(zone for zone in ZONES if zone not in first)]
        self.fields["zone"].choices = [(zone, str(SPOKEN[zone])) for zone in zones]  # type: ignore[attr-defined]
        self.fields["panel"].queryset = panel  # type: ignore[attr-defined]

    def clean_begins(self) -> time:
        """The clock as people write it: '9:30 a.m.', '9 am', '13:30'."""
        typed = self.cleaned_data["begins"].upper().replace(".", "").replace("AM", " AM").replace("PM", " PM")
        for clock in _CLOCKS:
            try:
                return datetime.strptime(" ".join(typed.split()), clock).time()
            except ValueError:
                continue
        raise ValidationError("Enter the time with a.m. or p.m., for example 9:30 a.m.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("place") or cleaned.get("link") or {"place", "link"} & set(self.errors)):
            self.add_error("place", "Say where it is: enter a room and address, a link below, or both.")
        return cleaned

    def new(self) -> NewSlots:
        """What is to be made. Only for a valid form."""
        given = self.cleaned_data
        return NewSlots(
            day=date.fromisoformat(given["day"]),
            begins=given["begins"],
            minutes=given["minutes"],
            pause=given["pause"],
            how_many=given["count"],
            zone=given["zone"],
            place=given["place"],
            link=given["link"],
            panel=[member.pk for member in given["panel"]],
        )
