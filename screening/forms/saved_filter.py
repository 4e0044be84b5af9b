"""What is said of a filter that is kept by name."""

from typing import Any

from django import forms

from screening.forms.review import needed


class SavedFilterForm(forms.Form):
    """Its name, and whether the office sees it."""

    use_required_attribute = False
    name = forms.CharField(
        label="Name",
        help_text="Say what it finds, for example: Undetermined, call center.",
        max_length=80,
        error_messages=needed("Give the filter a name."),
    )
    shared = forms.BooleanField(
        label="Share it with the office",
        help_text="Others see the name and the filter. Each finds only applications that they may see.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
