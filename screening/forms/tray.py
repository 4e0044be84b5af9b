"""What a person says of pages in the documents tray. The rules are the verbs'; a form only reads what was typed."""

from typing import Any

from django import forms

from screening.enums import DocumentVia
from screening.forms.review import DateInput, needed

WHY_ASIDE = (
    ("A fax machine’s own cover page.", "A fax machine’s own cover page"),
    ("A cover sheet without a document.", "A cover sheet without a document"),
    ("A double of what is filed already.", "A double of what is filed already"),
    (
        "Not for us: dialed or addressed wrongly, or advertising.",
        "Not for us: dialed or addressed wrongly, or advertising",
    ),
    (
        "Cannot be read; the sender was asked for it again.",
        "Cannot be read; the sender was asked for it again",
    ),
    ("The application takes no more documents.", "The application takes no more documents"),
)


class SearchForm(forms.Form):
    use_required_attribute = False
    q = forms.CharField(
        label="Name, title of the position, or receipt",
        max_length=120,
        error_messages=needed("Type a name, a title or a receipt."),
        help_text="As they stand on the paper, for example: park clerk.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FileForm(forms.Form):
    """As which document of the chosen application; the values are ``kind:job``."""

    use_required_attribute = False
    paper = forms.ChoiceField(
        label="Which document is it?",
        widget=forms.RadioSelect,
        error_messages=needed("Choose which document it is."),
    )

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = papers  # type: ignore[attr-defined]


class SetAsideForm(forms.Form):
    use_required_attribute = False
    usual = forms.ChoiceField(
        label="Why",
        choices=[("", "Choose a reason, or write one"), *WHY_ASIDE],
        required=False,
    )
    note = forms.CharField(label="In your words", max_length=500, required=False)

    def reason(self) -> str:
        """Both together; empty where neither was given, which the verb refuses."""
        return " ".join(filter(None, (self.cleaned_data["usual"], self.cleaned_data["note"].strip())))


class HandInForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label="Scanned file",
        error_messages=needed("Choose the file.") | {"empty": "This file is empty. Scan the paper again."},
        help_text="PDF, TIFF, JPEG, PNG or HEIC. It may hold several papers, each with its cover sheet first.",
    )
    via = forms.ChoiceField(
        label="How the paper came",
        choices=[choice for choice in DocumentVia.choices if choice[0] != DocumentVia.UPLOAD],
        widget=forms.RadioSelect,
        error_messages=needed("Choose how the paper came."),
    )
    received_on = forms.DateField(
        label="Day it came",
        widget=DateInput(),
        error_messages=needed("Enter the day it came."),
        help_text="The day stamped on it. It says whether the paper came in time.",
    )
