"""What a form does when the header's language button sends it: it comes back in the other language, as it was typed."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from screening.languages import SWITCH


class KeepsTyped(forms.BaseForm):
    """A form that can be sent to change the language: nothing is judged or saved, and nothing typed is lost.

    Its page gives the form element the id ``page-form``, which the header's button is tied to.
    """

    switches_language = True

    @property
    def only_switches(self) -> bool:
        data: Any = self.data
        return self.is_bound and SWITCH in data

    def full_clean(self) -> None:
        if not self.only_switches:
            super().full_clean()
            return
        self._errors: ErrorDict | None = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def is_valid(self) -> bool:
        return not self.only_switches and super().is_valid()
