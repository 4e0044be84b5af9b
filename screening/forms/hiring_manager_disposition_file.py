"""The file of an interview list that comes back."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


class DispositionFileForm(forms.Form):
    """The Excel or CSV file that the list gave out, filled in."""

    use_required_attribute = False
    file = forms.FileField(
        label="Filled-in file",
        help_text="The Excel or CSV file of this list. You see what it would record before anything is recorded.",
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty. Choose the one that you filled in.",
        },
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > settings.DOCUMENT_MAX_BYTES:
            raise forms.ValidationError("The file is too large. Keep only the sheet of names.")
        return file

    def content(self) -> bytes:
        """Only for a valid form."""
        found: Any = self.cleaned_data["file"].read()
        return bytes(found)
