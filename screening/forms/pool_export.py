"""What goes into a file of a pool."""

from typing import Any

from django import forms

from screening.forms.review import needed
from screening.pool_columns import COLUMNS, USUAL

FORMS = [("xlsx", "Workbook (XLSX)"), ("csv", "Comma-separated values (CSV)")]


class PoolExportForm(forms.Form):
    """Columns, answers, only what is new, and the kind of file."""

    use_required_attribute = False
    columns = forms.MultipleChoiceField(
        label="Columns",
        choices=[(slug, title) for slug, (title, _) in COLUMNS.items()],
        initial=list(USUAL),
        widget=forms.CheckboxSelectMultiple,
        error_messages=needed("Choose at least one column."),
    )
    answers = forms.BooleanField(label="With the answers to the supplemental questions", required=False)
    only_new = forms.BooleanField(label="Only what changed since my last file of this list", required=False)
    form = forms.ChoiceField(
        label="Kind of file",
        choices=FORMS,
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages=needed("Choose the kind of file."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
