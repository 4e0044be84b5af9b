"""Until when a person is not available."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from screening.city_time import day_in_words
from screening.forms.memorable_date import MemorableDateField
from screening.forms.switching import KeepsTyped


class PauseForm(KeepsTyped, forms.Form):
    use_required_attribute = False
    until = MemorableDateField(label=_("Until which day are you not available?"))

    def __init__(self, *args: Any, last_day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _(
            "This whole day counts. Your time on the list ends on %(day)s, so choose an earlier day."
        ) % {"day": day_in_words(last_day)}

    def clean_until(self) -> date:
        return date.fromisoformat(self.cleaned_data["until"])
