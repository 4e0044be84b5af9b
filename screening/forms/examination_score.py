"""What is said of a file of scores."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from screening.forms.review import DateInput, needed


class ScoreImportForm(forms.Form):
    """Which examination, by whom and when, how high a score can be, and the file."""

    use_required_attribute = False
    examination = forms.CharField(
        label="Examination",
        help_text="Its name, for example: Written test. A later file under the same name corrects the scores.",
        max_length=120,
        error_messages=needed("Name the examination."),
    )
    source = forms.CharField(
        label="Held by",
        help_text="Who held it and sent you the scores.",
        max_length=160,
        error_messages=needed("Say who held the examination."),
    )
    held_on = forms.DateField(
        label="Held on",
        widget=DateInput(),
        error_messages=needed("Choose the day of the examination.")
        | {"invalid": "This is not a date. Type it as 2026-12-31."},
    )
    highest = forms.DecimalField(
        label="Highest possible score",
        initial=100,
        min_value=Decimal("0.01"),
        max_value=Decimal("99999.99"),
        max_digits=7,
        decimal_places=2,
        error_messages=needed("Say how high a score can be."),
    )
    file = forms.FileField(
        label="File of scores",
        help_text="CSV or XLSX with the columns Receipt and Score, and Name if you want each name compared.",
        error_messages=needed("Choose the file.")
        | {"empty": "The file is empty. Choose the one with the scores."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is None or file.size > settings.DOCUMENT_MAX_BYTES:
            raise forms.ValidationError("The file is too large. Keep only the scores, or send them in parts.")
        return file
