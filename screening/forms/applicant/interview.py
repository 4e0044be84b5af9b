"""Which of the offered times a candidate chooses."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from screening.city_time import instant_in_words
from screening.forms.switching import KeepsTyped
from screening.models import InterviewSlot


class TimeForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    slot = forms.TypedChoiceField(
        label=_("Choose a time"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("This time is no longer free. Choose another one."),
        },
    )

    def __init__(self, *args: Any, slots: Iterable[InterviewSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = [(slot.pk, words(slot)) for slot in slots]  # type: ignore[attr-defined]


def words(slot: InterviewSlot) -> str:
    """'Friday, December 4, 2026 at 9:30 a.m. Pacific, 45 minutes, Room 4B'; a video interview is called so."""
    length = ngettext("%(n)d minute", "%(n)d minutes", slot.minutes) % {"n": slot.minutes}
    where = slot.place or str(_("by video"))
    return f"{instant_in_words(slot.starts_at, zone_name=slot.zone)}, {length}, {where}"
