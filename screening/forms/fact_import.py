"""What is said of a file of facts from outside, and of taking it back."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from screening.forms.review import needed


class FactImportForm(forms.Form):
    """Who found the facts out, why they count, and the file."""

    use_required_attribute = False
    source = forms.CharField(
        label="Found out by",
        help_text="Who checked and sent you the facts, for example: State license registry.",
        max_length=160,
        error_messages=needed("Say who found the facts out."),
    )
    reason = forms.CharField(
        label="Why they count",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=needed("Say why the facts count."),
        help_text="The applicants read this, for example: The registry confirmed on April 30 which licenses are valid.",
    )
    file = forms.FileField(
        label="File of facts",
        help_text="CSV, XLSX or JSON lines with Receipt, Fact and Value, and Name and Note if you like.",
        error_messages=needed("Choose the file.")
        | {"empty": "The file is empty. Choose the one with the facts."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > settings.DOCUMENT_MAX_BYTES:
            raise forms.ValidationError("The file is too large. Keep only the facts, or send them in parts.")
        return file


class TakeBackForm(forms.Form):
    """Why the facts of a file count no more."""

    use_required_attribute = False
    reason = forms.CharField(
        label="Why the facts are taken back",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=needed("Say why the facts are taken back."),
        help_text="The applicants read this. From then on their own words count again.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
